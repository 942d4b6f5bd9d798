/**
 * Which kind of change an outcome went through, as src/results/compare.ts decides it; a test holds the two together.
 * Outcomes are letters, `-` where a run does not have the check.
 */
export const KIND_OF = `(from, to, otherFindings) => {
    const judged = (letter) => letter === 'p' || letter === 'f' || letter === 'w';
    if (from === '-') return to === '-' ? null : 'new';
    if (to === '-') return 'gone';
    if (from === to) return otherFindings && (to === 'f' || to === 'w') ? 'findings' : null;
    if (!judged(to)) return judged(from) ? 'lost' : 'other';
    if (to === 'f') return judged(from) ? 'regression' : 'revealed';
    if (to === 'w') return 'waived';
    return judged(from) ? 'mend' : 'gained';
  }`;

/** The page that compares. It writes text only; what it loads are histories of the deployments that it lists. */
export const COMPARE_SCRIPT = `
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const { words } = data;
  const MARKS = { p: '\\u2713', f: '\\u2717', w: '~', e: '!', h: '\\u2298', t: '?', n: '\\u2013', '-': '' };
  const TONES = { p: 'passed', f: 'failed', w: 'waived', e: 'error', h: 'withheld', t: 'not-testable', n: 'not-applicable', '-': 'not-applicable' };
  const kindOf = ${KIND_OF};
  const by = (id) => document.getElementById(id);
  const sides = ['a', 'b'].map((letter) => ({ deployment: by(letter), run: by('r' + letter), letter }));
  const names = [...sides[0].deployment.options].map((option) => option.value);

  const make = (tag, text, className) => {
    const node = document.createElement(tag);
    if (text !== undefined) node.textContent = text;
    if (className) node.className = className;
    return node;
  };

  const histories = new Map();
  globalThis.romaHistory = (history) => { histories.set(history.deployment, history); };
  const loading = new Map();
  const load = (name) => {
    const at = names.indexOf(name);
    if (at < 0) return Promise.reject(new Error(name));
    if (!loading.has(name)) loading.set(name, new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = data.root + data.scripts[at];
      script.onload = () => histories.has(name) ? resolve(histories.get(name)) : reject(new Error(name));
      script.onerror = () => { loading.delete(name); reject(new Error(name)); };
      document.head.append(script);
    }));
    return loading.get(name);
  };

  const verdictOf = (run) => {
    const notes = ['partial', 'interrupted', 'strict'].filter((note) => run[note]).map((note) => words[note]);
    return words.verdicts[run.verdict] + (notes.length > 0 ? ' (' + notes.join(', ') + ')' : '');
  };
  const momentOf = (run) => run.startedAt.replace('T', ' ').replace(/\\.\\d+Z$/, ' UTC');
  const tag = (letter) => {
    const node = make('span', undefined, 'tag o-' + TONES[letter]);
    const mark = make('b', MARKS[letter]);
    mark.setAttribute('aria-hidden', 'true');
    node.append(mark, words.outcomes[letter]);
    return node;
  };

  const table = (histories, runs) => {
    const box = make('div', undefined, 'card scroll');
    const grid = make('table');
    const top = grid.createTHead().insertRow();
    for (const name of [words.run, words.before, words.after]) {
      const cell = make('th', name);
      cell.scope = 'col';
      top.append(cell);
    }
    const body = grid.createTBody();
    const line = (name, of) => {
      const row = body.insertRow();
      const cell = make('th', name);
      cell.scope = 'row';
      row.append(cell, ...runs.map((run, i) => make('td', of(run, histories[i]))));
    };
    line(words.deployment, (run, history) => history.deployment);
    line(words.started, momentOf);
    line(words.verdict, verdictOf);
    line(words.release, (run) => run.version || '');
    line(words.edition, (run) => run.edition);
    line(words.suite, (run) => run.suite);
    line(words.run, (run) => run.id);
    box.append(grid);
    return box;
  };

  const changesOf = (histories, runs) => {
    const read = runs.map((run, i) => {
      const checks = new Map();
      histories[i].checks.forEach(({ id, level }, at) => {
        const letter = run.outcomes[at] || '-';
        // Where editions differ, what one does not ask for counts as a check that its run does not have.
        if (letter !== '-') checks.set(id, { level, letter, counted: runs[0].edition !== runs[1].edition && letter === 'n' ? '-' : letter });
      });
      const found = new Map();
      for (const place of run.found) {
        const { check, key, text } = histories[i].findings[place];
        if (!found.has(check)) found.set(check, new Map());
        found.get(check).set(key, text);
      }
      return { checks, found };
    });
    const only = (one, other, id) => {
      const known = other.found.get(id) || new Map();
      return [...(one.found.get(id) || new Map())].filter(([key]) => !known.has(key)).map(([, text]) => text);
    };
    const [before, after] = read;
    let same = 0;
    const changes = [];
    for (const id of new Set([...after.checks.keys(), ...before.checks.keys()])) {
      const from = before.checks.get(id);
      const to = after.checks.get(id);
      const appeared = only(after, before, id);
      const disappeared = only(before, after, id);
      const kind = kindOf(from ? from.counted : '-', to ? to.counted : '-', appeared.length + disappeared.length > 0);
      if (kind === null) {
        if ((from && from.counted !== '-') || (to && to.counted !== '-')) same++;
        continue;
      }
      changes.push({ id, kind, level: (to || from).level, from: from ? from.letter : '-', to: to ? to.letter : '-', appeared, disappeared });
    }
    changes.sort((a, b) => data.kinds.indexOf(a.kind) - data.kinds.indexOf(b.kind));
    return { changes, same };
  };

  const texts = (name, of) => {
    const list = make('ul', undefined, 'found o-failed');
    list.lang = 'en';
    for (const text of of.slice(0, 10)) list.append(make('li', text));
    return [make('p', name, 'label'), list];
  };

  const show = (histories, runs) => {
    const { changes, same } = changesOf(histories, runs);
    const parts = [table(histories, runs)];
    if (runs[0].edition !== runs[1].edition) parts.push(make('p', words.editionsDiffer, 'soft'));
    if (runs[0].suite !== runs[1].suite) parts.push(make('p', words.suitesDiffer, 'soft'));
    for (const kind of data.kinds) {
      const of = changes.filter((change) => change.kind === kind);
      if (of.length === 0) continue;
      parts.push(make('h3', words.kinds[kind] + ' (' + of.length + ')'));
      const card = make('div', undefined, 'card');
      const list = make('ul', undefined, 'list');
      for (const { id, level, from, to, appeared, disappeared } of of) {
        const item = make('li');
        const row = make('div', undefined, 'row');
        const arrow = make('span', '\\u2192');
        arrow.setAttribute('aria-hidden', 'true');
        row.append(tag(from), arrow, tag(to), make('span', level, 'level'), make('span', id, 'id'));
        item.append(row);
        if (appeared.length > 0) item.append(...texts(words.foundNow, appeared));
        if (disappeared.length > 0) item.append(...texts(words.notFound, disappeared));
        list.append(item);
      }
      card.append(list);
      parts.push(card);
    }
    by('result').replaceChildren(...parts);
    by('said').textContent = (changes.length === 0 ? words.equal + ' ' : '') + words.same.replace('{n}', String(same));
  };

  const fill = (side, history, wanted) => {
    if (side.filled !== history.deployment) {
      side.run.replaceChildren(...history.runs.map((run) => {
        const option = make('option', momentOf(run) + ', ' + verdictOf(run));
        option.value = run.id;
        return option;
      }));
      side.filled = history.deployment;
    }
    if (wanted !== undefined && history.runs.some(({ id }) => id === wanted)) side.run.value = wanted;
    return history.runs.find(({ id }) => id === side.run.value) || history.runs[0];
  };

  let turn = 0;
  const update = async (wanted = {}) => {
    const own = ++turn;
    document.documentElement.dataset.ready = 'no';
    const histories = [];
    for (const side of sides) {
      try {
        histories.push(await load(side.deployment.value));
      } catch {
        if (own !== turn) return;
        by('said').textContent = words.cannotRead.replace('{name}', side.deployment.value);
        by('result').replaceChildren();
        return;
      }
    }
    if (own !== turn) return;
    const sameDeployment = histories[0] === histories[1];
    const firstTime = wanted.ra === undefined && sides[0].filled === undefined;
    const runs = sides.map((side, i) => fill(side, histories[i], wanted['r' + side.letter]));
    // Of one deployment, the run before and the last one are what most people look for.
    if (firstTime && sameDeployment && histories[0].runs.length > 1) {
      runs[0] = histories[0].runs[1];
      sides[0].run.value = runs[0].id;
    }
    show(histories, runs);
    const said = new URLSearchParams();
    sides.forEach((side, i) => { said.set(side.letter, histories[i].deployment); said.set('r' + side.letter, runs[i].id); });
    try { history.replaceState(null, '', '#' + said); } catch {}
    for (const link of document.querySelectorAll('a.language')) link.hash = String(said);
    document.documentElement.dataset.ready = 'yes';
  };
  const recall = () => {
    const said = new URLSearchParams(location.hash.slice(1));
    for (const side of sides) if (names.includes(said.get(side.letter))) side.deployment.value = said.get(side.letter);
    update({ ra: said.get('ra') || undefined, rb: said.get('rb') || undefined });
  };
  for (const side of sides) {
    side.deployment.addEventListener('change', () => update());
    side.run.addEventListener('change', () => update());
  }
  addEventListener('hashchange', recall);
  by('pick').hidden = false;
  recall();
})();
`;
