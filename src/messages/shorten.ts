/** The first `length` characters of a longer text, without the half of a number that they end in. */
export function beforeNumber(text: string, length: number): string {
  const head = text.slice(0, length);
  if (!/[\d.]/.test(text[length] ?? '') || !/[\d.]$/.test(head)) return head;
  const [half = ''] = /-?[\d.]*(?:[eE][-+]?\d*)?$/.exec(head) ?? [];
  // What is one number and nothing else is cut all the same.
  return half.length > 0 && half.length < head.length ? head.slice(0, -half.length) : head;
}
