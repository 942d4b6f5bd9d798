// Writes the pages of the library's API to docs/api/ (not kept in git); with --check it only looks. Fails where an export
// has no description or does not say since when it is there, where a member has none, on a link that leads nowhere, and on
// a type that is used and not exported. What is generated from schemas is described there.
import { Application, ReflectionKind } from 'typedoc';

const app = await Application.bootstrap({
  entryPoints: ['src/index.ts', 'src/client/index.ts'],
  tsconfig: 'tsconfig.build.json',
  out: 'docs/api',
  name: 'roma-conformance',
  readme: 'none',
  githubPages: false,
  disableGit: true,
  sourceLinkTemplate: 'https://example.com/{path}#L{line}',
  disableSources: true,
  excludeExternals: true,
  excludeInternal: true,
  validation: { notExported: true, invalidLink: true, notDocumented: false },
  // A line of a record, which callers write down and do not read; the second name of a type; what a type is made of.
  intentionallyNotExported: ['Entry', 'Outcome', 'LANGUAGES'],
});
const project = await app.convert();
if (project) {
  app.validate(project);
  for (const entry of project.children ?? []) for (const exported of entry.children ?? []) look(exported);
  if (!process.argv.includes('--check') && !app.logger.hasWarnings()) await app.generateOutputs(project);
}
if (!project || app.logger.hasErrors() || app.logger.hasWarnings()) process.exitCode = 1;

function look(exported) {
  const files = project.getSymbolIdFromReflection(exported)?.fileName ?? '';
  if (files.endsWith('.gen.ts') || exported.kindOf(ReflectionKind.Reference)) return;
  const comment = exported.comment ?? exported.signatures?.[0]?.comment;
  if (!comment?.hasVisibleComponent()) app.logger.warn(`${exported.name} has no description`);
  else if (!comment.getTag('@since')) app.logger.warn(`${exported.name} does not say since when it is there (@since)`);
  for (const member of exported.children ?? []) {
    const said = member.comment ?? member.signatures?.[0]?.comment ?? member.getSignature?.comment;
    if (!said && !member.kindOf(ReflectionKind.Constructor) && !member.inheritedFrom)
      app.logger.warn(`${exported.name}.${member.name} has no description`);
  }
}
