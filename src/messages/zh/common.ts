import type { common as en } from '../en/common.ts';

export const common: Record<keyof typeof en, string> = {
  text: '{text}',
  'in-exchanges': '{message}（共 {count} 次请求）',
};
