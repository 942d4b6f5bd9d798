import { createHash } from 'node:crypto';
import { say, tongue } from '../../messages/speech.ts';

/**
 * The one script of the page. Without it everything can be read; with it a link to folded evidence unfolds it, findings,
 * checks and evidence can be narrowed down, commands can be copied, and paper has the evidence of each finding unfolded.
 */
export const SCRIPT = `
(() => {
  const form = document.getElementById('filter');
  const field = (name) => document.getElementById('f-' + name);
  const items = [...document.querySelectorAll('[data-f]')].map((node) => ({ node, of: node.dataset.f.split(' '), text: null }));
  const words = JSON.parse(document.body.dataset.words);
  const put = (sentence, values) => sentence.replace(/\\{(\\w+)\\}/g, (_, name) => values[name]);
  const some = (n, what) => { const [one, many = one] = words[what].split('|'); return put(n === 1 ? one : many, { n }); };
  const narrow = () => {
    const wanted = ['level', 'outcome', 'family'].map((name) => field(name).value).filter(Boolean);
    const text = field('text').value.trim().toLowerCase();
    const counts = { check: 0, x: 0 };
    for (const item of items) {
      const isIn = wanted.every((one) => item.of.includes(one)) &&
        (text === '' || (item.text ??= item.node.textContent.toLowerCase()).includes(text));
      item.node.hidden = !isIn;
      for (const kind in counts) if (isIn && item.node.classList.contains(kind)) counts[kind]++;
    }
    for (const group of document.querySelectorAll('.family,.situation'))
      group.hidden = !group.querySelector('.check:not([hidden])');
    const isNarrow = wanted.length > 0 || text !== '';
    if (isNarrow) for (const group of document.querySelectorAll('.situation')) group.open = true;
    document.documentElement.classList.toggle('narrow', isNarrow);
    field('said').textContent = isNarrow
      ? put(words.narrow, { checks: some(counts.check, 'check'), requests: some(counts.x, 'request') })
      : '';
  };
  form.hidden = false;
  let soon;
  form.addEventListener('input', () => { clearTimeout(soon); soon = setTimeout(narrow, 80); });
  form.addEventListener('reset', () => setTimeout(narrow));
  form.addEventListener('submit', (event) => event.preventDefault());
  let opened = [];
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('.check.o-failed,.check.o-failed details,.situation,#findings details,#obstacles details,#not-run details,[data-print]')]
      .filter((node) => !node.open);
    for (const node of opened) node.open = true;
  });
  addEventListener('afterprint', () => { for (const node of opened) node.open = false; opened = []; });
  const unfold = () => {
    let node;
    try { node = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { return; }
    if (!node) return;
    for (let at = node; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true;
    if (node.closest('[hidden]')) { form.reset(); narrow(); }
    node.scrollIntoView();
  };
  addEventListener('hashchange', unfold);
  unfold();
  if (!navigator.clipboard) return;
  for (const label of document.querySelectorAll('.label[data-copy]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = words.copy;
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(label.nextElementSibling.textContent);
        button.textContent = words.copied;
      } catch {
        button.textContent = words.refused;
      }
      setTimeout(() => { button.textContent = words.copy; }, 1500);
    });
    label.append(button);
  }
})();
`;

/** What the script says, in the language that is spoken: for an attribute of the page. */
export const scriptWords = (): string => {
  const { sentences } = tongue();
  return JSON.stringify({
    copy: say('page.copy', {}),
    copied: say('page.copied', {}),
    refused: say('page.copy-refused', {}),
    narrow: sentences['page.narrow'],
    check: sentences['n.check'],
    request: sentences['n.request'],
  });
};

/** Nothing is loaded, nothing is sent, and of scripts only this one runs. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  `script-src 'sha256-${createHash('sha256').update(SCRIPT).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
