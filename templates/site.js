// Filter, search and sort. Without this script the pages are complete; with it, the state of the
// controls stands in the address, so that a view can be passed on.
(() => {
  'use strict';
  const address = new URL(location.href);
  const remember = (key, value) => {
    if (value) address.searchParams.set(key, value); else address.searchParams.delete(key);
    address.hash = location.hash;
    try { history.replaceState(null, '', address); } catch { /* the address of some files is fixed */ }
  };

  // The row below another one that belongs to it.
  const more = (row) => (row.nextElementSibling && row.nextElementSibling.matches('.more') ? row.nextElementSibling : null);

  const filter = (bar, number) => {
    const name = (key) => `${key}${number || ''}`;
    const list = document.getElementById(bar.dataset.for);
    const items = [...list.querySelectorAll('[data-item]')];
    const groups = [...list.querySelectorAll('[data-group]')].reverse();
    const fields = [...bar.querySelectorAll('[data-key]')];
    const output = bar.querySelector('output');
    const texts = new Map();
    const textOf = (item) => {
      if (!texts.has(item)) {
        const group = item.closest('[data-text]');
        const below = more(item);
        texts.set(item, [group ? group.dataset.text : '', item.textContent, below ? below.textContent : ''].join(' ').toLowerCase());
      }
      return texts.get(item);
    };
    const valueOf = (item, key) => {
      const holder = item.closest(`[data-${key}]`);
      return holder ? holder.dataset[key] : '';
    };
    const fits = (item, wanted) => wanted.every(({ key, value }) => key === 'q'
      ? value.toLowerCase().split(/\s+/).every((word) => textOf(item).includes(word))
      : valueOf(item, key) === value);
    const apply = () => {
      const wanted = fields.map((field) => ({ key: field.dataset.key, value: field.value.trim() }))
        .filter(({ value }) => value);
      let shown = 0;
      for (const item of items) {
        const inside = fits(item, wanted);
        item.classList.toggle('out', !inside);
        const below = more(item);
        if (below) below.classList.toggle('out', !inside);
        if (inside) shown += 1;
      }
      for (const group of groups) {
        group.classList.toggle('out', !group.querySelector('[data-item]:not(.out)'));
      }
      output.textContent = bar.dataset.words
        .replace('{shown}', shown).replace('{all}', items.length);
    };
    let waiting;
    for (const field of fields) {
      const given = address.searchParams.get(name(field.dataset.key));
      if (given !== null) field.value = given;
      field.addEventListener('input', () => {
        clearTimeout(waiting);
        waiting = setTimeout(() => { remember(name(field.dataset.key), field.value.trim()); apply(); }, 120);
      });
    }
    const clear = () => {
      for (const field of fields) { field.value = ''; remember(name(field.dataset.key), ''); }
      apply();
    };
    bar.querySelector('button').addEventListener('click', clear);
    const reveal = () => {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (target && target.closest('.out')) { clear(); target.scrollIntoView(); }
    };
    addEventListener('hashchange', reveal);
    bar.hidden = false;
    apply();
    reveal();
  };

  const sort = (table, number) => {
    const heads = [...table.tHead.rows[0].cells];
    const name = `sort${number || ''}`;
    const key = (row, column) => {
      const cell = row.cells[column];
      return cell ? cell.dataset.value || cell.textContent.trim() : '';
    };
    const pairs = new Map([...table.querySelectorAll('tr.more')].map((row) => [row.previousElementSibling, row]));
    const original = new Map([...table.tBodies].map((body) => [body, [...body.rows]]));
    const order = (column, direction) => {
      heads.forEach((head, index) => {
        if (index === column && direction) head.setAttribute('aria-sort', direction);
        else head.removeAttribute('aria-sort');
      });
      for (const [body, rows] of original) {
        const fixed = rows.filter((row) => row.querySelector('.group'));
        const free = rows.filter((row) => !row.querySelector('.group') && !row.matches('.more'));
        if (direction) {
          const sign = direction === 'descending' ? -1 : 1;
          free.sort((a, b) => sign * key(a, column)
            .localeCompare(key(b, column), document.documentElement.lang, { numeric: true }));
        }
        body.append(...fixed, ...free.flatMap((row) => (pairs.has(row) ? [row, pairs.get(row)] : [row])));
      }
    };
    heads.forEach((head, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener('click', () => {
        const next = { ascending: 'descending', descending: '' }[head.getAttribute('aria-sort')] ?? 'ascending';
        order(column, next);
        remember(name, next && `${column}.${next}`);
      });
    });
    const [column, direction] = (address.searchParams.get(name) || '').split('.');
    if (heads[column] && /^(a|de)scending$/.test(direction)) order(Number(column), direction);
  };

  // A link to a row opens what belongs to it.
  const unfold = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const below = target && target.matches('tr') && more(target);
    const details = below && below.querySelector('details');
    if (details) details.open = true;
  };

  // Says which tables are wider than their place, so that they can show it.
  const wide = () => document.querySelectorAll('.scroll').forEach((box) => {
    box.classList.toggle('wide', box.scrollWidth > box.clientWidth + 1);
  });

  document.querySelectorAll('.controls').forEach(filter);
  document.querySelectorAll('table[data-sort]').forEach(sort);
  addEventListener('hashchange', unfold);
  addEventListener('resize', wide);
  unfold();
  wide();
})();
