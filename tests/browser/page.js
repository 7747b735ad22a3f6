// What the checks share: pages of a folder of reports, opened so that everything they must not do
// is noted, and one line of output for each check.
'use strict';
const fs = require('fs');
const path = require('path');
const http = require('http');

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

// One page of each kind: the pages of documents are all made from one template.
function kinds(folder) {
  const all = pages(folder);
  const documents = all.filter((name) => name.startsWith('doc-'));
  return [...all.filter((name) => !name.startsWith('doc-')), ...documents.slice(0, 1)];
}

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

const openDetails = (page) => page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));

// Serves a folder on this machine, with more headers if wanted; `close` ends it.
async function serve(folder, headers = {}) {
  const server = http.createServer((request, response) => {
    const file = path.join(folder, path.basename(new URL(request.url, 'http://host').pathname));
    if (!fs.existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    const type = file.endsWith('.html') ? 'text/html; charset=utf-8' : 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, ...headers }).end(fs.readFileSync(file));
  });
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

module.exports = { ARGUMENTS, failures, check, pages, json, url, kinds, open, openDetails, serve };
