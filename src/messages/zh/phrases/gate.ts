/** What `gate` says around its changes, and why it does not start. By the English in place, with {0}, {1} for what is put in. */
export const gate: Readonly<Record<string, string>> = {
  'is no class; write breaking, warning, compatible or off, or below it one of these for breaking, warning and compatible each':
    '不是类别；请写 breaking、warning、compatible 或 off，或在其下为 breaking、warning、compatible 各写一个',
  'gate needs --base and --head: an edition, an OpenAPI document, a pact, or git:REV:PATH':
    'gate 需要 --base 和 --head：版本、OpenAPI 文档、契约或 git:REV:PATH',
  '--fail-on {0}: {1} is wanted': '--fail-on {0}：应为 {1}',
  '--fail-on bump: {0} Write info.version as 1.2.3 in both documents.':
    '--fail-on bump：{0} 请在两份文档中把 info.version 写成 1.2.3 的形式。',
  '--reason, --owner and --expires need --write-allow': '--reason、--owner 和 --expires 需要 --write-allow',
  '--write-allow needs --reason, --owner and --expires: an accepted change has all three':
    '--write-allow 需要 --reason、--owner 和 --expires：接受变更时三者缺一不可',
  '--expires {0}: a day is wanted, such as 2027-01-31': '--expires {0}：应为日期，例如 2027-01-31',
  '--expires {0}: that day is past; name one that is to come': '--expires {0}：该日期已过；请填写将来的日期',
  '--max-seconds {0}: a whole number from 1 is wanted': '--max-seconds {0}：应为不小于 1 的整数',
  'the documents': '这些文档',
  '{0} take more than {1} s of processor time, so they were left ({2})':
    '{0}占用的处理器时间超过 {1} 秒，因此已放弃（{2}）',
  '{0} take more than {1} MB of memory, so they were left': '{0}占用的内存超过 {1} MB，因此已放弃',
  'the documents lead into each other, or into themselves, too deeply to be compared':
    '这些文档相互引用或引用自身的层次过深，无法比较',
  'the documents hold a pattern that is none: {0}': '这些文档含有无效的正则表达式：{0}',
  '{0}: {1} accepted; commit it, and name it with --allow\n':
    '{0}：已接受 {1} 处变更；请提交该文件，并用 --allow 指定\n',
  '{0}: no JSON; --write-allow writes such a file': '{0}：不是 JSON；--write-allow 会写这样的文件',
  '{0}: the fingerprint {1} is there twice': '{0}：指纹 {1} 出现了两次',
  'is empty': '为空',
  'there is no such rule{0}': '没有这样的规则{0}',
  '; docs/gate.md lists them': '；docs/gate.md 列出了全部规则',
  '; did you mean {0}?': '；是否指 {0}？',
  '--semver holds one version against another: name two documents': '--semver 用于比较两个版本号：请指定两份文档',
  '{0} is a folder of documents, and the other side is none; name two folders or two documents':
    '{0} 是含有多份文档的文件夹，而另一方不是；请指定两个文件夹或两份文档',
  '{0}: none of the {1} operations passes `paths` and `tags`, so nothing would be compared; mend the filter':
    '{0}：{1} 个接口中没有一个通过 `paths` 和 `tags`，因此没有可比较的内容；请修正过滤条件',
  'OpenAPI {0} is not known; 3.0, 3.1 and Swagger 2.0 are': '不支持 OpenAPI {0}；支持 3.0、3.1 和 Swagger 2.0',
  'neither an OpenAPI document (openapi, swagger) nor a pact (consumer, interactions); an edition is named by its date or its folder':
    '既不是 OpenAPI 文档（openapi、swagger），也不是契约（consumer、interactions）；版本请用日期或文件夹指明',
  '{0}: neither an edition ({1}) nor a folder of OpenAPI documents; {2}':
    '{0}：既不是版本（{1}），也不是含有 OpenAPI 文档的文件夹；{2}',
  'it is empty': '它是空的',
  'none of its files is one': '其中没有这样的文件',
  '{0}: cannot be read ({1})': '{0}：无法读取（{1}）',
  '{0} is no file and no edition; editions are {1}{2}': '{0} 既不是文件也不是版本；版本有 {1}{2}',
  '--root {0}: no such folder': '--root {0}：没有这个文件夹',
  '{0}: a reference leads to {1}, which is outside --root {2}; name a folder that holds both':
    '{0}：有引用指向 {1}，它在 --root {2} 之外；请指定同时包含两者的文件夹',
  '{0}: a reference leads to {1}, which is outside its folder and its repository; name the folder that holds both with --root':
    '{0}：有引用指向 {1}，它在该文件所在的文件夹和仓库之外；请用 --root 指定同时包含两者的文件夹',
  'cannot be read ({0})': '无法读取（{0}）',
  '{0}: git:REV:PATH is wanted, such as git:main:api/openapi.yaml':
    '{0}：应为 git:REV:PATH，例如 git:main:api/openapi.yaml',
  '{0}: cannot be read{1}': '{0}：无法读取{1}',
  '{0}: {1} cannot be read from {2}{3}{4}': '{0}：无法从 {2} 读取 {1}{3}{4}',
  'Settings: {0}': '设置：{0}',
  'and {0} more compatible changes (--format json has them all)': '还有 {0} 处兼容变更（--format json 列出全部）',
  '✗ breaks {0}: {1}': '✗ 破坏 {0}：{1}',
  'No situation of these pacts breaks: {0}': '这些契约没有情形被破坏：{0}',
  'Alters what clauses {0} are about, judged by {1}': '涉及条款 {0}，由 {1} 判定',
  'accepted: {0} ({1}, until {2})': '已接受：{0}（{1}，至 {2}）',
  'accepted ({0})': '已接受（{0}）',
  'The allow file is out of date': '允许清单已过时',
  '; an entry of the allow file must go': '；允许清单中有 1 条应当删除',
  '; {0} entries of the allow file must go': '；允许清单中有 {0} 条应当删除',
  '  used in: {0}': '  用于：{0}',
  Breaking: '破坏性变更',
  'Compatible, with warnings': '兼容，但有警告',
  Compatible: '兼容',
  breaking: '破坏性',
  warning: '警告',
  compatible: '兼容',
  'no change': '没有变化',
  ' and {0} more': ' 等，另有 {0} 项',
  ' ({0} there)': '（此处为{0}）',
  'and {0} more places': '另有 {0} 处',
  'The changes ask for no new version': '这些变更不要求新的版本号',
  'The changes ask for a {0} version': '这些变更要求提升 {0} 版本号',
  '{0}; {1} states none.': '{0}；{1}没有写明版本号。',
  'the base': '变更前',
  'the head': '变更后',
  '{0}; {1} is not counted as major.minor.patch.': '{0}；{1} 不是“主.次.修订”形式的版本号。',
  '{0}; {1} goes back.': '{0}；{1} 是倒退。',
  'the version stayed {0}': '版本号仍为 {0}',
  '{0} is a {1} one': '{0} 提升了 {1} 版本号',
  '{0}; {1}: enough.': '{0}；{1}：足够。',
  '{0}; {1}: too little.': '{0}；{1}：不够。',
  '; paths count from the root of the repository; did you mean git:{0}:./{1}?':
    '；路径从仓库根目录算起；是否指 git:{0}:./{1}？',
  '--out {0}: {1} is printed, so nothing would be written; name a format that has a file':
    '--out {0}：{1} 只会打印出来，因此不会写入任何文件；请指定有文件的格式',
  '{0}: it describes no operation': '{0}：其中没有描述任何接口',
  '{0}: add --operation all to compare all its operations, or --operation "{1}" for one; without it {2} is compared, which is not in it':
    '{0}：请加上 --operation all 以比较其中的全部接口，或用 --operation "{1}" 只比较一个；不指定时比较的是 {2}，而它不在其中',
  '{0}: the operation {1} is not in it; there are {2}; name one with --operation, or all':
    '{0}：其中没有接口 {1}；现有 {2}；请用 --operation 指定其中之一，或 all',
  'the allow file has an entry that must go ({0}): {1}': '允许清单中有一条应当删除（{0}）：{1}',
};
