import { createHash } from 'node:crypto';

/**
 * The one script of the page. Without it everything can be read; with it a link to folded evidence unfolds it, and
 * commands can be copied.
 */
export const SCRIPT = `
(() => {
  const unfold = () => {
    let node;
    try { node = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { return; }
    if (!node) return;
    for (let at = node; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true;
    const all = document.getElementById('show-all');
    if (all && node.closest('.check')) all.checked = true;
    node.scrollIntoView();
  };
  addEventListener('hashchange', unfold);
  unfold();
  if (!navigator.clipboard) return;
  for (const label of document.querySelectorAll('.label[data-copy]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(label.nextElementSibling.textContent);
        button.textContent = 'Copied';
      } catch {
        button.textContent = 'Not allowed';
      }
      setTimeout(() => { button.textContent = 'Copy'; }, 1500);
    });
    label.append(button);
  }
})();
`;

/** Nothing is loaded, nothing is sent, and of scripts only this one runs. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  `script-src 'sha256-${createHash('sha256').update(SCRIPT).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
