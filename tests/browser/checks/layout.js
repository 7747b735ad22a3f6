// Narrow screens, and links that lead somewhere.
'use strict';
const fs = require('fs');
const path = require('path');
const { check, pages, json, open, openDetails } = require('../page.js');

async function reflow(browser, site) {
  const context = await browser.newContext({ viewport: { width: 320, height: 900 } });
  const faults = [];
  for (const name of pages(site.folder)) {
    const { page } = await open(context, site.folder, name);
    await openDetails(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 320) faults.push(`${name} is ${width} px wide`);
    const marked = await page.evaluate(() => [...document.querySelectorAll('*')]
      .filter((e) => /auto|scroll/.test(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1 && e.tabIndex < 0)
      .map((e) => e.className));
    faults.push(...marked.map((name_) => `${name}: .${name_} scrolls and cannot be reached by keyboard`));
    await page.close();
  }
  // What is told under a row of a document is read without scrolling sideways.
  for (const name of pages(site.folder).filter((each) => each.startsWith('doc-'))) {
    const { page } = await open(context, site.folder, name);
    const cut = await page.evaluate(() => [...document.querySelectorAll('.told article')].filter((e) => e.getBoundingClientRect().right > innerWidth).length);
    if (cut) faults.push(`${name}: ${cut} findings are cut off`);
    await page.close();
  }
  check(`${site.name}: 320 px`, faults);
  await context.close();
}

async function links(browser, site) {
  const context = await browser.newContext();
  const faults = [];
  const ids = new Map();
  const hrefs = [];
  for (const name of pages(site.folder)) {
    const { page } = await open(context, site.folder, name);
    const found = await page.evaluate(() => ({
      ids: [...document.querySelectorAll('[id]')].map((e) => e.id),
      hrefs: [...document.querySelectorAll('a')].map((e) => e.getAttribute('href')),
    }));
    ids.set(name, new Set(found.ids));
    if (new Set(found.ids).size !== found.ids.length) faults.push(`${name} has an id twice`);
    hrefs.push(...found.hrefs.map((href) => [name, href]));
    await page.close();
  }
  for (const [name, href] of hrefs) {
    const [file, id] = href.split('#');
    const target = file.split('?')[0] || name;
    if (!fs.existsSync(path.join(site.folder, target))) faults.push(`${name}: ${href}: no such file`);
    else if (id !== undefined && ids.has(target) && !ids.get(target).has(decodeURIComponent(id))) faults.push(`${name}: ${href} leads nowhere`);
  }
  const finding = json(site.folder, 'findings.json').findings.at(-1);
  const { page } = await open(context, site.folder, site.findings || 'drift.html', `#f-${finding.fingerprint}`);
  await page.waitForTimeout(300);
  const seen = await page.evaluate((id) => {
    const box = document.getElementById(id).getBoundingClientRect();
    return box.top >= -1 && box.top < innerHeight;
  }, `f-${finding.fingerprint}`);
  if (!seen) faults.push('the finding of a deep link is not in view');
  check(`${site.name}: ${hrefs.length} links lead somewhere, ids are unique`, faults);
  await context.close();
}

module.exports = { reflow, links };
