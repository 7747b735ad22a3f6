// The pages are valid HTML and ask for nothing: html-validate and a scan of the text itself.
'use strict';
const fs = require('fs');
const path = require('path');
const { HtmlValidate } = require('html-validate');
const { check, pages } = require('../page.js');

// `relaxed`: ids hold the dots of field ids, which HTML allows.
const CONFIG = { extends: ['html-validate:standard'], rules: { 'valid-id': ['error', { relaxed: true }] } };
const LOADS = /<(?:link|script|img|iframe|source|video|audio|object|embed|use|image)\b[^>]*\b(?:src|href|data|srcset|srcdoc)\s*=|\burl\(|@import/;

async function validity(site) {
  const validator = new HtmlValidate({ root: true, ...CONFIG });
  const faults = [];
  for (const name of pages(site.folder)) {
    const text = fs.readFileSync(path.join(site.folder, name), 'utf8');
    const report = await validator.validateString(text);
    for (const { messages } of report.results) {
      faults.push(...messages.map((m) => `${name}:${m.line}:${m.column} ${m.ruleId}: ${m.message}`));
    }
    const load = text.match(LOADS);
    if (load) faults.push(`${name} may load something: ${load[0].slice(0, 80)}`);
  }
  check(`${site.name}: ${pages(site.folder).length} pages are valid HTML and name nothing to load`, faults);
}

module.exports = { validity };
