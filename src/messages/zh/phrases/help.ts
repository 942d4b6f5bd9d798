/** What `--help` says. By the English in place, with {0}, {1} for what is put in. */
export const help: Readonly<Record<string, string>> = {
  'formats beside {0}: {1} (default: {2})': '除 {0} 之外的格式：{1}（默认：{2}）',
  '\nExit codes:\n  0    conformant\n  1    non-conformant\n  2    usage or configuration error, nothing was sent\n  3    inconclusive\n  4    a fault of this suite\n  130  interrupted; the report says what was seen':
    '\n退出码：\n  0    符合\n  1    不符合\n  2    用法或配置错误，没有发送任何请求\n  3    无法得出结论\n  4    本套件自身的故障\n  130  被中断；报告说明了已看到的内容',
  '\nExit codes:\n  0    every situation is answered as the pacts say\n  1    at least one is not\n  2    usage or configuration error, nothing was sent\n  3    inconclusive: a provider state could not be set up, or there was no answer\n  4    a fault of this suite\n  130  interrupted':
    '\n退出码：\n  0    每种情形的响应都与契约一致\n  1    至少有一种不一致\n  2    用法或配置错误，没有发送任何请求\n  3    无法得出结论：无法建立提供者状态，或没有响应\n  4    本套件自身的故障\n  130  被中断',
  '\nExit codes:\n  0    no breaking change (with --fail-on warning: no warning either)\n  1    a breaking change, or a stale entry of the allow file\n  2    usage or configuration error: a document that cannot be read, an operation that is not in it\n  4    a fault of this suite':
    '\n退出码：\n  0    没有破坏性变更（使用 --fail-on warning 时，也没有警告）\n  1    有破坏性变更，或允许清单中有失效的条目\n  2    用法或配置错误：文档无法读取，或其中没有所指的接口\n  4    本套件自身的故障',
  '\nExit codes:\n  0    no regression\n  1    a regression: a check fails that did not fail before; of two deployments: one fails in B and not in A\n  2    usage or configuration error, a run that is not there, a store that cannot be read\n  3    not comparable: a run is partial or was interrupted, too little of the later one was judged, or a run\n       that this version cannot read was left out':
    '\n退出码：\n  0    没有退步\n  1    有退步：某项检查以前没有不通过，现在不通过；两个被测系统之间：某项检查在 B 中不通过而在 A 中并非如此\n  2    用法或配置错误，运行不存在，或存储无法读取\n  3    无法比较：某次运行只有部分检查或被中断，较晚的运行判定得太少，或略去了此版本\n       无法读取的运行',
  '\nExit codes:\n  0    the runs are told\n  2    usage or configuration error, an unknown deployment, a store that cannot be read\n  3    there is no run, or one that this version cannot read':
    '\n退出码：\n  0    已列出运行\n  2    用法或配置错误，未知的被测系统，或存储无法读取\n  3    没有运行，或有此版本无法读取的运行',
  '\nExit codes:\n  0    the site is written\n  2    usage or configuration error, a store that cannot be read, a folder that cannot be written\n  3    there is no run in the store; or the site is written without one that this version cannot read':
    '\n退出码：\n  0    已写好站点\n  2    用法或配置错误，存储无法读取，或文件夹无法写入\n  3    存储中没有运行；或站点已写好，但略去了此版本无法读取的运行',
  '\nExit codes:\n  0    done; what became of a deployment is in the store, not here\n  2    usage or configuration error, a database that cannot be reached\n  4    a fault of this suite\n  130  interrupted; jobs that ran went back into the queue':
    '\n退出码：\n  0    已完成；被测系统的结果在存储中，不在这里\n  2    用法或配置错误，或无法连接数据库\n  4    本套件自身的故障\n  130  被中断；正在运行的任务已放回队列',
  '\nExit codes:\n  0    ready to be verified\n  2    usage or configuration error, nothing was sent\n  3    something is to be mended first\n  4    a fault of this suite\n  130  interrupted':
    '\n退出码：\n  0    可以开始检测\n  2    用法或配置错误，没有发送任何请求\n  3    有需要先修复的问题\n  4    本套件自身的故障\n  130  被中断',
  'Conformance suite for the batch force-offline operation of ROMA Connect LINK.':
    'ROMA Connect LINK 批量强制下线设备接口的一致性测试套件。',
  'output the version number': '显示版本号',
  'display help for command': '显示命令的帮助',
  'Does this deployment conform? Takes the declared test devices offline, and only these.':
    '被测系统是否符合规范？会强制声明的测试设备下线，且只限这些设备。',
  'deployment files (YAML or JSON), folders of them, globs; without one the environment is read':
    '部署文件（YAML 或 JSON）、其所在的文件夹、通配符；不指定时读取环境变量',
  'verify the built-in mock deployment': '检测内置的模拟系统',
  'with --mock: a named fault (repeatable)': '与 --mock 一起使用：一种已命名的缺陷（可重复）',
  'with --mock: a named lawful variant (repeatable)': '与 --mock 一起使用：一种已命名的合法变体（可重复）',
  'reports land in <FOLDER>/<name>/': '报告写入 <FOLDER>/<name>/',
  'others on this machine may read the reports too, never the record': '本机的其他用户也可以读取报告，但不能读取记录',
  'run only checks whose id matches, such as "rounding/*" (repeatable)':
    '只运行 ID 匹配的检查，例如 "rounding/*"（可重复）',
  'leave out checks whose id matches (repeatable)': '跳过 ID 匹配的检查（可重复）',
  'run only what failed, or ended in an error, in the last report of the deployment':
    '只运行该系统上一份报告中不通过或以错误告终的检查',
  'so many deployments at a time (default: 8 for each core)': '同时检测的被测系统数（默认：每个 CPU 核心 8 个）',
  'only the I-th of N shares of the deployments (or JOB_COMPLETION_INDEX with ROMA_SHARDS)':
    '只处理被测系统的 N 份中的第 I 份（或使用 JOB_COMPLETION_INDEX 和 ROMA_SHARDS）',
  'send nothing more once N MUST checks failed': '有 N 项 MUST 检查不通过后不再发送请求',
  'first wait so long at most until the deployment answers': '先等待被测系统响应，最多这么多秒',
  'with --mock: the edition that it follows': '与 --mock 一起使用：所遵循的 API 文档版本',
  'write waivers for what failed; needs --reason, --owner and --expires':
    '为不通过的检查写豁免；需要 --reason、--owner 和 --expires',
  'with --write-waivers: why it may be': '与 --write-waivers 一起使用：豁免的原因',
  'with --write-waivers: who answers for it': '与 --write-waivers 一起使用：负责人',
  'with --write-waivers: until when (YYYY-MM-DD)': '与 --write-waivers 一起使用：到期日（YYYY-MM-DD）',
  'a failed SHOULD is non-conformant too': 'SHOULD 检查不通过也算不符合',
  'send about N generated requests too, and make a failing sequence as small as it gets':
    '另外发送约 N 个生成的请求，并把发现问题的请求序列缩到最短',
  'with --explore: draw the same requests as the report with this seed':
    '与 --explore 一起使用：生成与使用该种子的报告相同的请求',
  'where runs are kept: a folder or postgres://... (default: ROMA_STORE, else --out)':
    '运行的存储位置：文件夹或 postgres://...（默认：ROMA_STORE，否则为 --out）',
  'of each deployment, whole reports of the last N runs stay in the store':
    '每个被测系统在存储中保留最近 N 次运行的完整报告',
  'compare with a run, as compare names it ("@-1": the one before); its exit code counts':
    '与另一次运行比较，写法同 compare（"@-1"：上一次）；退出码以比较结果为准',
  'Does this change of the API break its consumers? Compares two descriptions; sends nothing.':
    'API 的这次变更是否会破坏其消费者？比较两份描述；不发送任何请求。',
  'before: an edition (date or folder), OpenAPI 3.0 or 3.1, Swagger 2.0, a folder of them, a pact, or git:REV:PATH':
    '变更前：API 文档版本（日期或文件夹）、OpenAPI 3.0 或 3.1、Swagger 2.0、含有它们的文件夹、契约，或 git:REV:PATH',
  'after: the same': '变更后：写法相同',
  'another operation, such as "GET /v2/devices", or all (default: force-offline; of folders all)':
    '另一个接口，例如 "GET /v2/devices"，或 all（默认：强制下线接口；文件夹则为全部）',
  '{0}; one is printed, of several those with a file are written': '{0}；单独一种会打印出来，多种时写入各自的文件',
  'where formats are written; without it one is printed, and several go to reports/gate':
    '各种格式写入的位置；不指定时，单独一种会打印出来，多种写入 reports/gate',
  'breaking; warning: on these too; bump: only on a version that was not raised enough':
    'breaking：破坏性变更；warning：警告也算；bump：只在版本号提升不够时',
  'say which bump of the version the changes ask for, and whether it was made':
    '说明这些变更要求怎样提升版本号，以及是否已提升',
  'follow references within it (default: the repository)': '只跟随此文件夹内的引用（默认：所在仓库）',
  'give the documents up after so much processor time': '处理器时间超过此秒数后放弃这些文档',
  'settings: severity of rules, filters, deprecation (default: gate.yaml, if it is there)':
    '设置：规则的严重程度、过滤条件、弃用（默认：gate.yaml，如果存在）',
  'pacts of further consumers: files, or folders of them (repeatable)': '其他消费者的契约：文件或文件夹（可重复）',
  'changes that were accepted': '已接受的变更',
  'accept what would fail; needs --reason, --owner and --expires':
    '接受本会使检查不通过的变更；需要 --reason、--owner 和 --expires',
  'with --write-allow: why it may be': '与 --write-allow 一起使用：接受的原因',
  'with --write-allow: who answers for it': '与 --write-allow 一起使用：负责人',
  'with --write-allow: until when (YYYY-MM-DD)': '与 --write-allow 一起使用：到期日（YYYY-MM-DD）',
  'What consumers rely on: Pact contracts.': '消费者所依赖的内容：Pact 契约。',
  'Does this deployment answer as consumers rely on? Takes test devices offline. Says nothing about conformance.':
    '被测系统的响应是否如消费者所依赖的那样？会强制测试设备下线。不说明是否符合规范。',
  'deployment files, folders, globs; without one the environment is read':
    '部署文件、文件夹、通配符；不指定时读取环境变量',
  "pact files, or folders of them, in place of this package's own (repeatable)":
    '契约文件或其所在的文件夹，代替本软件包自带的契约（可重复）',
  'tell the Pact Broker of PACT_BROKER_BASE_URL what came of it': '把结果告诉 PACT_BROKER_BASE_URL 所指的 Pact Broker',
  'with --publish-results: version of the deployment': '与 --publish-results 一起使用：被测系统的软件版本',
  'with --publish-results: its branch': '与 --publish-results 一起使用：其分支',
  'reports land in <FOLDER>/<name>/contracts/': '报告写入 <FOLDER>/<name>/contracts/',
  'Publish the pacts to the Pact Broker of PACT_BROKER_BASE_URL (and _TOKEN, or _USERNAME and _PASSWORD).':
    '把契约发布到 PACT_BROKER_BASE_URL 所指的 Pact Broker（凭证为 _TOKEN，或 _USERNAME 和 _PASSWORD）。',
  'version of the consumers: the commit': '消费者的版本：提交号',
  'branch of the consumers': '消费者的分支',
  '\nExit codes:\n  0    published\n  2    usage or configuration error\n  3    the broker did not take them':
    '\n退出码：\n  0    已发布\n  2    用法或配置错误\n  3    Pact Broker 没有接受',
  'Ask the Pact Broker whether every consumer was verified. A missing result is no yes.':
    '询问 Pact Broker 每个消费者是否都已验证。缺少结果不算“是”。',
  'who is to be deployed, such as roma-connect-link': '要部署的一方，例如 roma-connect-link',
  'its version: the commit': '其版本：提交号',
  'where to, such as production': '部署到哪里，例如 production',
  'ask so many times more while a result is missing': '缺少结果时再询问的次数',
  'wait so long before each of them': '每次再询问之前等待的秒数',
  '\nExit codes:\n  0    yes\n  1    no, or a result is missing\n  2    usage or configuration error\n  3    the broker gave no answer':
    '\n退出码：\n  0    可以\n  1    不可以，或缺少结果\n  2    用法或配置错误\n  3    Pact Broker 没有响应',
  'Many machines: a queue in PostgreSQL, and workers that empty it.':
    '多台机器：PostgreSQL 中的队列，以及处理队列的工作进程。',
  'the database: postgres://user@host/database (default: ROMA_STORE)':
    '数据库：postgres://user@host/database（默认：ROMA_STORE）',
  'try so often again what trouble left inconclusive (default: 5)': '因故障而没有结论时重试的次数（默认：5）',
  'so long after the first time, then twice as long each (default: 30)':
    '第一次重试前等待的秒数，之后每次加倍（默认：30）',
  'Put deployments into the queue, without their secrets.': '把被测系统放入队列，不含其机密。',
  'deployment files, folders, globs': '部署文件、文件夹、通配符',
  'Put deployments into the queue at set times, in place of the schedule before.':
    '在设定的时间把被测系统放入队列，代替先前的定时计划。',
  'minute, hour, day, month, weekday: "0 3 * * *"; off ends the schedule':
    '分、时、日、月、星期："0 3 * * *"；off 表示取消定时计划',
  'time zone of these times': '这些时间的时区',
  'What waits, runs and ended, and why jobs failed for good.': '等待、运行和结束的任务，以及任务最终失败的原因。',
  'Do jobs of the queue. Takes the declared test devices offline, and only these.':
    '执行队列中的任务。会强制声明的测试设备下线，且只限这些设备。',
  'so many at a time (default: 2 for each core)': '同时执行的任务数（默认：每个 CPU 核心 2 个）',
  'run only checks whose id matches (repeatable)': '只运行 ID 匹配的检查（可重复）',
  'end once nothing waits and nothing runs': '没有等待和运行的任务时结束',
  'What differs between two runs of a deployment, or between two deployments.':
    '同一被测系统的两次运行之间，或两个被测系统之间，有何不同。',
  "before: a deployment's name (its last run), name@-1, name@2026-11-01, an id, or a report.json":
    '之前：被测系统的名称（其最近一次运行）、name@-1、name@2026-11-01、ID，或 report.json',
  'now: the same': '现在：写法相同',
  'where runs are kept: a folder or postgres://... (repeatable; default: ROMA_STORE, else --out)':
    '运行的存储位置：文件夹或 postgres://...（可重复；默认：ROMA_STORE，否则为 --out）',
  'the folder of reports; of several formats all but text land in <FOLDER>/compare/':
    '报告的文件夹；多种格式时，除 text 之外都写入 <FOLDER>/compare/',
  'text, json, markdown, html; one is printed, of several all but text are written':
    'text、json、markdown、html；单独一种会打印出来，多种时除 text 之外都写入文件',
  'Make a static website out of stored runs: who conforms, who breaks what, what changed when.':
    '用存储的运行生成静态网站：谁符合，谁违反了什么，何时有何变化。',
  'where runs are kept: a folder or postgres://... (repeatable; default: ROMA_STORE, else reports)':
    '运行的存储位置：文件夹或 postgres://...（可重复；默认：ROMA_STORE，否则为 reports）',
  'where the site is written; other files in it stay': '站点写入的位置；其中的其他文件保留',
  'where the site will stand, so that the feed has whole links': '站点将来的地址，使订阅源中的链接完整',
  'Sign a statement about a report and its record (in-toto test result, DSSE): attestation.json beside them.':
    '为报告及其记录签署声明（in-toto 测试结果，DSSE）：在旁边写入 attestation.json。',
  'a report.json, or the folder that it lies in': 'report.json，或其所在的文件夹',
  'private key: Ed25519 or ECDSA P-256, as PEM': '私钥：Ed25519 或 ECDSA P-256，PEM 格式',
  '\nExit codes:\n  0    signed\n  2    usage or configuration error; report and record do not belong together':
    '\n退出码：\n  0    已签名\n  2    用法或配置错误；报告与记录不对应',
  'Is this report what it says? Signature, digests, schema, and the record judged again. Sends nothing.':
    '报告是否如其所述？检查签名、摘要、Schema，并重新判定记录。不发送任何请求。',
  'holds report.json, record.jsonl and attestation.json': '含有 report.json、record.jsonl 和 attestation.json',
  'public key of whoever signed, as PEM (with --submission: key.pem beside the versions)':
    '签名者的公钥，PEM 格式（使用 --submission 时：各版本旁的 key.pem）',
  'hold the folder to docs/submit-a-report.md too': '同时检查文件夹是否符合 docs/submit-a-report.md',
  'text, json or markdown': 'text、json 或 markdown',
  '\nExit codes:\n  0    the report stands\n  1    it does not\n  2    usage or configuration error':
    '\n退出码：\n  0    报告成立\n  1    报告不成立\n  2    用法或配置错误',
  'Judge a record again, by the checks of this version. Sends nothing.':
    '用本版本的检查重新判定一份记录。不发送任何请求。',
  'the record.jsonl that verify left, or the folder that it lies in': 'verify 留下的 record.jsonl，或其所在的文件夹',
  'a failed SHOULD is non-conformant too (default: as in the run)':
    'SHOULD 检查不通过也算不符合（默认：与该次运行相同）',
  'What verify would send, to which devices. Sends nothing.': 'verify 会发送什么请求、涉及哪些设备。不发送任何请求。',
  'only checks whose id matches (repeatable)': '只包括 ID 匹配的检查（可重复）',
  'without checks whose id matches (repeatable)': '不包括 ID 匹配的检查（可重复）',
  'the plan for the built-in mock deployment': '内置模拟系统的计划',
  'list the generated requests too, as verify --explore sends them to a deployment without faults':
    '同时列出生成的请求，即 verify --explore 向没有缺陷的系统发送的请求',
  'with --explore: the seed of verify': '与 --explore 一起使用：verify 的种子',
  'print each request as a curl command': '把每个请求打印为 curl 命令',
  'print the plan as JSON': '以 JSON 打印计划',
  'Write a commented deployment file. Asks on a terminal, takes flags in a pipe; sends nothing.':
    '写一份带注释的部署文件。在终端上会提问，在管道中使用选项；不发送任何请求。',
  'the file to write': '要写的文件',
  'name of the deployment, for its reports': '被测系统的名称，用于报告',
  'scheme, host, port and path prefix': '协议、主机、端口和路径前缀',
  'token, iam or aksk': 'token、iam 或 aksk',
  'test devices that may be taken offline, such as 20001,20002': '可以强制下线的测试设备，例如 20001,20002',
  'ids that no device has, such as 70000000-70009999': '没有设备使用的 ID，例如 70000000-70009999',
  'broker that the devices log in to': '设备登录的 MQTT 服务器',
  'overwrite the file': '覆盖已有的文件',
  '\nExit codes:\n  0    written\n  2    usage or configuration error, nothing was written':
    '\n退出码：\n  0    已写入\n  2    用法或配置错误，没有写入任何内容',
  'Is everything there that verify needs? Takes nothing offline: it sends no force-offline.':
    'verify 所需的一切是否齐备？不会使设备下线：不发送强制下线请求。',
  'as JSON': '以 JSON 打印',
  'print the rows as JSON': '以 JSON 打印各行',
  'Start the mock deployment and print a deployment file for it.': '启动模拟系统，并为其打印一份部署文件。',
  'HTTP port; 0 takes a free one': 'HTTP 端口；0 表示自动选择',
  'MQTT port; 0 takes a free one': 'MQTT 端口；0 表示自动选择',
  'edition that it follows': '所遵循的 API 文档版本',
  'what the printed file logs in with: token, iam or aksk': '打印的文件所用的登录方式：token、iam 或 aksk',
  'a named fault (repeatable)': '一种已命名的缺陷（可重复）',
  'a named lawful variant (repeatable)': '一种已命名的合法变体（可重复）',
  'milliseconds added to every answer': '每个响应增加的延迟，单位毫秒',
  'list the faults and end': '列出全部缺陷后结束',
  'list the lawful variants and end': '列出全部合法变体后结束',
  'List the checks: id, level, clauses, title.': '列出检查：ID、级别、条款、标题。',
  'Print the version, and the editions that are known.': '显示版本，以及已知的 API 文档版本。',
  'no such command: {0}{1}': '没有这个命令：{0}{1}',
  'stdout cannot be written ({0})\n': '无法写入标准输出（{0}）\n',
  '[options]': '[选项]',
  '[command]': '[命令]',
  ' (default: {0})': '（默认：{0}）',
  "unknown option '{0}'": '未知的选项“{0}”',
  "unknown command '{0}'": '未知的命令“{0}”',
  "missing required argument '{0}'": '缺少参数“{0}”',
  "option '{0}' argument missing": '选项“{0}”缺少参数',
  "required option '{0}' not specified": '缺少必需的选项“{0}”',
  "too many arguments for '{0}'. Expected {1} but got {2}.": '“{0}”的参数过多：最多 {1} 个，实际 {2} 个。',
  '(Did you mean {0}?)': '（是否指 {0}？）',
  'Usage:': '用法：',
  'Options:': '选项：',
  'Commands:': '命令：',
  'Arguments:': '参数：',
  'Global Options:': '全局选项：',
  '{0} or {1} (default: ROMA_LANG, else that of the locale)': '{0} 或 {1}（默认：ROMA_LANG，否则为系统区域设置的语言）',
  '{0} and {1}': '{0} 和 {1}',
};
