import { createPrivateKey, X509Certificate } from 'node:crypto';
import { isAbsolute, resolve as resolvePath } from 'node:path';
import { tell } from '../messages/speech.ts';
import type { Tls } from './deployment.ts';
import type { Problem } from './problem.ts';
import { readText } from './text-file.ts';
import { at } from './tree.ts';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** Reads the files that `tls` names and shows that they can be used: whoever is wrong here is told before anything is sent. */
export function readTls(tree: unknown, baseDir: string): { tls: Tls; problems: Problem[] } {
  const problems: Problem[] = [];
  const note = (key: string, text: string) => problems.push({ pointer: `/tls/${key}`, text });
  const read = (key: string): string | null => {
    const path = at(tree, 'tls', key);
    if (typeof path !== 'string' || path === '') return null;
    const found = readText(isAbsolute(path) ? path : resolvePath(baseDir, path));
    if ('text' in found) return found.text;
    note(key, found.problem);
    return null;
  };
  const ca = read('ca');
  if (ca !== null && certificatesIn(ca).length === 0)
    note('ca', tell`is no PEM file with a certificate; name one that has -----BEGIN CERTIFICATE-----`);
  else if (ca !== null && !certificatesIn(ca).every(isCertificate))
    note('ca', tell`holds a certificate that cannot be read; save it again as PEM`);
  const [cert, key] = [read('cert'), read('key')];
  const [own] = cert === null ? [] : certificatesIn(cert);
  if (cert !== null && (own === undefined || !isCertificate(own)))
    note('cert', tell`is no PEM file with a certificate; name one that has -----BEGIN CERTIFICATE-----`);
  if (key !== null) {
    const privateKey = keyOf(key);
    if (!privateKey)
      note(
        'key',
        tell`is no PEM file with a private key without a passphrase; name one that has -----BEGIN PRIVATE KEY-----`,
      );
    else if (own !== undefined && isCertificate(own) && !new X509Certificate(own).checkPrivateKey(privateKey))
      note('key', tell`is not the key of the certificate in tls.cert; name the one that belongs to it`);
  }
  const isNamed = (name: string) => at(tree, 'tls', name) !== undefined;
  if (isNamed('cert') !== isNamed('key'))
    note(isNamed('cert') ? 'cert' : 'key', tell`is of use only together with the other; name tls.cert and tls.key`);
  const serverName = at(tree, 'tls', 'serverName');
  return { tls: { ca, cert, key, serverName: typeof serverName === 'string' ? serverName : null }, problems };
}

const certificatesIn = (pem: string): string[] => pem.match(CERTIFICATE) ?? [];

function isCertificate(pem: string): boolean {
  try {
    new X509Certificate(pem);
    return true;
  } catch {
    return false;
  }
}

function keyOf(pem: string) {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}
