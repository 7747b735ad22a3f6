// The folders of reports that are opened: the bundled sample, the real documents where they are at
// hand, a hostile copy of the test pages, and many findings.
'use strict';
const fs = require('fs');
const path = require('path');
const { execFileSync } = require('child_process');
const { comparison } = require('./comparison.js');

const { FLOWPROOF, WORK } = process.env;
const ACME = 'tests/catalog/acme';

function report(paths, out, more = []) {
  execFileSync(FLOWPROOF, ['report', ...paths, '--out', out, ...more], { stdio: ['ignore', 'ignore', 'pipe'] });
  return out;
}

const page = (locale) => fs.readFileSync(`tests/cli/pages/${locale}.md`, 'utf8');

// Every way that a document can try to become markup, script or another reading direction.
const HOSTILE = [
  '</script><img src=x onerror=alert(1)>',
  '<svg onload=alert(2)>',
  '[x](javascript:alert(3))',
  '${alert(4)} {{ 7*7 }} {% raw %}',
  '"><iframe src=//example.org>',
  '\u202egnp.exe\u202c \u2066x\u2069',
  'a\u2028b\u2029c\u001bd',
  '=HYPERLINK("http://example.org")',
  '`</code><b>',
];

function hostile(folder) {
  const english = page('en-US');
  const french = page('fr-FR').split('\n');
  let next = 0;
  const spoiled = french.map((line) => (line.startsWith('|') && !line.startsWith('|-') && !line.includes('Service |'))
    ? line.replace(/\|([^|]*)\|\s*$/, () => `| ${HOSTILE[next++ % HOSTILE.length].replaceAll('|', '/')} |`)
    : line);
  spoiled.splice(1, 0, '', ...HOSTILE, '');
  const write = (name, text) => {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  };
  write('en-US/data-acme-sends-to-hub.md', english);
  write('fr-FR/data-acme-sends-to-hub.md', spoiled.join('\n'));
  write('ar-SA/data-acme-sends-to-hub.md', page('fr-FR').replace(/(L’|Le |La )/g, 'القناة '));
  write('"><script>alert(5)<!--/notes.md', '# no document\n');
  return folder;
}

// Copies of a page in which every row has faults, until there are enough findings.
function many(folder, wanted) {
  const english = page('en-US');
  const french = page('fr-FR').split('\n');
  const write = (name, text) => {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  };
  write('en-US/data-acme-sends-to-hub.md', english);
  const each = 50;
  for (let copy = 0; copy * each < wanted; copy += 1) {
    const lines = [];
    for (const line of french) {
      lines.push(line);
      if (/^\|\s*PINGs/.test(line) && lines.length < 60) {
        for (let n = 0; n < each / 2; n += 1) lines.push(`| PINGs | Hello | Inconnu ${copy} ${n} | Texte numéro ${n} de la copie ${copy}. |`);
      }
    }
    write(`copy-${String(copy).padStart(4, '0')}/fr-FR/data-acme-sends-to-hub.md`, lines.join('\n'));
  }
  return folder;
}

function sites() {
  const at = (name) => path.join(WORK, name);
  const all = [{ name: 'sample', folder: report([], at('sample')) }];
  const corpus = '../shared/corpus/docs';
  const real = process.env.CORPUS || corpus;
  if (fs.existsSync(real)) all.push({ name: 'real', folder: report([real], at('real')) });
  const acme = ['--catalog', ACME];
  all.push({ name: 'hostile', folder: report([hostile(at('hostile-docs'))], at('hostile'), acme) });
  all.push({ name: 'comparison', folder: comparison('comparison') });
  return all;
}

function manyFindings(wanted) {
  const folder = many(path.join(WORK, 'many-docs'), wanted);
  return report([folder], path.join(WORK, 'many'), ['--catalog', ACME]);
}

module.exports = { report, sites, manyFindings, ACME };
