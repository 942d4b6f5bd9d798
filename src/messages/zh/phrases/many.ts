/** What `fleet`, `site` and shards say. By the English in place, with {0}, {1} for what is put in. */
export const many: Readonly<Record<string, string>> = {
  '1 job waits for a worker.\n': '有 1 个任务等待执行。\n',
  '{0} jobs wait for a worker.\n': '有 {0} 个任务等待执行。\n',
  'fleet schedule off takes no file': 'fleet schedule off 不接受文件',
  'There is no schedule any more.\n': '已没有定时计划。\n',
  '{0} deployments at "{1}" ({2}), as long as a worker runs.\n':
    '只要有工作进程在运行，就会按“{1}”（{2}）检测 {0} 个被测系统。\n',
  '{0} waiting, {1} to be tried again, {2} running, {3} done, {4} failed for good':
    '等待 {0} 个，待重试 {1} 个，运行中 {2} 个，已完成 {3} 个，最终失败 {4} 个',
  'Schedule: {0} deployments at "{1}" ({2})': '定时计划：{0} 个被测系统，“{1}”（{2}）',
  'jobs that run go back into the queue': '正在运行的任务放回队列',
  'Waiting for jobs, {0} at a time.\n': '等待任务，同时最多 {0} 个。\n',
  '{0}: will be tried again: {1}': '{0}：将重试：{1}',
  '{0}: failed for good: {1}': '{0}：最终失败：{1}',
  '{0}: given back': '{0}：已放回队列',
  'name the deployment files, folders or globs that go into the queue': '请指定要放入队列的部署文件、文件夹或通配符',
  'ROMA_SHARDS={0}: the number of shards is wanted, from 1 to {1}': 'ROMA_SHARDS={0}：应为分片数，1 到 {1}',
  'ROMA_SHARDS is set and JOB_COMPLETION_INDEX is not; give the Job completionMode: Indexed, or name the shard: --shard 2/8':
    '设置了 ROMA_SHARDS，但没有设置 JOB_COMPLETION_INDEX；请为 Job 设置 completionMode: Indexed，或指定分片：--shard 2/8',
  'JOB_COMPLETION_INDEX={0}: with ROMA_SHARDS={1} it goes from 0 to {2}; set ROMA_SHARDS to the completions of the Job':
    'JOB_COMPLETION_INDEX={0}：ROMA_SHARDS={1} 时应为 0 到 {2}；请把 ROMA_SHARDS 设为 Job 的 completions',
  '--shard {0}: write which shard of how many, such as --shard 2/8':
    '--shard {0}：请写明第几片、共几片，例如 --shard 2/8',
  '--shard {0}: there are from 1 to {1} shards; write, for example, --shard 2/8':
    '--shard {0}：分片数应为 1 到 {1}；例如 --shard 2/8',
  '--shard {0}: the first shard is 1/{1} and the last {2}/{3}': '--shard {0}：第一片是 1/{1}，最后一片是 {2}/{3}',
  '{0}: cannot be written ({1})': '{0}：无法写入（{1}）',
  '--out {0}: {1} is a link or a file; name the folder that is meant':
    '--out {0}：{1} 是链接或文件；请指定实际的文件夹',
  '--out {0}: {1} is there and is no file of an earlier site; name another folder, or move it away':
    '--out {0}：{1} 已存在，且不是先前生成的站点文件；请指定另一个文件夹，或将其移走',
  '{0}: no list that an earlier site wrote; remove it, or name another folder':
    '{0}：不是先前生成的站点所写的清单；请删除，或指定另一个文件夹',
  'There is no run in {0}; nothing was written.\n': '{0} 中没有运行；没有写入任何内容。\n',
  '{0}: {1}, {2}. Open {3}/index.html, or publish the folder.\n':
    '{0}：{1}，{2}。请打开 {3}/index.html，或发布该文件夹。\n',
  'Left out, because this version cannot read them: {0}\n': '此版本无法读取而略去的运行：{0}\n',
  '  and {0} more\n': '  另有 {0} 个\n',
  '--lang {0}: not known; {1}': '--lang {0}：未知；{1}',
  '--url: an address such as https://acme.github.io/roma/ is wanted':
    '--url：应为地址，例如 https://acme.github.io/roma/',
  '{0}: name: {1} is the name of a file of reports; rename it': '{0}：name：{1} 是报告文件的名称；请改名',
  'Summary: {0}\n': '汇总：{0}\n',
  '{0}; the verdicts above stand\n': '{0}；以上结论仍然有效\n',
  "the database of the fleet cannot be reached ({0}); start a PostgreSQL, such as Debian's package postgresql, make a database (createdb roma), and name it: ROMA_STORE=postgres://user:password@host/roma":
    '无法连接 fleet 的数据库（{0}）；请启动 PostgreSQL，例如 Debian 的 postgresql 软件包，创建数据库（createdb roma），并指明：ROMA_STORE=postgres://user:password@host/roma',
  'a fleet has its queue in PostgreSQL; name a database with --store or ROMA_STORE: postgres://user:password@host/roma':
    'fleet 的队列在 PostgreSQL 中；请用 --store 或 ROMA_STORE 指明数据库：postgres://user:password@host/roma',
  '"{0}" is no schedule ({1}); write minute, hour, day, month and weekday, such as "0 3 * * *" for 3:00 each day':
    '“{0}”不是定时计划（{1}）；请写分、时、日、月、星期，例如 “0 3 * * *” 表示每天 3:00',
  '{0}: name: a name of letters, digits, ".", "_" and "-" is wanted, written out':
    '{0}：name：应为由字母、数字、“.”、“_”和“-”组成的名称，并直接写出',
  '{0}: the job and its deployment have different names': '{0}：任务与其被测系统的名称不同',
  '{0}: is written out, and a queue keeps no secret; write ${NAME}, and set it where workers run': `{0}：直接写出了值，而队列不保存机密；请写 \${NAME}，并在工作进程所在的机器上设置`,
  'headers: the value of number {0} is written out, and may be a secret; write ${NAME} in it': `headers：第 {0} 个值直接写出，可能是机密；请在其中写 \${NAME}`,
  'tls.key: a private key stays out of the queue; write ${NAME}, and set it to the whole path of the key where workers run': `tls.key：私钥不进入队列；请写 \${NAME}，并在工作进程所在的机器上设为私钥的完整路径`,
  'tls.{0}: is no PEM file with a certificate': 'tls.{0}：不是含有证书的 PEM 文件',
  'its thread ended before it was done': '其线程在完成之前结束',
  'its thread gave no sign of life for {0} s': '其线程 {0} 秒没有动静',
  'it was not done after {0} s, which is past all its limits': '{0} 秒后仍未完成，超过了所有限制',
  'another task of its thread did not end': '同一线程的另一任务没有结束',
};
