// What the licences of bundled packages ask for: their names, versions and licence texts go with the bundle.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folders of the packages that bundles have something of, by what esbuild says of them. */
export function bundledPackages(metafiles) {
  return [...new Set(metafiles.flatMap(packagesIn))].sort();
}

function packagesIn({ inputs, outputs }) {
  const used = new Set(
    Object.values(outputs).flatMap(({ inputs: parts }) =>
      Object.keys(parts).filter((file) => parts[file].bytesInOutput > 0),
    ),
  );
  const folders = new Set();
  for (const file of Object.keys(inputs)) {
    const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
    if (folder !== undefined && used.has(file)) folders.add(folder);
  }
  return [...folders];
}

/** Their notices, one after the other. Throws where a package says nothing of its licence. */
export function noticesOf(metafiles) {
  const notices = bundledPackages(metafiles).map((folder) => {
    const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const files = licenceFiles(folder);
    if (typeof license !== 'string' && files.length === 0) throw new Error(`${folder} says nothing of its licence`);
    const by = typeof author === 'object' && author !== null ? author.name : author;
    const title = [`${name} ${version}`, license ?? 'see below', ...(by ? [`by ${by}`] : [])].join(' - ');
    const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
    return [title, ...(texts.length > 0 ? texts : [textOf(license, folder)])].join('\n\n');
  });
  const head = 'roma-conformance contains code of the following packages, each under its own licence.';
  return `${[head, ...notices].join(`\n\n${'-'.repeat(80)}\n`)}\n`;
}

const licenceFiles = (folder) =>
  readdirSync(folder)
    .filter((name) => /^(licen[cs]e|copying|notice)([-._].*)?$/i.test(name))
    .sort();

/** Of a package without a file for it: what its README says, else that there is no text. */
function textOf(license, folder) {
  const text = readdirSync(folder)
    .filter((name) => /^readme/i.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .map((readme) => /^#+\s*licen[cs]e[^\n]*\n([\s\S]*?)(?=^#|$(?![\s\S]))/im.exec(readme)?.[1]?.trim())
    .find((found) => found && found.length > 200);
  return text ?? `Licensed under ${license}; the package ships no text of it.`;
}
