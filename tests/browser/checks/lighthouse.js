// Lighthouse's scores for accessibility and best practices, over HTTP because it takes nothing else.
'use strict';
const { pathToFileURL } = require('url');
const { check, kinds, serve } = require('../page.js');

const CATEGORIES = ['accessibility', 'best-practices'];

async function lighthouse(site, port) {
  const { default: run } = await import(pathToFileURL(require.resolve('lighthouse')));
  const server = await serve(site.folder);
  const faults = [];
  const names = kinds(site.folder);
  for (const name of names) {
    const options = { port, output: 'json', logLevel: 'error', onlyCategories: CATEGORIES, throttlingMethod: 'provided' };
    const { lhr } = await run(`${server.origin}/${name}`, options);
    for (const id of CATEGORIES) {
      const category = lhr.categories[id];
      if (category.score === 1) continue;
      const lost = category.auditRefs.filter((a) => a.weight > 0 && lhr.audits[a.id].score !== null && lhr.audits[a.id].score < 1);
      faults.push(`${name}: ${id} ${Math.round(category.score * 100)}: ${lost.map((a) => a.id).join(', ')}`);
    }
  }
  server.close();
  check(`${site.name}: Lighthouse gives 100 / 100 to ${names.length} pages`, faults);
}

module.exports = { lighthouse };
