// 20 000 findings: the goals for time and size are those of the issue.
'use strict';
const fs = require('fs');
const path = require('path');
const { check, json, open } = require('../page.js');
const { manyFindings } = require('../sites.js');

async function twentyThousand(browser) {
  const folder = manyFindings(20000);
  const { summary } = json(folder, 'findings.json');
  const total = summary.error + summary.warning + summary.note;
  const file = path.join(folder, 'drift.html');
  const size = fs.statSync(file).size / 1e6;
  const context = await browser.newContext();
  const started = Date.now();
  const { page, faults } = await open(context, folder, 'drift.html');
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const seconds = (Date.now() - started) / 1000;
  const typed = Date.now();
  await page.fill('.controls input', 'copie-0399');
  await page.waitForFunction(() => new URL(location.href).searchParams.get('q'));
  const filtered = (Date.now() - typed) / 1000;
  const articles = await page.locator('article.finding').count();
  check(`${total} findings: ${size.toFixed(1)} MB, loaded in ${seconds.toFixed(1)} s, filtered in ${filtered.toFixed(1)} s`, [
    total < 20000 ? `only ${total} findings` : '',
    articles !== total ? `${articles} of ${total} in the page` : '',
    size >= 10 ? 'the file has 10 MB or more' : '',
    seconds >= 5 ? 'loading takes 5 s or more' : '',
    ...faults,
  ]);
  await context.close();
}

module.exports = { twentyThousand };
