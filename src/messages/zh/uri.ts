import type { uri as en } from '../en/uri.ts';

export const uri: Record<keyof typeof en, string> = {
  'uri.plain-not-performed': '最普通的请求也没有被执行',
  'uri.plain-not-performed.expected': '状态码 200，设备在 success 中',
  'uri.taken-and-in-failed': '在线的测试设备已下线，响应却把它列在 failed 中',
  'uri.stays-in-failed': '在线的测试设备始终在 failed 中',
  'uri.stays-in-failed.expected': '设备 {device} 在 success 中',
  'uri.method-accepted': '该路径接受了 {method} 请求',
  'uri.method-accepted.expected': '状态码不是 2xx（应为 405 或 404）',
  'uri.method-takes-offline': '对该路径的 {method} 请求使设备下线',
  'uri.no-other-method': '没有其他方法的请求得到响应',
  'uri.method-other-status': '对该路径的 {method} 请求以其他状态码被拒绝',
  'uri.method-other-status.expected': '状态码 405 或 404',
  'uri.instance-accepted': '指向不存在的实例的请求被接受',
  'uri.instance-accepted.expected': '表示错误的状态码',
  'uri.instance-takes-offline': '指向不存在的实例的请求使设备下线',
  'uri.instance-not-refused': '没有指向不存在的实例的请求被拒绝',
  'uri.instance-other-answer': '对不存在的实例，响应与规定不同',
  'uri.instance-other-answer.expected': '状态码 {status}，错误码 {code}',
  'uri.options-unanswered': 'OPTIONS 请求没有得到响应',
  'uri.options-answered': '{request} 的响应状态码为 {status}',
};
