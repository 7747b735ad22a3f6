// Runs the checks, each of which is one function over one folder of reports and prints a line.
// Exits with 1 if one fails.
'use strict';
const { chromium } = require('playwright-core');
const { ARGUMENTS, failures } = require('./page.js');
const { sites } = require('./sites.js');
const { accessibility, forcedColors } = require('./checks/accessibility.js');
const { lighthouse } = require('./checks/lighthouse.js');
const { validity } = require('./checks/validity.js');
const { inert, buildServer } = require('./checks/inert.js');
const { withoutScript, withScript } = require('./checks/print.js');
const { reflow, links } = require('./checks/layout.js');
const { parity } = require('./checks/parity.js');
const { filters, keyboard, evidence } = require('./checks/controls.js');
const { singleFile } = require('./checks/single_file.js');
const { languages } = require('./checks/languages.js');
const { compared } = require('./checks/compared.js');
const { twentyThousand } = require('./checks/many.js');

const PORT = 9229;

async function whole(browser, site) {
  await validity(site);
  await accessibility(browser, site);
  await inert(browser, site);
  await reflow(browser, site);
  await links(browser, site);
  await parity(browser, site);
  if (site.name === 'hostile') return;
  await forcedColors(browser, site);
  await buildServer(browser, site);
  await withoutScript(browser, site);
  await withScript(browser, site);
  await filters(browser, site);
  await keyboard(browser, site);
  await evidence(browser, site);
  if (site.name === 'comparison') await compared(browser, site);
}

async function main() {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: [...ARGUMENTS, `--remote-debugging-port=${PORT}`] });
  const only = process.argv[2];
  const wanted = (name) => !only || only === name;
  const all = sites();
  for (const site of all.filter((each) => wanted(each.name))) await whole(browser, site);
  // The real documents where they are at hand, else the sample.
  if (wanted('lighthouse')) await lighthouse(all.find((site) => site.name === 'real') || all[0], PORT);
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
