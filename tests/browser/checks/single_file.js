// `--single-file`.
'use strict';
const path = require('path');
const { check, pages } = require('../page.js');
const { report } = require('../sites.js');
const { accessibility } = require('./accessibility.js');
const { inert } = require('./inert.js');
const { reflow, links } = require('./layout.js');
const { validity } = require('./validity.js');

// One file with all pages: accessible, inert, complete, with the addresses of findings unchanged.
async function singleFile(browser) {
  const folder = report([], path.join(process.env.WORK, 'single'), ['--single-file']);
  const site = { name: 'one file', folder, findings: 'report.html', schemes: ['light'] };
  check('one file: nothing but report.html', [pages(folder).join() === 'report.html' ? '' : pages(folder).join()]);
  await accessibility(browser, site);
  await validity(site);
  await inert(browser, site);
  await reflow(browser, site);
  await links(browser, site);
}

module.exports = { singleFile };
