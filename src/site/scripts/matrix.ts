import { createHash } from 'node:crypto';

/** A script as a source of a Content-Security-Policy: this text and no other. */
export const sourceOf = (script: string): string => `'sha256-${createHash('sha256').update(script).digest('base64')}'`;

/**
 * Search, order, groups and columns of the matrix. Without it the table can be read as it stands. What it shows it takes
 * from the table, or writes as text; the state is in the address, so that a view can be passed on.
 */
export const MATRIX_SCRIPT = `
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const table = document.getElementById('matrix');
  const head = table.tHead.rows[0];
  const body = table.tBodies[0];
  const FIXED = 4;
  const RANK = 'fewhtpn-';
  const MARKS = { p: '\\u2713', f: '\\u2717', w: '~', e: '!', h: '\\u2298', t: '?', n: '\\u2013', '-': '' };
  const by = (id) => document.getElementById(id);
  const controls = { q: by('q'), group: by('group'), columns: by('columns'), show: by('show') };
  const rows = [...body.rows].map((row, i) => ({
    row, at: i, ...data.rows[i],
    name: row.cells[0].querySelector('a').textContent,
    release: row.cells[2].textContent,
    verdict: row.cells[1].textContent,
    text: (row.cells[0].textContent + ' ' + row.cells[1].textContent + ' ' + row.cells[2].textContent + ' ' + data.rows[i].edition).toLowerCase(),
    families: [...row.cells].slice(FIXED),
    cells: [...row.cells].slice(FIXED),
  }));
  const familyHeads = [...head.cells].slice(FIXED);
  const state = { q: '', group: '', columns: '', show: '', sort: '', down: false };

  const natural = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: 'base' }).compare;
  const cellRank = (cell) => {
    const letter = cell.className.slice(2, 3);
    return RANK.indexOf(letter) * 1e4 - (parseInt(cell.textContent.split(' ')[1] || '0', 10));
  };
  const compare = (a, b) => {
    const column = state.sort === '' ? 0 : Number(state.sort);
    const [x, y] = [a.row.cells[column], b.row.cells[column]];
    let order = 0;
    if (column === 0) order = natural(a.name, b.name);
    else if (column === 3) order = x.textContent < y.textContent ? -1 : x.textContent > y.textContent ? 1 : 0;
    else if (column < FIXED) order = natural(x.textContent, y.textContent);
    else order = cellRank(x) - cellRank(y);
    return (state.down ? -order : order) || a.at - b.at;
  };

  const groupOf = (one) => {
    if (state.group.startsWith('label:')) {
      const key = state.group.slice(6);
      return Object.prototype.hasOwnProperty.call(one.labels, key) ? one.labels[key] : '';
    }
    return state.group === '' ? '' : one[state.group];
  };
  const fails = (one) => state.columns === '' ? one.outcomes.includes('f')
    : data.checks.some(({ family }, i) => family === state.columns && one.outcomes[i] === 'f');

  const headCell = (index, content) => {
    const cell = document.createElement('th');
    cell.scope = 'col';
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'sort';
    button.append(...content);
    button.addEventListener('click', () => {
      const at = String([...head.cells].indexOf(cell));
      state.down = (state.sort === '' ? '0' : state.sort) === at ? !state.down : false;
      state.sort = at;
      arrange();
    });
    cell.append(button);
    return cell;
  };
  const asHead = (cell, i) => headCell(i, [...cell.childNodes]);

  const showColumns = () => {
    while (head.cells.length > FIXED) head.deleteCell(-1);
    const checks = data.checks.map((check, i) => ({ ...check, i })).filter(({ family }) => family === state.columns);
    table.classList.toggle('by-check', checks.length > 0);
    if (checks.length === 0) {
      state.columns = '';
      head.append(...familyHeads);
      for (const one of rows) {
        for (const cell of one.cells) cell.remove();
        one.cells = one.families;
        one.row.append(...one.cells);
      }
      return;
    }
    const patterns = {};
    for (const letter of RANK) {
      const cell = document.createElement('td');
      cell.className = 'c-' + (letter === '-' ? 'n' : letter);
      cell.textContent = MARKS[letter];
      cell.title = data.outcomes[letter];
      patterns[letter] = cell;
    }
    head.append(...checks.map(({ id }, i) => headCell(FIXED + i, [id.slice(id.indexOf('/') + 1)])));
    for (const one of rows) {
      for (const cell of one.cells) cell.remove();
      one.cells = checks.map(({ i }) => (patterns[one.outcomes[i]] || patterns['-']).cloneNode(true));
      one.row.append(...one.cells);
    }
  };

  const arrange = () => {
    const words = state.q.toLowerCase().split(/\\s+/).filter(Boolean);
    const found = rows.filter((one) => words.every((word) => one.text.includes(word)) && (state.show === '' || fails(one)));
    found.sort(compare);
    const groups = new Map();
    for (const one of found) {
      const name = groupOf(one);
      if (!groups.has(name)) groups.set(name, []);
      groups.get(name).push(one);
    }
    const names = [...groups.keys()].sort((a, b) => (a === '') - (b === '') || natural(a, b));
    for (const old of [...table.tBodies]) old.remove();
    for (const name of names) {
      const part = document.createElement('tbody');
      if (state.group !== '') {
        const title = part.insertRow();
        title.className = 'group';
        const cell = document.createElement('th');
        cell.scope = 'rowgroup';
        cell.colSpan = head.cells.length;
        cell.textContent = (name === '' ? data.words.without : name) + ' (' + groups.get(name).length + ')';
        title.append(cell);
      }
      part.append(...groups.get(name).map(({ row }) => row));
      table.append(part);
    }
    [...head.cells].forEach((cell, i) => {
      if (String(i) === (state.sort === '' ? '0' : state.sort)) cell.setAttribute('aria-sort', state.down ? 'descending' : 'ascending');
      else cell.removeAttribute('aria-sort');
    });
    tellWider();
    by('shown').textContent = data.words.shown.replace('{n}', String(found.length));
    keep();
  };

  const scroller = table.parentElement;
  const tellWider = () => { by('wider').hidden = scroller.scrollWidth <= scroller.clientWidth; };

  const keep = () => {
    const said = new URLSearchParams();
    for (const key of ['q', 'group', 'columns', 'show', 'sort']) if (state[key] !== '') said.set(key, state[key]);
    if (state.down) said.set('down', '1');
    const hash = said.toString();
    try { history.replaceState(null, '', hash === '' ? location.pathname + location.search : '#' + hash); } catch {}
    for (const link of document.querySelectorAll('a.language')) link.hash = hash;
  };
  const recall = () => {
    const said = new URLSearchParams(location.hash.slice(1));
    for (const [key, control] of Object.entries(controls)) {
      const value = said.get(key) || '';
      control.value = value;
      state[key] = control.value;
    }
    showColumns();
    const sort = said.get('sort') || '';
    state.sort = /^\\d+$/.test(sort) && Number(sort) < head.cells.length ? sort : '';
    state.down = said.get('down') === '1';
    arrange();
  };

  const fixedHeads = [...head.cells].slice(0, FIXED).map(asHead);
  const familySort = familyHeads.map((cell, i) => asHead(cell, FIXED + i));
  familyHeads.splice(0, familyHeads.length, ...familySort);
  head.replaceChildren(...fixedHeads, ...familySort);
  for (const [key, control] of Object.entries(controls))
    control.addEventListener(key === 'q' ? 'input' : 'change', () => {
      state[key] = control.value;
      if (key === 'columns') {
        if (Number(state.sort) >= FIXED) { state.sort = ''; state.down = false; }
        showColumns();
      }
      arrange();
    });
  addEventListener('keydown', (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName || '');
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      controls.q.focus();
    } else if (event.key === 'Escape' && event.target === controls.q && controls.q.value !== '') {
      controls.q.value = state.q = '';
      arrange();
    }
  });
  addEventListener('hashchange', recall);
  addEventListener('resize', tellWider);
  by('controls').hidden = false;
  recall();
  document.documentElement.dataset.ready = 'yes';
})();
`;
