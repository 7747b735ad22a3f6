// axe in light and dark, the same rules as Lighthouse runs, forced colours and reduced motion.
'use strict';
const fs = require('fs');
const { check, pages, kinds, open, openDetails } = require('../page.js');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
// What axe leaves to people, and what people saw. Any other rule in its list of open questions fails.
const REVIEWED = {
  'color-contrast': 'text in SVG, one-letter links and cells under a sticky column: the colours are those measured elsewhere',
  'link-in-text-block': 'marks of findings in the text of a document have a border beside their colour',
  'th-has-data-cells': 'a table may have a column that is empty in every row',
};

async function accessibility(browser, site) {
  for (const colorScheme of site.schemes || ['light', 'dark']) {
    const context = await browser.newContext({ colorScheme, offline: true });
    const faults = [];
    let measured = false;
    for (const name of site.pages || pages(site.folder)) {
      const { page, faults: noted } = await open(context, site.folder, name);
      await openDetails(page);
      await page.evaluate(axe);
      const result = await page.evaluate((tags) => window.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations', 'incomplete'] }), TAGS);
      measured = measured || result.passes.some((rule) => rule.id === 'target-size');
      for (const rule of result.violations) {
        faults.push(`${name} ${rule.id} (${rule.nodes.length}): ${rule.nodes[0].target.join(' ')} ${(rule.nodes[0].failureSummary || '').replace(/\s+/g, ' ').slice(0, 200)}`);
      }
      for (const rule of result.incomplete.filter((each) => !REVIEWED[each.id])) {
        faults.push(`${name} ${rule.id} is left open: ${rule.nodes[0].target.join(' ')}`);
      }
      faults.push(...noted, ...(await page.evaluate(() => window.violations)).map((event) => `${name} policy: ${event}`));
      await page.close();
    }
    check(`${site.name}: axe ${colorScheme}, no request, no policy event, no console message`, faults);
    check(`${site.name}: the size of targets was measured (${colorScheme})`, [measured ? '' : 'target-size did not run']);
    await context.close();
  }
}

// The contrast of every piece of text as it is computed, with the nearest opaque background.
function lowContrast() {
  const channels = (color) => (color.match(/[\d.]+/g) || []).map(Number);
  const light = (color) => {
    const [r, g, b] = channels(color).map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const canvas = (() => {
    const probe = document.createElement('div');
    probe.style.color = 'Canvas';
    document.body.append(probe);
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
  })();
  const behind = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const color = getComputedStyle(e).backgroundColor;
      const alpha = channels(color)[3];
      if (alpha === undefined || alpha > 0.5) return color;
    }
    return canvas;
  };
  const bad = [];
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!own || !element.checkVisibility() || element.closest('title, desc, script, style')) continue;
    const svg = element.closest('svg');
    const style = getComputedStyle(element);
    const [a, b] = [light(svg ? style.fill : style.color), light(behind(svg || element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 3) bad.push(`${ratio.toFixed(1)}:1 ${element.outerHTML.slice(0, 80)}`);
  }
  return bad;
}

async function forcedColors(browser, site) {
  const context = await browser.newContext({ forcedColors: 'active', reducedMotion: 'reduce' });
  const faults = [];
  for (const name of kinds(site.folder)) {
    const { page } = await open(context, site.folder, name);
    await openDetails(page);
    faults.push(...(await page.evaluate(lowContrast)).map((fault) => `${name}: ${fault}`));
    const moving = await page.evaluate(() => [...document.querySelectorAll('html, body *')].filter((e) => {
      const style = getComputedStyle(e);
      return style.transitionDuration.split(',').some((d) => parseFloat(d) > 0) || style.animationName !== 'none' || style.scrollBehavior === 'smooth';
    }).map((e) => e.outerHTML.slice(0, 60)));
    faults.push(...moving.map((fault) => `${name} moves: ${fault}`));
    await page.close();
  }
  check(`${site.name}: text can be read in forced colours, nothing moves where that is not wanted`, faults);
  await context.close();
}

module.exports = { accessibility, forcedColors };
