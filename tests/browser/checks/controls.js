// Filter, search, sort and keyboard, where script may run.
'use strict';
const { check, json, open } = require('../page.js');

async function filters(browser, site) {
  const context = await browser.newContext();
  const faults = [];
  const findings = json(site.folder, 'findings.json').findings;
  const { page, faults: noted } = await open(context, site.folder, 'drift.html');
  const shown = () => page.evaluate(() => [...document.querySelectorAll('article.finding')].filter((e) => e.checkVisibility()).length);
  const expect = async (what, wanted) => {
    await page.waitForTimeout(400);
    const count = await shown();
    if (count !== wanted) faults.push(`${what}: ${count} shown, ${wanted} expected`);
    const words = await page.locator('.controls output').textContent();
    if (!words.includes(String(wanted))) faults.push(`${what}: the page says ${words}`);
  };
  await expect('all', findings.length);
  await page.selectOption('select[data-key=severity]', 'error');
  await expect('errors', findings.filter((f) => f.severity === 'error').length);
  if (!page.url().includes('severity=error')) faults.push('the address does not hold the filter');
  await page.reload();
  await expect('errors after reload', findings.filter((f) => f.severity === 'error').length);
  const note = findings.find((f) => f.severity !== 'error');
  if (note) {
    await page.evaluate((id) => { location.hash = id; }, `f-${note.fingerprint}`);
    await expect('a deep link to what is filtered out', findings.length);
  }
  await page.fill('.controls input', 'no such words anywhere');
  await expect('nothing', 0);
  await page.click('.controls button');
  await expect('all again', findings.length);
  check(`${site.name}: filters count right and stand in the address`, [...faults, ...noted]);
  await context.close();
}

async function keyboard(browser, site) {
  const context = await browser.newContext();
  const faults = [];
  const { page } = await open(context, site.folder, 'drift.html');
  await page.keyboard.press('Tab');
  if (await page.evaluate(() => document.activeElement.className) !== 'skip') faults.push('the first stop is no skip link');
  await page.keyboard.press('Enter');
  if (await page.evaluate(() => document.activeElement.id) !== 'main') faults.push('the skip link does not lead to the content');
  for (let n = 0; n < 40; n += 1) {
    await page.keyboard.press('Tab');
    const outline = await page.evaluate(() => {
      const e = document.activeElement;
      const style = getComputedStyle(e);
      return e === document.body || e.tagName === 'rect' || style.outlineStyle !== 'none' ? '' : e.outerHTML.slice(0, 80);
    });
    if (outline) faults.push(`no visible focus: ${outline}`);
  }
  const head = page.locator('table[data-sort] th button').last();
  await head.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  const sorted = await head.evaluate((button) => {
    const th = button.parentElement;
    const table = th.closest('table');
    const values = [...table.tBodies[0].rows].map((row) => Number(row.cells[th.cellIndex].textContent));
    return { aria: th.getAttribute('aria-sort'), right: values.every((v, i) => i === 0 || values[i - 1] >= v) };
  });
  if (sorted.aria !== 'descending' || !sorted.right) faults.push(`sorting: ${JSON.stringify(sorted)}`);
  check(`${site.name}: keyboard and sorting`, faults);
  await context.close();
}

// The row of evidence goes where its field goes, and opens for a link to the field.
async function evidence(browser, site) {
  const context = await browser.newContext();
  const faults = [];
  const { page } = await open(context, site.folder, 'inventory.html');
  const last = await page.evaluate(() => [...document.querySelectorAll('tr[id^="field-"]')].at(-1).id);
  await page.evaluate((id) => { location.hash = id; }, last);
  await page.waitForTimeout(200);
  const opened = await page.evaluate((id) => document.getElementById(id).nextElementSibling.querySelector('details').open, last);
  if (!opened) faults.push('the evidence of a linked field is closed');
  const named = () => page.evaluate(() => [...document.querySelectorAll('tr[id^="field-"]')].filter((row) => !row.nextElementSibling.textContent.includes(row.querySelector('.self').textContent)).map((row) => row.id));
  await page.locator('table[data-sort] th button').first().click();
  faults.push(...(await named()).map((id) => `${id} is parted from its evidence by sorting`));
  await page.fill('.controls input', await page.evaluate((id) => document.getElementById(id).querySelector('.self').textContent, last));
  await page.waitForTimeout(400);
  const alone = await page.evaluate(() => [...document.querySelectorAll('tr.more')].filter((row) => row.checkVisibility() && !row.previousElementSibling.checkVisibility()).length);
  if (alone) faults.push(`${alone} rows of evidence are left by the filter`);
  check(`${site.name}: evidence stays with its field and opens for a link`, faults);
  await context.close();
}

module.exports = { filters, keyboard, evidence };
