import type { rounding as en } from '../en/rounding.ts';

export const rounding: Record<keyof typeof en, string> = {
  'rounding.takes-for': '{body}：{text} 被当作 {id}',
  'rounding.takes-for.expected': '应为 {floor}，而不是 {id}',
};
