/** What other commands say. By the English in place, with {0}, {1} for what is put in. */
export const command: Readonly<Record<string, string>> = {
  'init was ended before its last answer; nothing is written': 'init 在最后一个回答之前结束；没有写入任何内容',
  '{0} {1}: no check has such an id{2}': '{0} {1}：没有检查具有这样的 ID{2}',
  '--only and --skip leave no check to run': '--only 和 --skip 没有留下任何检查',
  '; the families are {0}, and `roma-conformance checks` lists their checks':
    '；检查分为 {0}，`roma-conformance checks` 会列出全部检查',
  '; did you mean "{0}"?': '；是否指“{0}”？',
  ' (provisional in {0})': '（{0} 版起试行）',
  '{0}, so it does not have all of the run\n': '{0}，因此其中没有整个运行的内容\n',
  'The record is whole: roma-conformance report {0} --out FOLDER makes its report\n':
    '记录是完整的：可用 roma-conformance report {0} --out FOLDER 由它生成报告\n',
  '{0}; the verdict above stands, but there is no report of it\n': '{0}；以上结论仍然有效，但没有相应的报告\n',
  'Reports: {0}\n': '报告：{0}\n',
  '{0}: cannot be read (ENOENT)': '{0}：无法读取（ENOENT）',
  '{0}: the folder holds no deployment file (*.yaml, *.yml, *.json); name the folder that does, or a glob such as "{1}"':
    '{0}：文件夹中没有部署文件（*.yaml、*.yml、*.json）；请指定其所在的文件夹，或使用通配符，例如“{1}”',
  '{0}: no file fits this glob; check the path, and quote it so that the shell leaves it alone':
    '{0}：没有文件与该通配符匹配；请检查路径，并加引号以免被 Shell 展开',
  '{0}: the folder cannot be read ({1}); check its permissions': '{0}：无法读取文件夹（{1}）；请检查权限',
  '--out {0}: {1} is a link to elsewhere; name the folder that is meant':
    '--out {0}：{1} 是指向别处的链接；请指定实际的文件夹',
  '--out {0}: {1} cannot be written to ({2}); name another folder':
    '--out {0}：无法写入 {1}（{2}）；请指定另一个文件夹',
  '--format {0}: no such format; {1}': '--format {0}：没有这种格式；{1}',
  'there are {0}': '可用的有 {0}',
  'did you mean {0}?': '是否指 {0}？',
  'Name of the deployment, for its reports': '被测系统的名称，用于报告',
  'Base URL, such as https://roma.example.com': '基础地址，例如 https://roma.example.com',
  'project_id of the path': '路径中的 project_id',
  'instance_id of the path': '路径中的 instance_id',
  'Credential: token, iam or aksk': '凭证：token、iam 或 aksk',
  'Test devices that may be taken offline, such as 20001,20002': '可以强制下线的测试设备，例如 20001,20002',
  'Ids that no device has, such as 70000000 or 70000000-70009999 (may be empty)':
    '没有设备使用的 ID，例如 70000000 或 70000000-70009999（可以为空）',
  'Broker that the devices log in to (may be empty)': '设备登录的 MQTT 服务器（可以为空）',
  '{0} is there already; name another file, or overwrite it with --force':
    '{0} 已存在；请指定另一个文件，或用 --force 覆盖',
  '{0} is written.': '已写入 {0}。',
  'Set in the environment, or in .env of the folder that commands are run in: {0}':
    '请在环境变量中设置，或写入运行命令所在文件夹的 .env：{0}',
  '{0}: no option is called {1}; {2}': '{0}：没有名为 {1} 的选项；{2}',
  'verify: a deployment is wanted, as loadDeploymentFile(path, process.env) gives it':
    'verify：需要 loadDeploymentFile(path, process.env) 给出的被测系统',
  'render: {0} is no format; {1}': 'render：没有格式 {0}；{1}',
  '{0} {1} ({2})': '{0} {1}（{2}）',
  'is a file, or lies below one, where a folder is wanted; name another path':
    '是文件或位于文件之下，而这里需要文件夹；请指定另一个路径',
  'is a folder where a file is wanted; name a file': '是文件夹，而这里需要文件；请指定文件',
  'is closed to you; check its permissions, or name another path': '无权访问；请检查权限，或指定另一个路径',
  'lies where nothing can be written; name another path': '位于不可写入之处；请指定另一个路径',
  'has no room left on its disk; make room, or name another path': '所在磁盘空间已满；请腾出空间，或指定另一个路径',
  'is too long for a name; shorten it': '名称过长；请缩短',
  'is a link that leads back to itself; name the path that is meant': '是指回自身的链接；请指定实际的路径',
  '{0} holds a signed report, which would be overwritten; name another folder with --out':
    '{0} 中有已签名的报告，会被覆盖；请用 --out 指定另一个文件夹',
  '{0} holds the report of another run, which would be overwritten; name another folder with --out':
    '{0} 中有另一次运行的报告，会被覆盖；请用 --out 指定另一个文件夹',
  '--submission wants a folder results/<vendor>/<version>, with {0} in results/<vendor>; {1} is not there':
    '--submission 需要文件夹 results/<vendor>/<version>，{0} 位于 results/<vendor>；{1} 不存在',
  'Next: roma-conformance doctor {0}, then plan, then verify.':
    '下一步：roma-conformance doctor {0}，然后 plan，再 verify。',
  'init asks on a terminal; here it needs {0}': 'init 在终端上会提问；在这里需要 {0}',
  '--auth {0}: token, iam or aksk is wanted': '--auth {0}：应为 token、iam 或 aksk',
  '{0} {1}: "{2}" is no id; numbers with commas are wanted': '{0} {1}：“{2}”不是 ID；应为以逗号分隔的数字',
  'no deployment: name a deployment file, set ROMA_BASE_URL and its companions, or use --mock':
    '没有被测系统：请指定部署文件，或设置 ROMA_BASE_URL 及相关变量，或使用 --mock',
  '{0}: name: "{1}" is the name of {2} too; reports would overwrite each other, rename one':
    '{0}：name：“{1}”也是 {2} 的名称；报告会互相覆盖，请改名',
  '{0}: waivers[{1}].check: no check has the id "{2}"{3}': '{0}：waivers[{1}].check：没有 ID 为“{2}”的检查{3}',
  'writing the report of what was seen': '正在写入已看到的内容的报告',
  '\nInterrupted: {0}. Once more to quit at once.\n': '\n已中断：{0}。再按一次立即退出。\n',
  '{0} {1}: no such language; there are {2}': '{0} {1}：没有这种语言；可用的有 {2}',
  '{0} cannot be written ({1})': '无法写入 {0}（{1}）',
  'the instance is': '该实例',
  'an MQTT client that a test device logs in as is': '测试设备登录所用的 MQTT 客户端',
  '{0}: {1} in use by another run{2}, and each would see what the other one does; wait for it to end':
    '{0}：{1}正被另一次运行{2}使用，双方都会看到对方的影响；请等待其结束',
  '{0} was left by a run that is gone, and cannot be removed ({1}); remove it':
    '{0} 由已结束的运行留下，无法删除（{1}）；请手动删除',
  'port {0} is in use; name another with --port or --mqtt-port, or 0 for a free one':
    '端口 {0} 已被占用；请用 --port 或 --mqtt-port 指定另一个，或用 0 自动选择',
  '--auth {0}: {1} are known': '--auth {0}：可用的有 {1}',
  'The mock has ended; to repeat the commands, start it again and export what it says:\n  {0}\n':
    '模拟系统已结束；如需重新执行这些命令，请再次启动它，并执行它给出的 export：\n  {0}\n',
  "For the commands of a report: export ROMA_BASE_URL='{0}' ROMA_AUTH_TOKEN='{1}'\n":
    "用于报告中的命令：export ROMA_BASE_URL='{0}' ROMA_AUTH_TOKEN='{1}'\n",
  'The mock deployment is running; save the lines above as a deployment file. Ctrl-C ends it.\n':
    '模拟系统正在运行；请把以上内容保存为部署文件。按 Ctrl-C 结束。\n',
  '{0} {1}: a whole number from 0 to 65535 is wanted': '{0} {1}：应为 0 到 65535 之间的整数',
  '{0} {1}: a whole number from {2} to {3} is wanted': '{0} {1}：应为 {2} 到 {3} 之间的整数',
  '--seed needs --explore': '--seed 需要 --explore',
  '--explore {0}: a number of requests from 1 to {1} is wanted': '--explore {0}：应为 1 到 {1} 之间的请求数',
  '--seed {0}: a whole number from -2147483648 to 2147483647 is wanted, as reports show it':
    '--seed {0}：应为 -2147483648 到 2147483647 之间的整数，即报告中显示的值',
  '{0} is in use by another run{1}; name another --out, or wait for it':
    '{0} 正被另一次运行{1}使用；请指定另一个 --out，或等待其结束',
  '{0}, of an earlier run, cannot be removed ({1})': '无法删除上一次运行的 {0}（{1}）',
  '--only-failed: {0} is no report of an earlier run; verify without --only-failed first':
    '--only-failed：{0} 不是上一次运行的报告；请先不带 --only-failed 运行 verify',
  '--only-failed: nothing failed in {0}, so there is nothing to run':
    '--only-failed：{0} 中没有不通过的检查，因此无需运行',
  'GITHUB_STEP_SUMMARY cannot be written ({0})\n': '无法写入 GITHUB_STEP_SUMMARY（{0}）\n',
  '--mock takes no deployment file: name files or use --mock, not both':
    '--mock 不接受部署文件：请指定文件或使用 --mock，二者选一',
  '--fault and --variant need --mock': '--fault 和 --variant 需要 --mock',
  '--edition needs --mock; a deployment file names its edition itself': '--edition 需要 --mock；部署文件自己指明版本',
  ', about {0} s left': '，还需约 {0} 秒',
  ', about {0} min left': '，还需约 {0} 分钟',
  '{0} of {1} checks': '已完成 {0}/{1} 项检查',
  '{0} of {1} interactions': '已完成 {0}/{1} 个交互',
  '{0} of {1} {2}': '已完成 {0}/{1} {2}',
  '--only-failed and --only: name one of them': '--only-failed 和 --only：只能使用其一',
  '--shard splits a list of deployment files: name files, a folder or a glob':
    '--shard 用于拆分一组部署文件：请指定多个文件、文件夹或通配符',
  'Shard {0}/{1}: nothing to do in this shard.\n': '分片 {0}/{1}：没有要做的事。\n',
  '{0}: {1} waived; copy them into the deployment file\n': '{0}：已豁免 {1} 项；请复制到部署文件中\n',
  '--reason, --owner and --expires need --write-waivers': '--reason、--owner 和 --expires 需要 --write-waivers',
  '--write-waivers needs --reason, --owner and --expires: a waiver has all three':
    '--write-waivers 需要 --reason、--owner 和 --expires：豁免时三者缺一不可',
  '--write-waivers {0}: {1} cannot be written to ({2})': '--write-waivers {0}：无法写入 {1}（{2}）',
  'is no address; write http://host:port': '不是地址；请写 http://host:port',
  'a proxy of the kind {0} is not known; http and https are': '未知的代理类型 {0}；可用的有 http 和 https',
  'its user or password has a % that begins no escape; write %25 for it':
    '其用户名或密码中有不属于转义的 %；请写成 %25',
  'HTTPS_PROXY (or ALL_PROXY): {0}': 'HTTPS_PROXY（或 ALL_PROXY）：{0}',
  'waiting for late effects': '等待延迟的影响',
  judging: '正在判定',
  exploring: '正在探索',
  fault: '缺陷',
  variant: '变体',
  'there is no {0} {1}; {2} names them': '没有{0} {1}；{2} 会列出全部',
  'there is no {0} {1}; did you mean {2}?': '没有{0} {1}；是否指 {2}？',
  '(credential: {0})': '（凭证：{0}）',
  '(instance: {0})': '（实例：{0}）',
  '(header {0})': '（请求头 {0}）',
  'device {0}': '设备 {0}',
  'is larger than {0} MiB; name the right file': '大于 {0} MiB；请指定正确的文件',
  'is no regular file but a pipe, a socket or a device; name a file':
    '不是普通文件，而是管道、套接字或设备文件；请指定文件',
  'is a folder; name a file in it': '是文件夹；请指定其中的文件',
  'a link; a file is wanted': '是链接；应为文件',
  'roma-conformance failed, which is a fault of the suite and says nothing about the deployment.':
    'roma-conformance 发生故障：这是本套件自身的问题，与被测系统无关。',
};
