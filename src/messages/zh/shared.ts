import type { shared as en } from '../en/shared.ts';

export const shared: Record<keyof typeof en, string> = {
  'shared.status': '状态码 {status}',
  'shared.no-2xx': '状态码不是 2xx',
  'shared.no-error-status': '{what}的响应为状态码 {status}，没有列表，也没有表示错误的状态码',
  'shared.no-effect': '没有任何影响',
  'shared.member-twice': '字段名重复：{names}',
  'shared.member-twice.expected': '每个字段名只出现一次',
  'shared.byte-order-mark': '响应体以字节顺序标记（BOM）开头',
  'shared.byte-order-mark.expected': '从第一个字符起就是 JSON',
  'shared.went-offline': '{devices} 被强制下线',
  'shared.went-offline-after': '{request} 之后，{devices} 被强制下线',
  'shared.request-answer': '{request}：{answer}',
  'shared.nothing-sent': '没有发送任何请求',
  'shared.no-such-answered': '没有这样的请求得到响应',
  'shared.no-witness': '无法得知哪些设备下线：请为设备声明 MQTT 登录信息，或允许该凭证查询设备',
  'shared.then': '{first}；{next}',
  'shared.lines': '{first}\n{next}',
};
