import type { ids as en } from '../en/ids.ts';

export const ids: Record<keyof typeof en, string> = {
  'ids.of.past-int32': '大于 2^31 的 ID',
  'ids.of.past-uint32': '大于 2^32 的 ID',
  'ids.of.wrap-uint32': '设备 ID 加上 2^32 的倍数',
  'ids.of.past-double': '大于 2^53 的奇数 ID',
  'ids.of.top-of-range': '17 位的 ID',
  'ids.of.zero': '值为 0 的 ID',
  'ids.of.negative': '设备 ID 的负数',
  'ids.of.out-of-range': '超出公布范围的 ID',

  'ids.other-status': '返回了其他状态码：{what}',
  'ids.other-status.expected': '应为 200、400 或 404',
  'ids.taken-for': '{id} 被当作 {others}',
  'ids.taken-for.expected': '应原样返回 {id}，或者拒绝',
  'ids.succeeds': '不应成功：{what}',
  'ids.succeeds.expected': 'success 应为空',
  'ids.another-device-offline': '请求的 ID 不存在，另一台设备却下线了',
  'ids.another-device-offline.actual': '{request}：{devices} 已下线',
};
