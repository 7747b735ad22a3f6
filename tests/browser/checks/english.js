// Words of the interface that stay English in another language: texts that are said to be in the
// language of the page and are one of the interface's English texts, or hold words that only English
// has. What documents, the catalog and the checks say is marked with its own language.
'use strict';
const fs = require('fs');
const { pages, open } = require('../page.js');

// English texts that the language has other words for; places are patterns.
function phrases(tag) {
  const lines = fs.readFileSync(`templates/lang/${tag}.yaml`, 'utf8').split('\n');
  const pairs = lines.filter((line) => line.startsWith('"')).map((line) => JSON.parse(`{${line}}`)).map((pair) => Object.entries(pair)[0]);
  const forms = pairs.flatMap(([key, value]) => {
    const own = value.split('|');
    return key.split('|').filter((form) => !own.includes(form));
  });
  const plain = (form) => form.replace(/<[^>]*>/g, '');
  const escaped = (form) => form.replace(/[.*+?^$()[\]\\|]/g, '\\$&').replace(/\{\w+\}/g, '\0');
  const pattern = (form) => `^${escaped(plain(form)).replace(/\0/g, '.+')}$`;
  const said = new Set(pairs.flatMap(([, value]) => value.split('|')));
  // Texts of few words between places fit texts of other languages too; so do words that both have.
  const telling = (form) => !said.has(form) && (!form.includes('{') || /[a-z]{3,}[^{}]* [a-z]{3,}/i.test(form.replace(/\{\w+\}/g, '{}')));
  return forms.filter(telling).map(pattern);
}

function leftOver(given) {
  const patterns = given.map((text) => new RegExp(text, 'u'));
  const words = /\b(the|and|with|which|from|that|are|not|this|their|these|has|have)\b/i;
  const root = document.documentElement;
  const owned = (element) => element.closest('[lang]') === root && !element.closest('code, bdi, script, style, title');
  const found = [];
  const judge = (text, where) => {
    const said = text.replace(/\s+/g, ' ').trim();
    if (said && (patterns.some((pattern) => pattern.test(said)) || words.test(said))) found.push(`${where}: ${said.slice(0, 80)}`);
  };
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (owned(node.parentElement)) judge(node.data, node.parentElement.tagName.toLowerCase());
  }
  // Titles are names of the interface with those of documents and catalog, which are English.
  for (const part of document.title.split(/ · |, /)) if (patterns.some((pattern) => !pattern.source.includes('.+') && pattern.test(part))) found.push(`title: ${part}`);
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
    if (!owned(element)) continue;
    // Labels join words of the interface with names, which have no language of their own there.
    for (const name of ['title', 'placeholder']) if (element.hasAttribute(name)) judge(element.getAttribute(name), `@${name}`);
    const label = (element.getAttribute('aria-label') || '').split(/[:,]/)[0];
    if (patterns.some((pattern) => pattern.test(label.trim()))) found.push(`@aria-label: ${label}`);
  }
  return [...new Set(found)];
}

// The faults of all pages of a folder.
async function english(context, folder, tag) {
  const faults = [];
  for (const name of pages(folder)) {
    const { page } = await open(context, folder, name);
    const found = await page.evaluate(leftOver, phrases(tag));
    faults.push(...found.map((text) => `${name} ${text}`));
    await page.close();
  }
  return faults;
}

module.exports = { english };
