import type { rounding as en } from '../en/rounding.ts';

export const rounding: Record<keyof typeof en, string> = {
  'rounding.takes-for': '{body}：{text} 被当作 {id}',
  'rounding.takes-for.expected': '应为 {floor}，而不是 {id}',
  'rounding.does-not-list': '{request}：响应没有把 {text} 列为 {floor}',
  'rounding.does-not-list.expected': '应列出 {floor}',
  'rounding.none-judged': '请求中的 ID 均未列出，也无法确认对应设备当时在线',
  'rounding.too-few-devices': '测试设备太少，无法组成这样的批次：请声明更多设备',
  'rounding.repeats-fraction': '响应的 {member} 中原样返回了小数',
  'rounding.repeats-fraction.expected': '应为取整后的 ID',
  'rounding.repeats-fraction.actual': '{member} 为 {text}',
  'rounding.no-fraction-answered': '带小数的请求均未得到 200 响应',
  'rounding.takes-successor': '小数导致后一个 ID 的设备下线',
  'rounding.takes-successor.expected': '应是向下取整后的设备下线',
  'rounding.no-successor-watched':
    '小数的后一个 ID 没有可观察的设备：请声明 ID 为 N 和 N+1 的两台测试设备，并填写 MQTT 登录信息',
  'rounding.no-successor-online': '带小数的请求得到响应时，没有看到其后一个 ID 的设备在线',
  'rounding.not-taken-for': '{text} 没有被当作 {floor}',
  'rounding.not-taken-for.expected': '应列出 {floor}',
  'rounding.none-listed': '请求中的 ID 均未列出',
  'rounding.negative': '{request} 的响应：{answer}',
  'rounding.batch-refused': '被测系统因数量过大或包含不存在的 ID 而拒绝这样的批次，这是允许的',
};
