// What a document says stays text; under the policy of a build server the text is still there.
'use strict';
const { check, pages, kinds, json, open, serve } = require('../page.js');

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

// Jenkins serves reports like this: no script, no style of ours.
const JENKINS = "sandbox allow-same-origin; default-src 'none'; img-src 'self'; style-src 'self';";

async function buildServer(browser, site) {
  const server = await serve(site.folder, { 'content-security-policy': JENKINS });
  const context = await browser.newContext({ javaScriptEnabled: false });
  const faults = [];
  const texts = new Map();
  for (const name of kinds(site.folder)) {
    const page = await context.newPage();
    await page.goto(`${server.origin}/${name}`);
    texts.set(name, await page.evaluate(() => document.body.innerText));
    // A picture without our style is black unless its own attributes say otherwise.
    const filled = await page.evaluate(() => [...document.querySelectorAll('svg rect')].filter((e) => getComputedStyle(e).fill !== 'none').map((e) => e.outerHTML.slice(0, 80)));
    faults.push(...filled.slice(0, 1).map((rect) => `${name}: ${filled.length} boxes are filled: ${rect}`));
    if (texts.get(name).length < 2000) faults.push(`${name}: ${texts.get(name).length} characters`);
    await page.close();
  }
  const lost = json(site.folder, 'findings.json').findings.filter((f) => !texts.get('drift.html').includes(f.fingerprint));
  faults.push(...lost.map((finding) => `${finding.fingerprint} is lost`));
  check(`${site.name}: readable under the policy of Jenkins`, faults);
  server.close();
  await context.close();
}

module.exports = { inert, buildServer };
