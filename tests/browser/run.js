// The checks; each is one function over one folder of reports. Prints a line for each and exits
// with 1 if one fails.
'use strict';
const fs = require('fs');
const path = require('path');
const { execFileSync } = require('child_process');
const { chromium } = require('playwright-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const { report, sites, manyFindings } = require('./sites.js');

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const ARGUMENTS = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-quic',
  '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const failures = [];

function check(what, faults) {
  const list = faults.filter(Boolean);
  console.log(`${list.length ? 'FAIL' : 'ok  '} ${what}`);
  for (const fault of list.slice(0, 8)) console.log(`       ${fault}`);
  if (list.length) failures.push(what);
}

const pages = (folder) => fs.readdirSync(folder).filter((name) => name.endsWith('.html')).sort();
const json = (folder, name) => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'));
const url = (folder, name) => `file://${path.join(folder, name)}`;

// Opens a page and notes everything that it must not do.
async function open(context, folder, name, hash = '') {
  const page = await context.newPage();
  const faults = [];
  page.on('request', (request) => {
    if (!request.url().startsWith('data:') && request.url().split(/[?#]/)[0] !== url(folder, name)) faults.push(`${name} asks for ${request.url()}`);
  });
  page.on('console', (message) => faults.push(`${name} says ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`${name} throws ${error}`));
  page.on('dialog', (dialog) => { faults.push(`${name} opens a dialog: ${dialog.message()}`); dialog.dismiss(); });
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
  });
  await page.goto(url(folder, name) + hash);
  return { page, faults };
}

async function accessibility(browser, site) {
  for (const colorScheme of site.schemes || ['light', 'dark']) {
    const context = await browser.newContext({ colorScheme, offline: true });
    const faults = [];
    let measured = false;
    for (const name of site.pages || pages(site.folder)) {
      const { page, faults: noted } = await open(context, site.folder, name);
      await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
      await page.evaluate(axe);
      const result = await page.evaluate((tags) => window.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }), TAGS);
      measured = measured || result.passes.some((rule) => rule.id === 'target-size');
      for (const rule of result.violations) {
        faults.push(`${name} ${rule.id} (${rule.nodes.length}): ${rule.nodes[0].target.join(' ')} ${(rule.nodes[0].failureSummary || '').replace(/\s+/g, ' ').slice(0, 200)}`);
      }
      faults.push(...noted, ...(await page.evaluate(() => window.violations)).map((event) => `${name} policy: ${event}`));
      await page.close();
    }
    check(`${site.name}: axe ${colorScheme}, no request, no policy event, no console message`, faults);
    check(`${site.name}: the size of targets was measured (${colorScheme})`, [measured ? '' : 'target-size did not run']);
    await context.close();
  }
}

// Only what the templates write is in the page: no element of a document came to life.
async function inert(browser, site) {
  const context = await browser.newContext();
  const faults = [];
  for (const name of pages(site.folder)) {
    const { page, faults: noted } = await open(context, site.folder, name);
    const found = await page.evaluate(() => {
      const bad = [...document.querySelectorAll('img, iframe, object, embed, link, base, form, foreignObject')].map((e) => e.outerHTML.slice(0, 80));
      const events = [...document.querySelectorAll('*')].filter((e) => [...e.attributes].some((a) => /^on|^style$|^src$/i.test(a.name))).map((e) => e.outerHTML.slice(0, 80));
      const links = [...document.querySelectorAll('a')].map((a) => a.getAttribute('href')).filter((h) => /^[a-z][a-z0-9+.-]*:|^\/\//i.test(h));
      const scripts = document.querySelectorAll('script').length === 1 ? [] : ['more than one script'];
      const overrides = /[\u202d\u202e]/.test(document.documentElement.outerHTML) ? ['an override of direction'] : [];
      return [...bad, ...events, ...links, ...scripts, ...overrides];
    });
    faults.push(...noted, ...found.map((fault) => `${name}: ${fault}`));
    await page.close();
  }
  check(`${site.name}: nothing of a document comes to life`, faults);
  await context.close();
}

async function withoutScript(browser, site) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const findings = json(site.folder, 'findings.json').findings;
  const page = await context.newPage();
  await page.goto(url(site.folder, 'drift.html'));
  const visible = await page.locator('.controls').first().isVisible();
  const pdf = path.join(process.env.WORK, `${site.name}.pdf`);
  await page.pdf({ path: pdf, preferCSSPageSize: true, tagged: true, outline: true });
  const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { maxBuffer: 1 << 28 }).toString();
  const info = execFileSync('pdfinfo', [pdf]).toString();
  const squeezed = text.replace(/\s+/g, '');
  const lost = findings.filter((finding) => !squeezed.includes(`#${finding.fingerprint}`));
  const evidence = findings.flatMap((finding) => finding.related).filter((place) => !squeezed.includes(`:${place.start.line}:${place.start.column}`));
  check(`${site.name}: all ${findings.length} findings and their evidence in print without script`, [
    visible ? 'controls are shown without script' : '',
    /Tagged:\s+yes/.test(info) ? '' : 'the PDF is not tagged',
    ...lost.map((finding) => `${finding.fingerprint} is lost`),
    ...evidence.map((place) => `${place.path}:${place.start.line} is lost`),
  ]);
  await context.close();
}

async function reflow(browser, site) {
  const context = await browser.newContext({ viewport: { width: 320, height: 900 } });
  const faults = [];
  for (const name of pages(site.folder)) {
    const { page } = await open(context, site.folder, name);
    await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 320) faults.push(`${name} is ${width} px wide`);
    const marked = await page.evaluate(() => [...document.querySelectorAll('*')]
      .filter((e) => /auto|scroll/.test(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1 && e.tabIndex < 0)
      .map((e) => e.className));
    faults.push(...marked.map((name_) => `${name}: .${name_} scrolls and cannot be reached by keyboard`));
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
    const target = file || name;
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

// One file with all pages: accessible, inert, complete, with the addresses of findings unchanged.
async function singleFile(browser) {
  const folder = report([], path.join(process.env.WORK, 'single'), ['--single-file']);
  const site = { name: 'one file', folder, findings: 'report.html', schemes: ['light'] };
  check('one file: nothing but report.html', [pages(folder).join() === 'report.html' ? '' : pages(folder).join()]);
  await accessibility(browser, site);
  await inert(browser, site);
  await reflow(browser, site);
  await links(browser, site);
}

// The interface in each language; what documents and checks say stays in its own.
async function languages(browser) {
  for (const tag of ['de', 'fr', 'ja', 'nl', 'sv']) {
    const folder = report([], path.join(process.env.WORK, tag), ['--lang', tag]);
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
    await context.close();
    const some = ['index.html', 'drift.html', 'flow.html', 'inventory.html', pages(folder).find((name) => name.startsWith('doc-'))];
    await accessibility(browser, { name: tag, folder, pages: some, schemes: ['light'] });
  }
}

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

async function main() {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGUMENTS });
  const only = process.argv[2];
  const wanted = (name) => !only || only === name;
  for (const site of sites().filter((each) => wanted(each.name))) {
    await accessibility(browser, site);
    await inert(browser, site);
    await reflow(browser, site);
    await links(browser, site);
    await parity(browser, site);
    if (site.name !== 'hostile') {
      await withoutScript(browser, site);
      await filters(browser, site);
      await keyboard(browser, site);
    }
  }
  if (wanted('one-file')) await singleFile(browser);
  if (wanted('languages')) await languages(browser);
  if (wanted('many')) await twentyThousand(browser);
  await browser.close();
  if (failures.length) {
    console.log(`${failures.length} failed`);
    process.exit(1);
  }
}

main().catch((error) => { console.error(error); process.exit(2); });
