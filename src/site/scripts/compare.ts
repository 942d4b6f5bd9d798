import { changeRules } from '../../results/changes.ts';

/** The rules of `compare` themselves, as text. */
const RULES = changeRules.toString();

/** The page that compares. It writes text only; what it loads are histories of the deployments that it lists. */
export const COMPARE_SCRIPT = `
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const { words } = data;
  const LETTER = Object.fromEntries(Object.entries(data.outcomes).map(([letter, outcome]) => [outcome, letter]));
  const { kinds, compare } = (${RULES})();
  const by = (id) => document.getElementById(id);
  const sides = ['a', 'b'].map((letter) => ({ deployment: by(letter), run: by('r' + letter), letter }));
  const legends = [...document.querySelectorAll('#pick legend')];
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
  const verdictTag = (run) => {
    const node = make('span', undefined, 'verdict t-' + run.verdict);
    const mark = make('b', data.verdictMarks[run.verdict]);
    mark.setAttribute('aria-hidden', 'true');
    node.append(mark, ' ' + verdictOf(run));
    return node;
  };
  const momentOf = (run) => run.startedAt.replace('T', ' ').replace(/\\.\\d+Z$/, ' UTC');
  const tag = (outcome) => {
    const letter = LETTER[outcome] || '-';
    const node = make('span', undefined, 'tag o-' + (outcome || 'not-applicable'));
    const mark = make('b', data.marks[letter]);
    mark.setAttribute('aria-hidden', 'true');
    node.append(mark, words.outcomes[letter]);
    return node;
  };

  const table = (histories, runs) => {
    const box = make('div', undefined, 'card scroll');
    const grid = make('table', undefined, 'sides');
    const top = grid.createTHead().insertRow();
    const isTwo = histories[0] !== histories[1];
    const names = isTwo ? histories.map(({ deployment }) => deployment) : [words.before, words.after];
    for (const name of [words.run, ...names]) {
      const cell = make('th', name);
      cell.scope = 'col';
      top.append(cell);
    }
    const body = grid.createTBody();
    const line = (name, of) => {
      const row = body.insertRow();
      const cell = make('th', name);
      cell.scope = 'row';
      row.append(cell, ...runs.map((run, i) => {
        const field = make('td');
        field.append(of(run, histories[i]));
        return field;
      }));
    };
    line(words.deployment, (run, history) => history.deployment);
    line(words.started, momentOf);
    line(words.verdict, verdictTag);
    line(words.release, (run) => run.version || '');
    line(words.edition, (run) => run.edition);
    line(words.suite, (run) => run.suite);
    line(words.run, (run) => run.id);
    box.append(grid);
    return box;
  };

  /** A run of a history as the rules take it. */
  const sideOf = (run, { checks, findings }) => ({
    edition: run.edition,
    partial: run.partial,
    interrupted: run.interrupted,
    verdict: run.verdict,
    provisional: (run.provisional || []).map((place) => checks[place].id),
    results: new Map(checks.flatMap(({ id, level }, at) => {
      const outcome = data.outcomes[run.outcomes[at]];
      return outcome === undefined ? [] : [[id, { level, outcome }]];
    })),
    findings: run.found.map((place) => findings[place]),
  });

  const linkTo = (check) => {
    const name = Object.prototype.hasOwnProperty.call(data.checks, check);
    const link = make(name ? 'a' : 'span', check, 'id');
    if (name) link.href = data.pages + data.checks[check];
    return link;
  };

  const texts = (name, of, check, inOwn) => {
    const list = make('ul', undefined, 'found o-failed');
    for (const text of of.slice(0, 10)) {
      const own = inOwn.get(check + '\\n' + text);
      const item = make('li', own ?? text);
      if (own === undefined) item.lang = 'en';
      list.append(item);
    }
    return [make('p', name, 'label'), list];
  };

  const show = (histories, runs) => {
    const sides = runs.map((run, i) => sideOf(run, histories[i]));
    const early = new Set(sides[1].provisional);
    // The rules know findings by their English.
    const isChinese = document.documentElement.lang.startsWith('zh');
    const inOwn = new Map(histories.flatMap(({ findings }) => isChinese
      ? findings.filter(({ zh }) => zh !== undefined).map(({ check, text, zh }) => [check + '\\n' + text, zh])
      : []));
    const { verdict, reasons, changes, unchanged, notSelected } = compare(sides[0], sides[1]);
    // Of two deployments, neither comes before the other.
    const isTwo = histories[0] !== histories[1];
    const own = isTwo ? words.two : words;
    const said = (text, n) => text.replaceAll('{a}', histories[0].deployment).replaceAll('{b}', histories[1].deployment).replace('{n}', String(n));
    const reasonOf = ({ kind, n, side }) => said(own.reasons[side === undefined ? kind : side + '-' + kind], n);
    legends.forEach((legend, i) => { legend.textContent = isTwo ? [own.before, own.after][i] : [words.before, words.after][i]; });
    const headline = make('p', undefined, 'outcome t-' + data.tones[verdict]);
    headline.append(make('b', said(own.compared[verdict]), 'verdict'), ' ' + reasons.map(reasonOf).join(' '));
    const parts = [headline];
    if (runs[0].edition !== runs[1].edition) parts.push(make('p', words.editionsDiffer, 'soft'));
    if (runs[0].suite !== runs[1].suite) parts.push(make('p', words.suitesDiffer, 'soft'));
    if (histories.some(({ omitted }) => omitted > 0)) parts.push(make('p', words.findingsOmitted, 'soft'));
    for (const side of ['base', 'head'])
      if (notSelected[side] > 0) parts.push(make('p', said(own.notSelected[side], notSelected[side]), 'soft'));
    for (const kind of kinds) {
      const of = changes.filter((change) => change.kind === kind);
      if (of.length === 0) continue;
      parts.push(make('h3', said(own.kinds[kind]) + ' (' + of.length + ')'));
      const card = make('div', undefined, 'card');
      const list = make('ul', undefined, 'list');
      for (const { check, level, from, to, appeared, disappeared } of of) {
        const item = make('li');
        const row = make('div', undefined, 'row');
        const arrow = make('span', '\\u2192');
        arrow.setAttribute('aria-hidden', 'true');
        row.append(tag(from), arrow, tag(to), make('span', level, 'level'), linkTo(check));
        item.append(row);
        if (early.has(check)) item.append(make('p', words.provisional, 'small soft'));
        if (appeared.length > 0) item.append(...texts(said(own.foundNow), appeared, check, inOwn));
        if (disappeared.length > 0) item.append(...texts(said(own.notFound), disappeared, check, inOwn));
        list.append(item);
      }
      // Many that nobody has to act on: closed until somebody asks.
      const isQuiet = data.quiet.includes(kind) && of.length > 5 && !of.some(({ to }) => to === 'failed' || to === 'waived');
      if (isQuiet) {
        const fold = make('details', undefined, 'fold');
        fold.append(make('summary', words.list), list);
        card.append(fold);
      } else card.append(list);
      parts.push(card);
    }
    parts.push(make('h3', words.bothRuns, 'runs'), table(histories, runs));
    by('result').replaceChildren(...parts);
    by('said').textContent = (changes.length === 0 ? words.equal + ' ' : '') + words.same.replace('{n}', String(unchanged));
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
    if (runs[0].id === runs[1].id) {
      by('result').replaceChildren();
      by('said').textContent = data.hasTwo ? words.sameRun : words.onlyOnes;
    } else show(histories, runs);
    const said = new URLSearchParams();
    sides.forEach((side, i) => { said.set(side.letter, histories[i].deployment); said.set('r' + side.letter, runs[i].id); });
    try { history.replaceState(null, '', '#' + said); } catch {}
    for (const link of document.querySelectorAll('a.language')) link.hash = String(said);
    document.documentElement.dataset.ready = 'yes';
  };
  const recall = () => {
    const said = new URLSearchParams(location.hash.slice(1));
    if (data.opensWith !== null) for (const side of sides) side.deployment.value = data.opensWith;
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
