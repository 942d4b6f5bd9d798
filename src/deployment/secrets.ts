import type { Auth, Deployment } from './deployment.ts';

/** Every value of a deployment that must never be printed, each once; the longest first, so that none hides another. */
export function secretsOf({ auth, devices, headers }: Deployment): string[] {
  const all = [
    ...ofAuth(auth),
    ...devices.flatMap(({ mqtt }) => (mqtt === undefined ? [] : ['secret' in mqtt ? mqtt.secret : mqtt.password])),
    ...Object.values(headers),
  ];
  return [...new Set(all)].filter((secret) => secret !== '').sort((a, b) => b.length - a.length);
}

function ofAuth(auth: Auth): string[] {
  switch (auth.kind) {
    case 'token':
      return [auth.token];
    case 'iam':
      return [auth.password];
    case 'aksk':
      return [auth.secretKey];
  }
}
