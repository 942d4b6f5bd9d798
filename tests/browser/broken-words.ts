/// <reference lib="dom" />
/**
 * Words of a part of a page that are broken over lines, for `page.evaluate`: whole in itself. Only plain words of letters
 * count: ids and hyphens may break.
 */
export function brokenIn(selector: string): string[] {
  const broken: string[] = [];
  for (const part of document.querySelectorAll(selector)) {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
      for (const { 0: word, index } of (node.textContent ?? '').matchAll(/(?<![\w-])[A-Za-z]{3,}(?![\w-])/g)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) broken.push(word);
      }
  }
  return broken;
}
