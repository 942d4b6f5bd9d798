import type { guard as en } from '../en/guard.ts';

export const guard: Record<keyof typeof en, string> = {
  'guard.query-only': '查询接口只能用 GET 查询本实例',
  'guard.query-whole-id': '查询接口只能查询整数 ID',
  'guard.query-undeclared': '设备 {id} 既未声明为测试设备，也未声明为不存在，因此不查询',
  'guard.other-path': '本套件只访问强制下线接口和查询接口',
  'guard.default': '`default` 可能指向其他实例；claims.compat20 用来保证不会如此',
  'guard.unknown-address': '本套件不认识该地址',
  'guard.header-name': 'Token 请求头的名称无法辨认',
  'guard.content-type': 'Content-Type 无法辨认',
  'guard.charset': '请求体只使用 UTF-8',
  'guard.names-nobody':
    '请求没有指明设备，被测系统可能理解为所有设备；如果该实例中只有测试设备，请设置 allow.emptyLists: true',
  'guard.too-large': '请求体超过 4 MB',
  'guard.watched': '设备 {id} 只供观察，而被测系统可能把 {token} 当作它',
  'guard.undeclared':
    '被测系统若误读请求体，可能把 {token} 当作设备 {id}，而它既不是声明的测试设备，也未声明为不存在；如果没有设备使用 ID {id}，请在 absent.deviceIds 中声明它',
  'guard.number-too-large': '请求体中的数字过大，无法确定其所有读法',
  'guard.backslash': '请求体中有不属于 JSON 转义的反斜杠',
  'guard.escapes': '请求体中的转义嵌套过深',
  'guard.control': '请求体中有控制字符',
  'guard.percent': '请求体中有百分号编码的字符，表单解析器会将其解码',
  'guard.reference': '请求体中有字符引用，XML 解析器会将其解码',
  'guard.hexadecimal': '请求体中有无法判读的十六进制写法',
  'guard.no-number': '请求体中有不是数的数字',
  'guard.surrogate': '请求体中有半个代理对',
  'guard.digit': '请求体中有 ASCII 以外的数字',
  'guard.invisible': '请求体中有不可见字符，它可能从两个数字之间被去掉',
  'guard.normalised': '请求体中有会被 Unicode 规范化改变的字符',
  'guard.host': '主机 {host} 不属于被测系统；可以在 allow.hosts 中列出',
  'guard.no-tls': '{address} 没有使用 TLS；可以用 allow.plainHttp 允许',
};
