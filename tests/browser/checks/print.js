// PDF without script: everything that a page holds is in it, tagged. With script the heads of long
// tables repeat all the same.
'use strict';
const fs = require('fs');
const path = require('path');
const { execFileSync } = require('child_process');
const { check, pages, json, url } = require('../page.js');

// Characters that steer a reader are written by their code point; blanks may break anywhere.
const shown = (text) => text.replace(/\s+/g, '').replace(/[\u202a-\u202e\u2066-\u2069]/g, (c) => `[U+${c.codePointAt(0).toString(16).toUpperCase()}]`);

// `order`: lines of the sheet (`-layout`), or cell by cell (`-raw`) where texts run over several lines.
async function pdfText(context, site, name, order = '-layout') {
  const page = await context.newPage();
  await page.goto(url(site.folder, name));
  const controls = page.locator('.controls').first();
  const faults = await controls.count() && await controls.isVisible() ? [`${name}: controls are shown without script`] : [];
  const pdf = path.join(process.env.WORK, `${site.name}-${name}.pdf`);
  await page.pdf({ path: pdf, preferCSSPageSize: true, tagged: true, outline: true });
  await page.close();
  if (!/Tagged:\s+yes/.test(execFileSync('pdfinfo', [pdf]).toString())) faults.push(`${name}: the PDF is not tagged`);
  const text = execFileSync('pdftotext', [order, pdf, '-'], { maxBuffer: 1 << 28 }).toString();
  return { text: text.replace(/\s+/g, ''), faults };
}

async function withoutScript(browser, site) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const { findings } = json(site.folder, 'findings.json');
  const drift = await pdfText(context, site, 'drift.html');
  const lost = findings.filter((finding) => !drift.text.includes(`#${finding.fingerprint}`));
  const evidence = findings.flatMap((finding) => finding.related).filter((place) => !drift.text.includes(`:${place.start.line}:${place.start.column}`));
  check(`${site.name}: all ${findings.length} findings and their evidence in print without script`, [
    ...drift.faults,
    ...lost.map((finding) => `${finding.fingerprint} is lost`),
    ...evidence.map((place) => `${place.path}:${place.start.line} is lost`),
  ]);

  const faults = [];
  for (const name of pages(site.folder).filter((each) => each.startsWith('doc-'))) {
    const { text, faults: own } = await pdfText(context, site, name);
    faults.push(...own);
    const ids = await findingsOf(context, site, name);
    faults.push(...ids.filter((id) => !text.includes(id)).map((id) => `${name}: ${id} is lost`));
  }
  check(`${site.name}: each document prints its own findings`, faults);

  const inventory = await pdfText(context, site, 'inventory.html');
  const fields = json(site.folder, 'inventory.json').flows.flatMap((f) => f.services).flatMap((s) => s.messages).flatMap((m) => m.fields);
  const places = fields.flatMap((field) => field.documentation).filter((d) => d.line && !inventory.text.includes(`${d.locale}line${d.line}`));
  const documents = json(site.folder, 'findings.json').documents.filter((d) => !inventory.text.includes(d.sha256));
  check(`${site.name}: ${fields.length} fields and their evidence in print without script`, [
    ...inventory.faults,
    ...fields.filter((field) => !inventory.text.includes(shown(field.label))).map((field) => `${field.id} is lost`),
    ...places.map((place) => `${place.path}:${place.line} is lost`),
    ...documents.map((document) => `the SHA-256 of ${document.path} is lost`),
  ]);
  await verdicts(context, site);
  await context.close();
}

// Every verdict of the protocol with its places, and once the source of each file.
async function verdicts(context, site) {
  const told = json(site.folder, 'protocol.json');
  const { text, faults } = await pdfText(context, site, 'protocol.html', '-raw');
  const places = told.verdicts.flatMap(({ id, label, evidence: { document, searched, catalog, protocol } }) => [
    shown(label), ...[document, catalog, protocol].filter(Boolean).map((at) => `${at.path}:${at.line}`), ...searched, ...(protocol && protocol.file ? [protocol.file] : []),
  ].map((what) => [id, what]));
  const sources = told.sources.flatMap((source) => [source.path, source.url, source.commit, source.date].filter(Boolean).map((what) => [source.path, what]));
  const lost = [...places, ...sources].filter(([, what]) => !text.includes(shown(what)));
  check(`${site.name}: ${told.verdicts.length} verdicts, their places and the sources in print without script`, [...faults, ...lost.map(([id, what]) => `${id}: ${what} is lost`)]);
}

// How often each row of heads stands in the print of a page.
async function heads(browser, site, name, javaScriptEnabled) {
  const context = await browser.newContext({ javaScriptEnabled });
  const page = await context.newPage();
  await page.goto(url(site.folder, name));
  const rows = await page.evaluate(() => [...document.querySelectorAll('table[data-sort] thead tr')].map((row) => row.textContent.replace(/\s+/g, '')));
  const { text } = await pdfText(context, { ...site, name: `${site.name}-${javaScriptEnabled}` }, name);
  await context.close();
  return new Map(rows.map((row) => [row, text.split(row).length - 1]));
}

async function withScript(browser, site) {
  const [off, on] = [await heads(browser, site, 'inventory.html', false), await heads(browser, site, 'inventory.html', true)];
  const lost = [...off].filter(([row, count]) => on.get(row) !== count).map(([row, count]) => `${row}: ${on.get(row)} times with script, ${count} without`);
  const tables = fs.readFileSync(path.join(site.folder, 'inventory.html'), 'utf8').split('data-sort').length - 1;
  const repeated = [...on.values()].reduce((sum, count) => sum + count, 0) > tables;
  check(`${site.name}: heads of tables repeat on every sheet, with script as without`, [...lost, repeated ? '' : 'no head repeats']);
}

async function findingsOf(context, site, name) {
  const page = await context.newPage();
  await page.goto(url(site.folder, name));
  const ids = await page.evaluate(() => [...document.querySelectorAll('article.finding')].map((e) => e.id.replace(/^f-/, '')));
  await page.close();
  return ids;
}

module.exports = { pdfText, withoutScript, withScript };
