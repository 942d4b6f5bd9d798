/** What is wrong with a deployment file, or with the environment. By the English in place, with {0}, {1} for what is put in. */
export const deployment: Readonly<Record<string, string>> = {
  'is no address; write {0} and a host (a name beyond ASCII as xn--...)':
    '不是地址；请写 {0} 加主机名（ASCII 以外的域名请写成 xn--...）',
  'has the scheme {0}; use {1}': '协议为 {0}；请使用 {1}',
  'holds a user or a password; leave them out': '含有用户名或密码；请去掉',
  'has a fragment (#); leave it out': '含有片段（#）；请去掉',
  'has a query (?); leave it out': '含有查询参数（?）；请去掉',
  'has no TLS and is not on loopback; use TLS, or set allow.plainHttp: true where the network may see the credential':
    '没有使用 TLS，也不在本机；请使用 TLS，如果凭证可以在该网络上明文传输，请设置 allow.plainHttp: true',
  'must be true or false (or 1 or 0)': '应为 true 或 false（或 1、0）',
  'ROMA_AUTH_TOKEN, ROMA_IAM_* or ROMA_ACCESS_KEY and ROMA_SECRET_KEY':
    'ROMA_AUTH_TOKEN、ROMA_IAM_*，或 ROMA_ACCESS_KEY 和 ROMA_SECRET_KEY',
  '{0}: {1}; mend or remove it': '{0}：{1}；请修正或删除',
  'add it': '请添加',
  'set it': '请设置',
  '{0}: and {1} more of such': '{0}：还有 {1} 处类似问题',
  '{0}: {1}': '{0}：{1}',
  '{0}: {1}: {2}': '{0}：{1}：{2}',
  'has a path; leave it out': '含有路径；请去掉',
  'holds the path of the operation (/v2/.../link/instances/...); leave that out, the suite appends it':
    '含有接口的路径（/v2/.../link/instances/...）；请去掉，本套件会自行添加',
  'edition {0} is not known; {1}': '未知的版本 {0}；{1}',
  'is no name of a header; rename it': '不是请求头的名称；请改名',
  'is set by the suite; remove it': '由本套件设置；请删除',
  'is there twice (names are not case-sensitive); keep one': '出现了两次（名称不区分大小写）；请只保留一个',
  'must be from 1 to {0}; correct the id': '应在 1 到 {0} 之间；请更正该 ID',
  'has a fraction or an exponent; write the whole number, digit by digit': '含有小数或指数；请逐位写出整数',
  'is text; write the digits without quotes': '是文本；请不加引号书写数字',
  'must be a whole number; write the id of a device': '应为整数；请写设备的 ID',
  'is the id of devices[{0}] too; remove one': '也是 devices[{0}] 的 ID；请删除其一',
  'lies in {0}, which says that it does not exist; correct one': '位于 {0} 之内，而后者声明它不存在；请更正其一',
  'are all watchOnly; leave at least one to be taken offline': '全部为 watchOnly；请至少留一个可以强制下线的设备',
  'is missing, and devices log in over MQTT; add it': '缺失，而设备通过 MQTT 登录；请添加',
  'ends before it begins; write the lower id first': '终点小于起点；请先写较小的 ID',
  'is the instance under test; name one that does not exist': '是被测的实例；请指定一个不存在的实例',
  'is more than effectLatestMs ({0}); lower it, or raise that': '大于 effectLatestMs（{0}）；请减小它，或增大后者',
  'is more than totalMs ({0}); lower it, or raise that': '大于 totalMs（{0}）；请减小它，或增大后者',
  'is waived twice; keep one': '被豁免两次；请只保留一个',
  '{0} is no day of the calendar; correct it': '{0} 不是有效的日期；请更正',
  'has {0}, which exclude each other; keep one': '含有 {0}，它们互相排斥；请只保留一个',
  'one of {0}': '{0} 之一',
  'clientId, username and password, or deviceId and secret': 'clientId、username 和 password，或 deviceId 和 secret',
  'names no credential; give {0}{1}': '没有指明凭证；请给出 {0}{1}',
  ' (did you mean {0}?)': '（是否指 {0}？）',
  'must begin with a letter or a digit and hold only letters, digits, ".", "_" and "-", at most 64':
    '应以字母或数字开头，只含字母、数字、“.”、“_”和“-”，最多 64 个字符',
  'must hold only letters, digits, ".", "_" and "-", at most 64; copy it from the console':
    '只能含字母、数字、“.”、“_”和“-”，最多 64 个字符；请从控制台复制',
  'is empty, or has a space, a line break or a character beyond ASCII, which no header can carry; copy it again':
    '为空，或含有空格、换行或 ASCII 以外的字符，无法放入请求头；请重新复制',
  'has a name that is not of letters, digits, ".", "_" and "-", at most 63; rename it':
    '其中有的名称不是由字母、数字、“.”、“_”和“-”组成，或超过 63 个字符；请改名',
  'is empty or has a control character; write a word': '为空或含有控制字符；请写一个词',
  'has a control character or one beyond ASCII; remove it': '含有控制字符或 ASCII 以外的字符；请去掉',
  'is no host; write a name, without scheme and path': '不是主机名；请只写名称，不带协议和路径',
  'is no id of a check; write it as in reports: errors/request-id-unique':
    '不是检查的 ID；请按报告中的写法，例如 errors/request-id-unique',
  'is no date; write it as 2027-01-31': '不是日期；请写成 2027-01-31 的形式',
  'is missing; {0}': '缺失；{0}',
  'has a key that is not known; {0}': '含有未知的键；{0}',
  'is no known key; {0}': '不是已知的键；{0}',
  'is a number; put it in quotes': '是数字；请加引号',
  'must be one of {0}; write one of these': '应为 {0} 之一；请写其中一个',
  'is too long; write at most {0} characters': '过长；请最多写 {0} 个字符',
  'is too small; write {0} or more': '过小；请写 {0} 或更大的值',
  'is too small; write more than {0}': '过小；请写大于 {0} 的值',
  'is too large; write {0} or less': '过大；请写 {0} 或更小的值',
  'has too few entries; write at least {0}': '条目过少；请至少写 {0} 个',
  'has too many entries; write at most {0}': '条目过多；请最多写 {0} 个',
  'is {0}; write a text': '是{0}；请写文本',
  'has a fraction; write a whole number': '含有小数；请写整数',
  'is {0}; write a whole number without quotes': '是{0}；请不加引号写整数',
  'is {0}; write a number without quotes': '是{0}；请不加引号写数字',
  'is {0}; write true or false, without quotes': '是{0}；请不加引号写 true 或 false',
  'is {0}; write a list: [one, another]': '是{0}；请写列表：[一项, 另一项]',
  'is {0}; write keys with their values below it': '是{0}；请在其下写键和值',
  'known are {0}': '已知的有 {0}',
  'did you mean {0}?': '是否指 {0}？',
  'remove it': '请删除',
  text: '文本',
  'line {0}, column {1}': '第 {0} 行第 {1} 列',
  'is empty; write a value': '为空；请填写',
  'is empty; declare at least one sacrificial device': '为空；请至少声明一个可以强制下线的测试设备',
  'has a dollar sign and { without a name and }; name a variable, and put a value with ${ itself into one': `含有美元符号和 {，但没有名称和 }；请写变量名，如果值本身含有 \${，请放入变量`,
  'the environment variable {0} is not set; set it, or add it to .env': '没有设置环境变量 {0}；请设置，或写入 .env',
  'is not UTF-8 text; save it as UTF-8': '不是 UTF-8 文本；请以 UTF-8 保存',
  'the environment': '环境变量',
  'does not exist; check the path': '不存在；请检查路径',
  'may not be read; check its permissions': '没有读取权限；请检查权限',
  'is no PEM file with a certificate; name one that has -----BEGIN CERTIFICATE-----':
    '不是含有证书的 PEM 文件；请指定含有 -----BEGIN CERTIFICATE----- 的文件',
  'holds a certificate that cannot be read; save it again as PEM': '含有无法读取的证书；请重新保存为 PEM',
  'is no PEM file with a private key without a passphrase; name one that has -----BEGIN PRIVATE KEY-----':
    '不是含有无口令私钥的 PEM 文件；请指定含有 -----BEGIN PRIVATE KEY----- 的文件',
  'is not the key of the certificate in tls.cert; name the one that belongs to it':
    '不是 tls.cert 中证书的私钥；请指定与之匹配的私钥',
  'is of use only together with the other; name tls.cert and tls.key':
    '必须与另一个一起使用；请同时指定 tls.cert 和 tls.key',
  'empty (null)': '空值（null）',
  'a list': '列表',
  'a number': '数字',
  'true or false': '布尔值',
  'an object': '对象',
  'is empty; describe a deployment': '为空；请描述被测系统',
  'holds {0} documents; keep one in each file': '含有 {0} 份文档；请每个文件只写一份',
  'has an alias (*) without its anchor; write the value, or quote a text with *':
    '有引用（*）而没有对应的锚点；请直接写值，或给含 * 的文本加引号',
  'uses too many aliases (*); write the values out': '引用（*）过多；请直接写值',
  'cannot be read as YAML or JSON (too deeply nested?)': '无法作为 YAML 或 JSON 读取（嵌套过深？）',
  'has an alias (*) inside what it stands for, which has no end; write the value out':
    '引用（*）位于它所指的内容之中，没有尽头；请直接写值',
  'is nested more than {0} levels deep': '嵌套超过 {0} 层',
  'asks for YAML 1.1; remove the %YAML line': '要求 YAML 1.1；请删除 %YAML 行',
  'a key is there twice; keep one': '有一个键出现了两次；请只保留一个',
  'a tag (!) that is not known; write the plain value, and quote a text that begins with !':
    '有未知的标签（!）；请直接写值，并给以 ! 开头的文本加引号',
  'an alias (*) without its anchor; write the value, and quote a text that begins with *':
    '有引用（*）而没有对应的锚点；请直接写值，并给以 * 开头的文本加引号',
  'nested too deeply; write it with fewer levels': '嵌套过深；请减少层级',
  'wrong indentation; use spaces, the same number for keys of the same level':
    '缩进错误；请使用空格，同一级的键缩进相同',
  'a character is missing (a quote, a bracket, a comma or a colon)': '缺少字符（引号、括号、逗号或冒号）',
  'a second document begins; keep one in each file': '出现了第二份文档；请每个文件只写一份',
  'no valid YAML or JSON ({0})': '不是有效的 YAML 或 JSON（{0}）',
  'edition "{0}" is not known; {1}': '未知的版本“{0}”；{1}',
  'known are {0} and {1}': '已知的有 {0} 和 {1}',
  '# the path of the operation is appended': '# 接口的路径会自动添加',
  '# What stands in braces is filled in from the environment or from .env, so that no secret stands in this file.':
    '# 花括号中的名称由环境变量或 .env 填入，因此本文件不含机密。',
  '# The suite takes these devices, and only these, offline. With eight of consecutive ids everything can be tested.':
    '# 本套件会强制下线这些设备，且只限这些设备。有八个 ID 连续的设备就可以测试全部内容。',
  '# With mqtt.url, and a login for each device, it can be seen which devices go offline:':
    '# 填写 mqtt.url 和每个设备的登录信息后，就能观察哪些设备下线：',
  '# Ids that no device has. You vouch for that: a faulty deployment may take offline whatever is named.':
    '# 没有设备使用的 ID。由您保证这一点：有缺陷的系统可能强制下线所列的任何设备。',
  '# Where no device has the id 5 declare it too: an escaped "_" in a body might be read as that id.':
    '# 如果没有设备使用 ID 5，也请声明：请求体中用转义写的“_”可能被当作该 ID。',
  '# How runs are grouped, and the release that is verified:': '# 运行怎样分组，以及所验证的软件版本：',
  '# Editors that know YAML check this file by its schema, where the package is installed beside it.':
    '# 如果本软件包安装在旁边，支持 YAML 的编辑器会按其 Schema 检查本文件。',
  '# mqtt is how a device logs in. Where the login follows from device id and secret, as on ROMA Connect:':
    '# mqtt 是设备的登录方式。如果像 ROMA Connect 那样由设备 ID 和密钥得出登录信息：',
  '# The broker that they log in to; with it can be seen which devices go offline.':
    '# 设备登录的 MQTT 服务器；有了它就能观察哪些设备下线。',
};
