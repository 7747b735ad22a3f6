// The interface in each language; what documents and checks say stays in its own.
'use strict';
const { check, pages, open } = require('../page.js');
const { comparison } = require('../comparison.js');
const { english } = require('./english.js');
const { accessibility } = require('./accessibility.js');

async function languages(browser) {
  for (const tag of ['de', 'fr', 'ja', 'nl', 'sv']) {
    const folder = comparison(tag, tag);
    const context = await browser.newContext();
    const { page } = await open(context, folder, 'drift.html');
    const said = await page.evaluate(() => ({
      lang: document.documentElement.lang,
      message: document.querySelector('article.finding h4 span[lang]').lang,
      title: document.title,
    }));
    check(`${tag}: the language is declared`, [
      said.lang === tag ? '' : `html lang is ${said.lang}`,
      said.message === 'en' ? '' : `messages are said to be ${said.message}`,
      said.title.startsWith('Drift') ? 'the title is English' : '',
    ]);
    check(`${tag}: no word of the interface is English`, await english(context, folder, tag));
    await context.close();
    const some = ['index.html', 'drift.html', 'flow.html', 'inventory.html', 'catalog-diff.html', pages(folder).find((name) => name.startsWith('doc-'))];
    await accessibility(browser, { name: tag, folder, pages: some, schemes: ['light'] });
  }
}

module.exports = { languages };
