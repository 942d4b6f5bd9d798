import type { auth as en } from '../en/auth.ts';

export const auth: Record<keyof typeof en, string> = {
  'auth.of.none': '不带凭证',
  'auth.of.cut': '凭证被截短',
  'auth.of.altered': '凭证有两个字符被改动',
  'auth.of.suffixed': '凭证末尾多出字符',
  'auth.of.recased': '凭证的字母大小写被互换',
  'auth.request-with': '{credential}的请求',
  'auth.accepted': '{credential}的请求被接受',
  'auth.no-letters': '凭证中没有字母',
  'auth.connection-trusted': '连接一旦传过有效凭证，之后便一律被信任',
  'auth.answer-kept': '用有效凭证得到响应的请求，换成另一凭证也得到响应：响应来自缓存，或该连接被信任',
  'auth.connections-closed':
    '被测系统或其前置网关在 {answers} 次响应中的 {closed} 次之后关闭了连接，因此无法在传过有效凭证的连接上尝试其他凭证',
  'auth.connection-closed': '被测系统或其前置网关在每次响应后关闭连接',
  'auth.takes-offline': '没有有效凭证的请求使设备下线',
  'auth.not-refused': '没有这样的请求被拒绝',
  'auth.other-refusal': '拒绝请求时的响应格式不符',
  'auth.other-refusal.expected': '状态码 400、401 或 403，并带 error_code、error_msg 和 request_id',
  'auth.other-refusal.actual': '{answer}，没有符合规定的错误响应体',
  'auth.header-not-taken': '请求头 {header} 没有被识别为 X-Auth-Token',
  'auth.nothing-answered': '没有任何请求得到响应',
  'auth.echo': '响应中重复了凭证',
  'auth.echo.expected': '任何响应中都没有凭证',
  'auth.echo.actual': '出现在 {places}',
};
