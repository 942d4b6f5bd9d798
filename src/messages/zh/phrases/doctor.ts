/** What `doctor` and `plan` say. By the English in place, with {0}, {1} for what is put in. */
export const doctor: Readonly<Record<string, string>> = {
  name: '域名',
  proxy: '代理',
  connection: '连接',
  credential: '凭证',
  clock: '时钟',
  broker: 'MQTT',
  device: '设备',
  absent: '不存在的 ID',
  checks: '检查',
  '{0} to mend before a run is worth its while': '有 {0} 项需要先修复，否则运行没有意义',
  'ready to be verified': '可以开始检测',
  'Not set in the environment, and not needed here: {0}': '环境变量中没有设置，此处也不需要：{0}',
  'no limit per second': '每秒请求数不限',
  '{0} per second': '每秒 {0} 次',
  '{0}: {1} in {2} to {3}': '{0}：{2}共 {1}，发往 {3}',
  '  taken offline: {0}': '  强制下线：{0}',
  'no device': '没有设备',
  '  only watched:  {0}': '  仅供观察：{0}',
  '  at most {0} at once, {1}, {2} s in all': '  同时最多 {0} 个请求，{1}，总时长 {2} s',
  'late, alone': '最后，单独发送',
  'devices {0}': '设备 {0}',
  'Explored, {0} with seed {1}; after a fault some of them again, and smaller ones:':
    '探索：{0}，种子 {1}；发现缺陷后会重发其中一些，并发送更小的请求：',
  'Device {0} is not used: {1}': '设备 {0} 没有使用：{1}',
  'The absent id {0} stands in no list of ids: {1}': '声明为不存在的 ID {0} 不出现在任何列表中：{1}',
  'Not sent:': '不发送：',
  'Late, alone: a deployment may find no id there and take that for all devices; the first bystander that':
    '最后，单独发送：被测系统可能在其中找不到 ID，从而理解为所有设备；一旦有仅供观察的设备',
  '  goes offline ends the run.': '  下线，就结束运行。',
  'The waiver of {0} expired on {1}; ask {2}': '{0} 的豁免已于 {1} 到期；请联系 {2}',
  '{0} to {1}': '{0} 到 {1}',
  'Not ruled out (docs/safety.md): a deployment that misreads requests in one of these ways could hit':
    '不能排除的情况（docs/safety.md）：以下列方式误读请求的系统可能影响',
  'every device': '所有设备',
  '{0} more': '另外 {0} 个',
  '({0}; it {1})': '（{0}；{1}）',
  'gives up on a body that has not the documented form, or drops what it does not take for an id, and takes the rest, nothing, for every device':
    '放弃格式与文档不符的请求体，或去掉不认为是 ID 的内容，把剩下的（即空）当作所有设备',
  'leaves out the ids that no device has, and takes the rest, nothing, for every device':
    '去掉没有设备使用的 ID，把剩下的（即空）当作所有设备',
  'writes a fraction with a comma into a list: 20004.5 becomes 20004 and 5':
    '把小数写成带逗号的形式放入列表：20004.5 变成 20004 和 5',
  'takes every run of digits for an id: /\\d+/g over the body': '把每一串数字当作 ID：对请求体使用 /\\d+/g',
  'drops the point, or the mark of an exponent: 20004.5 becomes 200045': '去掉小数点或指数标记：20004.5 变成 200045',
  'reads ids.map(parseInt): the place in the list is the base': '使用 ids.map(parseInt)：列表中的位置成了进制',
  'takes the places in the list for ids: for..in': '把列表中的位置当作 ID：for..in',
  'takes a list for a range: BETWEEN its first and its last, or its lowest and its highest id':
    '把列表当作范围：BETWEEN 第一个和最后一个，或最小和最大的 ID',
  'prints doubles with an exponent, as Java does from ten million on (7.0E7) and JavaScript from 10^21 on, and reads that up to its first mark, in pieces, or without them':
    '以指数形式输出浮点数，如 Java 从一千万起（7.0E7）、JavaScript 从 10^21 起，再读到第一个标记为止、分段读取或去掉标记读取',
  'prints numbers with six digits (%g, a default of many loggers): 77777777 becomes 7.77778e+07':
    '只输出六位数字（%g，许多日志库的默认值）：77777777 变成 7.77778e+07',
  'joins the ids of a list: 20001 and 20002 become 2000120002':
    '把列表中的 ID 连在一起：20001 和 20002 变成 2000120002',
  'adds the ids of a list up': '把列表中的 ID 相加',
  'keeps the low 16 bits of an id, with or without a sign, or the nearest number that they hold':
    '只保留 ID 的低 16 位（有符号或无符号），或其能表示的最接近的数',
  'takes the id before, or the id after': '取前一个或后一个 ID',
  'takes text for a list and its characters for ids: "20001" becomes 2, 0, 0, 0 and 1':
    '把文本当作列表，把其中的字符当作 ID："20001" 变成 2、0、0、0 和 1',
  '{0}: {1} is an address': '{0}：{1} 是 IP 地址',
  '{0}: {1} is {2}': '{0}：{1} 的地址是 {2}',
  '{0}: {1} has no address ({2})': '{0}：{1} 没有地址（{2}）',
  'correct {0}, or the name service of this machine': '请更正 {0}，或检查本机的域名解析',
  'no device can be asked for by the query API': '没有可以通过查询接口查询的设备',
  'declare a device': '请声明一个设备',
  '{0} answers{1}': '{0} 有响应{1}',
  'fetch a new token (a token of IAM holds for 24 hours) for the region and project of this deployment':
    '请为该系统所在的区域和项目重新获取 Token（IAM 的 Token 有效期为 24 小时）',
  'check the account, its permissions and its region': '请检查账号、其权限和区域',
  'the query API refuses it with status {0}': '查询接口拒绝该凭证，状态码 {0}',
  'the query API answers {0} for device {1}, so nothing is known of the credential':
    '查询接口对设备 {1} 返回 {0}，因此无法得知凭证是否有效',
  'check projectId, instanceId and that device {0} exists; a deployment without the query API is fine':
    '请检查 projectId、instanceId，并确认设备 {0} 存在；没有查询接口的系统也可以检测',
  'a deployment without the query API is fine; verify shows whether the credential is accepted':
    '没有查询接口的系统也可以检测；verify 会显示凭证是否被接受',
  '{0} answers a query for device {1} with 200 and no device, so nothing is known of the credential':
    '{0} 对设备 {1} 的查询返回 200，但内容不是设备，因此无法得知凭证是否有效',
  'check baseUrl: it may lead to a website, or to a page where people log in':
    '请检查 baseUrl：它可能指向一个网站或登录页面',
  'the query API accepts it': '查询接口接受该凭证',
  'the query API knows no such instance ({0})': '查询接口称没有该实例（{0}）',
  'check projectId and instanceId': '请检查 projectId 和 instanceId',
  'the query API knows no such device ({0})': '查询接口称没有该设备（{0}）',
  'check its id': '请检查其 ID',
  'the query API shows {0} of {1} devices online': '查询接口显示 {1} 台设备中有 {0} 台在线',
  'connect the test devices, or declare mqtt.url, and mqtt for each device, so that the suite can':
    '请让测试设备上线，或声明 mqtt.url 及各设备的 mqtt，由套件连接',
  'check host and port of baseUrl, and that a firewall lets this machine through':
    '请检查 baseUrl 的主机和端口，并确认防火墙允许本机访问',
  'check that a firewall lets this machine through, or raise limits.timeoutMs':
    '请确认防火墙允许本机访问，或增大 limits.timeoutMs',
  'name its authority with tls.ca, or the name to check with tls.serverName':
    '请用 tls.ca 指定其签发机构，或用 tls.serverName 指定要校验的名称',
  'check HTTPS_PROXY and NO_PROXY': '请检查 HTTPS_PROXY 和 NO_PROXY',
  'check auth: url, user, password, domain and project': '请检查 auth：url、user、password、domain 和 project',
  'check that baseUrl is the address of the deployment': '请确认 baseUrl 是被测系统的地址',
  ' (HTTPS_PROXY is set)': '（设置了 HTTPS_PROXY）',
  'this machine is {0} s behind the deployment': '本机比被测系统慢 {0} 秒',
  'this machine is {0} s ahead of the deployment': '本机比被测系统快 {0} 秒',
  'set the clock of this machine': '请校准本机的时钟',
  '{0}; signed requests are refused': '{0}；带签名的请求会被拒绝',
  'no id is declared absent': '没有声明不存在的 ID',
  'declare absent.deviceId or absent.ranges: ids that no device has':
    '请声明 absent.deviceId 或 absent.ranges：没有设备使用的 ID',
  'a device has the id {0}': '有设备使用 ID {0}',
  'take {0} out of absent: it may be hit': '请从 absent 中去掉 {0}：它可能被误伤',
  'the query API knows none of {0} absent ids': '查询接口中没有 {0} 个声明为不存在的 ID',
  'no device logs in over MQTT, so effects are seen by the query API, or not at all':
    '没有设备通过 MQTT 登录，因此只能由查询接口观察影响，或无法观察',
  'declare mqtt.url, and mqtt for each device': '请声明 mqtt.url，并为每个设备声明 mqtt',
  'the broker': 'MQTT 服务器',
  '{0}: {1}; 0 of {2} devices online': '{0}：{1}；{2} 个设备中 0 个在线',
  'check mqtt.url, and the logins of the devices': '请检查 mqtt.url 和设备的登录信息',
  '{0}: {1} of {2} devices online': '{0}：{2} 个设备中 {1} 个在线',
  'check its mqtt login': '请检查其 MQTT 登录信息',
  '{0} would not be run': '不会运行：{0}',
  'no request may name it': '请求不能指明它',
  'every check that applies would be run, with {0} requests': '适用的检查都会运行，共 {0} 次请求',
  '{0} checks ({1}, ...)': '{0} 项检查（{1} 等）',
  '{0} checks ({1})': '{0} 项检查（{1}）',
  'it was not asked': '没有查询过',
  'the gateway answers {0}': '网关返回 {0}',
  'the run was interrupted': '运行被中断',
};
