// The same counts wherever they are told.
'use strict';
const fs = require('fs');
const path = require('path');
const { check, pages, json, open } = require('../page.js');

async function parity(browser, site) {
  const context = await browser.newContext();
  const findings = json(site.folder, 'findings.json');
  const { page } = await open(context, site.folder, 'drift.html');
  const faults = [];
  for (const severity of ['error', 'warning', 'note']) {
    const shown = await page.locator(`article.finding.${severity}`).count();
    if (shown !== findings.summary[severity]) faults.push(`${severity}: ${shown} shown, ${findings.summary[severity]} in JSON`);
  }
  const inPlace = [];
  for (const name of pages(site.folder).filter((n) => n.startsWith('doc-'))) {
    const { page: own } = await open(context, site.folder, name);
    inPlace.push(...await own.evaluate(() => [...document.querySelectorAll('article.finding')].map((e) => e.id)));
    await own.close();
  }
  const documents = new Set(findings.documents.map((document) => document.path));
  const expected = findings.findings.filter((f) => documents.has(f.path)).map((f) => `f-${f.fingerprint}`);
  if (inPlace.sort().join() !== expected.sort().join()) faults.push(`${inPlace.length} findings in place, ${expected.length} on documents`);
  const { page: inventory } = await open(context, site.folder, 'inventory.html');
  const rows = await inventory.locator('tr[id^="field-"]').count();
  const fields = json(site.folder, 'inventory.json').totals.fields;
  const csv = fs.readFileSync(path.join(site.folder, 'inventory.csv'), 'utf8').split('\r\n').filter(Boolean).length - 1;
  if (rows !== fields || csv !== fields) faults.push(`fields: ${rows} in HTML, ${fields} in JSON, ${csv} in CSV`);
  check(`${site.name}: the same counts in HTML, JSON and CSV`, faults);
  await context.close();
}

module.exports = { parity };
