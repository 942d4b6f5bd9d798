/** What `contracts` says. By the English in place, with {0}, {1} for what is put in. */
export const contracts: Readonly<Record<string, string>> = {
  'PACT_BROKER_BASE_URL: {0} names the Pact Broker, such as https://broker.example.com':
    'PACT_BROKER_BASE_URL：{0}应指明 Pact Broker，例如 https://broker.example.com',
  'is not set; it': '没有设置；',
  'is no address; it': '不是地址；',
  'PACT_BROKER_BASE_URL: holds a user or a password; use PACT_BROKER_USERNAME and _PASSWORD':
    'PACT_BROKER_BASE_URL：含有用户名或密码；请使用 PACT_BROKER_USERNAME 和 _PASSWORD',
  'PACT_BROKER_BASE_URL: has no TLS and is not on loopback; use https, or set PACT_BROKER_ALLOW_PLAIN_HTTP=true where the network may see the credential':
    'PACT_BROKER_BASE_URL：没有使用 TLS，也不在本机；请使用 https，如果凭证可以在该网络上明文传输，请设置 PACT_BROKER_ALLOW_PLAIN_HTTP=true',
  'Yes.': '可以。',
  'No.': '不可以。',
  '--publish-results takes one deployment: a version is verified once':
    '--publish-results 只接受一个被测系统：一个版本只验证一次',
  '--provider-app-version and --provider-branch need --publish-results':
    '--provider-app-version 和 --provider-branch 需要 --publish-results',
  '--publish-results needs --provider-app-version': '--publish-results 需要 --provider-app-version',
  'the broker refers to {0}, which is no address': 'Broker 指向 {0}，这不是地址',
  'The results could not be published: {0}\n': '无法发布结果：{0}\n',
  '{0}#/metadata/plugins: refused: Pact would fetch the plugins it names ({1}) from other hosts, and run them':
    '{0}#/metadata/plugins：拒绝：Pact 会从其他主机下载并运行其中指明的插件（{1}）',
  '{0}: "{1}" of {2} is in {3}; reports could not tell them apart': '{0}：{2} 的“{1}”出现在 {3} 中；报告无法区分它们',
  'it twice': '同一文件两次',
  '{0} too': '{0}',
  '{0}: edition: the pacts of this package are of {1}, the deployment follows {2}; name pacts for it with --pacts':
    '{0}：edition：本软件包的契约属于 {1} 版，而被测系统遵循 {2} 版；请用 --pacts 指定相应的契约',
  '--pacts {0}: cannot be read ({1})': '--pacts {0}：无法读取（{1}）',
  '--pacts {0}: there is no pact file (*.json) in it': '--pacts {0}：其中没有契约文件（*.json）',
  'no answer of the broker within {0} ms': 'Pact Broker 在 {0} 毫秒内没有响应',
  'the broker refers to {0}, which is not its own address': 'Pact Broker 指向 {0}，那不是它自己的地址',
  'the broker gave no answer: {0}': 'Pact Broker 没有响应：{0}',
  'the broker answered {0} to GET {1}': 'Pact Broker 对 GET {1} 返回 {0}',
  'what the broker answered to GET {0} is no JSON object': 'Pact Broker 对 GET {0} 的响应不是 JSON 对象',
  'the broker answered {0} to {1} {2}': 'Pact Broker 对 {1} {2} 返回 {0}',
  'The broker gave no answer that can be read.': 'Pact Broker 的响应无法读取。',
  'No pact of this version was verified with anything, which is no yes.':
    '该版本的契约没有与任何一方验证过，不能视为可以部署。',
  'an unknown {0}': '未知的 {0}',
  'not a pact file: {0}': '不是契约文件：{0}',
  'not a pact file: an object is wanted': '不是契约文件：应为对象',
  'the name is missing': '缺少名称',
  'a list of interactions is wanted': '应为交互的列表',
  'the pact has no interaction, so there is nothing to verify': '契约中没有交互，因此没有可验证的内容',
  'an object is wanted': '应为对象',
  'text is wanted': '应为文本',
  'only Synchronous/HTTP can be verified here, not {0}': '这里只能验证 Synchronous/HTTP，不能验证 {0}',
  'a method of HTTP is wanted': '应为 HTTP 方法',
  'a whole number from 100 to 599 is wanted': '应为 100 到 599 之间的整数',
  'a list is wanted': '应为列表',
  'one without a name': '没有名称的插件',
  "contracts: Pact's native core is not installed; run {0} beside roma-conformance":
    'contracts：没有安装 Pact 的原生核心；请在 roma-conformance 旁运行 {0}',
  "contracts: Pact's native core does not run on this machine: {0}": 'contracts：Pact 的原生核心无法在本机运行：{0}',
  'the pact has messages only, which do not travel over HTTP: there is nothing to verify here':
    '契约中只有消息，不经过 HTTP 传输：此处没有可验证的内容',
  '{0}: not published, because not everything could be verified': '{0}：没有发布，因为并非全部都能验证',
  '{0}: published as {1}': '{0}：已发布，结果为 {1}',
  'the broker has no pact of {0} with {1}; run contracts publish first':
    'Pact Broker 中没有 {0} 与 {1} 的契约；请先运行 contracts publish',
  'the latest pact in the broker is not {0}; run contracts publish first':
    'Pact Broker 中最新的契约不是 {0}；请先运行 contracts publish',
  'the broker does not say where verification results go': 'Pact Broker 没有说明验证结果应发往何处',
  '{0} {1} with {2}: published': '{0} {1} 与 {2}：已发布',
  'the broker does not say where pacts are published; it has to be 2.86 or newer':
    'Pact Broker 没有说明契约应发布到何处；需要 2.86 或更新的版本',
};
