import { isLoopback } from '../deployment/address.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { message } from '../messages/messages.ts';
import { devicePath, operationPath } from '../operation/path.ts';
import type { Request } from './exchange.ts';
import { type Refusal, refuse } from './guard.ts';

/** What an address is made of. */
export type Place = Pick<Deployment, 'baseUrl' | 'projectId' | 'instanceId'> & { absent: { instanceId: string } };

/** The path of a request, from the base address on. */
export function pathOf({ path, project, instance, device }: Request, place: Place): string {
  const instances = { own: place.instanceId, default: 'default', absent: place.absent.instanceId };
  const projectId = project === 'default' ? 'default' : place.projectId;
  if (path === 'device') return devicePath(projectId, instances[instance], device ?? '');
  return operationPath(projectId, instances[instance]);
}

/**
 * Why nothing may be sent to an address, or null: hosts other than those of the deployment file would see the
 * credential, and so would everybody on the way where there is no TLS.
 */
export function refuseAddress(
  address: string,
  { baseUrl, auth, allow }: Pick<Deployment, 'baseUrl' | 'auth' | 'allow'>,
): Refusal | null {
  const url = new URL(address);
  const known = [baseUrl, ...(auth.kind === 'iam' ? [auth.url] : [])].map((text) => new URL(text).host);
  if (![...known, ...allow.hosts].some((host) => host === url.host || host === url.hostname)) {
    return refuse(message('guard.host', { host: url.host }), url.host);
  }
  if (url.protocol === 'https:') return null;
  if (url.protocol === 'http:' && (isLoopback(url.hostname) || allow.plainHttp)) return null;
  return refuse(message('guard.no-tls', { address: `${url.protocol}//${url.host}` }), url.protocol);
}
