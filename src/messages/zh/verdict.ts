import type { verdict as en } from '../en/verdict.ts';

export const verdict: Record<keyof typeof en, string> = {
  'verdict.untold': '只有原始响应能显示这一点，而其中含有机密，因此没有写下',
  'verdict.not-so': '并非如此：{title}',
};
