// The pages that compare tell what the data tell, also on paper and without script.
'use strict';
const { check, json, open, openDetails } = require('../page.js');
const { pdfText } = require('./print.js');

const squeezed = (text) => text.replace(/\s+/g, '');
const KINDS = ['new', 'gone', 'renamed', 'changed'];

async function compared(browser, site) {
  const told = json(site.folder, 'catalog-diff.json');
  const context = await browser.newContext({ javaScriptEnabled: false });
  const faults = [];
  const lacking = KINDS.filter((kind) => kind !== 'gone' && !told.changes.some((entry) => entry.change === kind));
  faults.push(...lacking.map((kind) => `the catalogs have nothing ${kind}`));
  for (const name of ['catalog-diff.html', 'catalog-diff-back.html', 'drift.html']) {
    const { page } = await open(context, site.folder, name);
    const rows = await page.locator('table.changes tbody tr').count();
    // The verdicts and fields of a run are those of its catalog.
    if (rows !== told.changes.length) faults.push(`${name} has ${rows} rows, the data ${told.changes.length}`);
    await page.close();
    const { text, faults: own } = await pdfText(context, site, name);
    faults.push(...own);
    faults.push(...told.changes.filter((entry) => !text.includes(squeezed(entry.was && name.includes('back') ? entry.was : entry.id))).map((entry) => `${name}: ${entry.id} is lost in print`));
  }
  check(`${site.name}: ${told.changes.length} changes of the catalog on each page and in its print`, faults);
  await context.close();
  await since(browser, site);
}

// What is new, gone and changed since the earlier run is there, each under its heading.
async function since(browser, site) {
  const context = await browser.newContext();
  const { page } = await open(context, site.folder, 'drift.html');
  await openDetails(page);
  const captions = await page.evaluate(() => [...document.querySelectorAll('section[aria-labelledby="since"] :is(caption, h3)')].map((e) => e.textContent));
  const wanted = ['Findings then and now', 'Fields', 'New findings', 'Findings that are gone', 'Findings that changed', 'Findings on pages that are no longer read', 'New documents', 'Documents that are gone', 'Documents that changed', 'Documents under another path'];
  check(`${site.name}: what changed since the earlier run has its heading`, wanted.filter((title) => !captions.includes(title)).map((title) => `nothing under ${title}: ${captions.join(', ')}`));
  await context.close();
}

module.exports = { compared };
