import type { many as en } from '../en/many.ts';

export const many: Record<keyof typeof en, string> = {
  'many.no-verdict': '没有结论',
  'many.not-begun': '未开始',
  'many.deployment': '被测系统',
  'many.verdict': '结论',
  'many.time': '用时',
  'many.what': '发现的问题',
  'many.more': '{listed} 等，另有 {n} 项',
  'many.errors': '无法判断的检查：{n} 项',
  'many.not-listed': '符合且未在此列出的被测系统：{n} 个',
  'many.count': '{verdict} {n}',
  'many.all': '{deployments}，用时 {duration}：{counts}',
  'many.progress': '已完成 {done}/{total}，{running} 个正在运行',
  'many.running': '{name}（{done}/{total}）',
};
