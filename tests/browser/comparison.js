// A folder with the pages that compare: two catalogs in both directions, and a run with an earlier
// one. The second catalog is a copy of the bundled one with changes of every kind, some hostile; the
// earlier run has pages that are gone, changed and moved since.
'use strict';
const fs = require('fs');
const path = require('path');
const { execFileSync, spawnSync } = require('child_process');

const { FLOWPROOF, WORK } = process.env;
const FIELDS = 'fields/intune-to-apple/apns.yaml';
const HOSTILE = '"</script><img src=x onerror=alert(1)> \\e]0;x\\a \\u202E ${alert(2)} javascript:alert(3)"';
// In which file, what becomes what.
const CHANGES = [
  [FIELDS, 'purpose: Tells the push service which device to wake.', `purpose: ${HOSTILE}`],
  [FIELDS, 'label: PushMagic\n', 'label: "Push\\u202EMagic\\nnew"\n'],
  [FIELDS, 'category: credential.push\n', 'category: contact.organisation\n'],
  [FIELDS, '    fields:\n', `    fields:
      - {id: badge, label: "<b>badge</b>", role: key, protocol_note: Made for a test., purpose: ${HOSTILE}, purpose_code: push-delivery, category: credential.push, sensitivity: high, subject: device-user, identifies: device, since: "2026-01-01"}\n`],
  ['catalog.yaml', 'name: Managed device', 'name: Device that is managed'],
  ['catalog.yaml', 'id: administrator', 'id: staff'],
  ['vocabulary/categories.yaml', 'personal_if: one person', `personal_if: at least one person`],
];

function copy(from, to) {
  fs.cpSync(from, to, { recursive: true });
  return to;
}

function edit(file, from, to) {
  const text = fs.readFileSync(file, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} lacks ${from}`);
  fs.writeFileSync(file, text.replace(from, () => to));
}

// Every field, message and file that names an origin names it by its new id.
function renameOrigin(folder, from, to) {
  const names = new RegExp(`(origins?: \\[?)${from}\\b`, 'g');
  for (const name of fs.readdirSync(folder, { recursive: true }).filter((each) => each.endsWith('.yaml'))) {
    const file = path.join(folder, name);
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(names, `$1${to}`));
  }
}

function catalogs() {
  const changed = path.join(WORK, 'changed-catalog');
  if (!fs.existsSync(changed)) {
    copy('catalog', changed);
    for (const [file, from, to] of CHANGES) edit(path.join(changed, file), from, to);
    renameOrigin(path.join(changed, 'fields'), 'administrator', 'staff');
  }
  return ['catalog', changed];
}

function catalogDiff(then, now, format, more = []) {
  const run = spawnSync(FLOWPROOF, ['catalog', 'diff', then, now, '--format', format, ...more], { maxBuffer: 1 << 28 });
  if (run.status !== 1) throw new Error(`catalog diff ends with ${run.status}: ${run.stderr}`);
  return run.stdout;
}

const report = (args) => execFileSync(FLOWPROOF, ['report', ...args], { stdio: ['ignore', 'ignore', 'pipe'] });

// Pages then and now, and the `findings.json` of then.
function runs() {
  const [then, now, old] = ['then-docs', 'now-docs', 'old-run'].map((name) => path.join(WORK, name));
  if (fs.existsSync(old)) return [now, path.join(old, 'findings.json')];
  for (const locale of ['en-US', 'fr-FR', 'sv-SE']) copy(`tests/corpus/${locale}`, path.join(then, 'docs', locale));
  for (const locale of ['en-US', 'fr-FR', 'de-DE']) copy(`tests/corpus/${locale}`, path.join(now, 'docs', locale));
  const french = path.join(now, 'docs/fr-FR/data-apple-sends-to-intune.md');
  edit(french, '| Jeton |', '| Token |');
  edit(french, 'ISO 8610', 'ISO 8016');
  edit(french, '| MesUDID |', '| </script><img src=x onerror=alert(4)>\u202e |');
  const moved = path.join(now, 'docs/en-US/moved');
  fs.mkdirSync(moved);
  fs.renameSync(path.join(now, 'docs/en-US/data-intune-sends-to-apple.md'), path.join(moved, 'data-intune-sends-to-apple.md'));
  const before = process.cwd();
  const bundled = path.resolve('catalog');
  process.chdir(then);
  report(['docs', '--catalog', bundled, '--out', old]);
  process.chdir(before);
  return [now, path.join(old, 'findings.json')];
}

// The folder in a language: a report with `--since`, and beside it the comparisons of catalogs.
function comparison(name, lang = 'en') {
  const folder = path.join(WORK, name);
  const [then, now] = catalogs();
  const [docs, since] = runs();
  const before = process.cwd();
  process.chdir(docs);
  report(['docs', '--catalog', now, '--since', since, '--out', folder, '--lang', lang]);
  process.chdir(before);
  fs.writeFileSync(path.join(folder, 'catalog-diff.html'), catalogDiff(then, now, 'html', ['--lang', lang]));
  fs.writeFileSync(path.join(folder, 'catalog-diff-back.html'), catalogDiff(now, then, 'html', ['--lang', lang]));
  fs.writeFileSync(path.join(folder, 'catalog-diff.json'), catalogDiff(then, now, 'json'));
  return folder;
}

module.exports = { comparison };
