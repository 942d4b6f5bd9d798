import { editionIds, REFERENCE_EDITION } from '../edition/load.ts';
import type { Id } from '../operation/id.ts';
import { canonicalBase, isLoopback, parseAddress } from './address.ts';
import { defaultAbsentInstance, defaultLimits } from './defaults.ts';
import type { Absent, Auth, Deployment, Limits, TestDevice, Tls } from './deployment.ts';
import type { DeploymentFile } from './file.gen.ts';
import { at } from './tree.ts';

/**
 * A deployment with its defaults applied. `file` and `tree` are the same, proven sound: one with ordinary numbers, one
 * with every integer exact. `tls` is what the files hold that it names.
 */
export function resolve(file: DeploymentFile, tree: unknown, tls: Tls, source: string): Deployment {
  const baseUrl = canonicalBase(file.baseUrl);
  const onLoopback = isLoopback(parseAddress(baseUrl)?.hostname ?? '');
  return {
    name: file.name,
    baseUrl,
    edition: editionIds.find((id) => id === file.edition) ?? REFERENCE_EDITION,
    projectId: file.projectId,
    instanceId: file.instanceId,
    auth: authOf(file.auth),
    headers: textsOf(file.headers),
    devices: file.devices.map((device, i): TestDevice => {
      const { mqtt, watchOnly } = typeof device === 'number' ? {} : device;
      return {
        id: String(at(tree, 'devices', `${i}`, 'id')),
        ...(mqtt === undefined ? {} : { mqtt }),
        watchOnly: watchOnly ?? false,
      };
    }),
    absent: absentOf(file.absent ?? {}, at(tree, 'absent')),
    mqttUrl: file.mqtt?.url ?? null,
    claims: { compat20: file.claims?.compat20 ?? false },
    limits: limitsOf(file.limits ?? {}, onLoopback),
    tls,
    allow: {
      plainHttp: file.allow?.plainHttp ?? false,
      hosts: file.allow?.hosts ?? [],
      emptyLists: file.allow?.emptyLists ?? onLoopback,
    },
    waivers: file.waivers ?? [],
    checkHeader: file.checkHeader ?? true,
    labels: textsOf(file.labels),
    version: file.version ?? null,
    source,
  };
}

function authOf(auth: DeploymentFile['auth']): Auth {
  if ('token' in auth) return { kind: 'token', token: auth.token };
  if ('iam' in auth) return { kind: 'iam', ...auth.iam, project: auth.iam.project ?? null };
  return { kind: 'aksk', ...auth.aksk };
}

const textsOf = (texts: DeploymentFile['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(texts ?? {}).map(([name, value]) => [name, value ?? '']));

function absentOf({ probes, instanceId }: NonNullable<DeploymentFile['absent']>, tree: unknown): Absent {
  const single = at(tree, 'deviceId');
  const several = (at(tree, 'deviceIds') ?? []) as bigint[];
  const ranges = (at(tree, 'ranges') ?? []) as [bigint, bigint][];
  const ids = [...(single === undefined ? [] : [single]), ...several].map(String);
  return {
    ids: [...new Set(ids)],
    ranges: ranges.map(([from, to]): [Id, Id] => [`${from}`, `${to}`]),
    probes: probes ?? true,
    instanceId: instanceId ?? defaultAbsentInstance,
  };
}

function limitsOf(limits: NonNullable<DeploymentFile['limits']>, onLoopback: boolean): Limits {
  const requestsPerSecond = limits.requestsPerSecond ?? (onLoopback ? null : defaultLimits.requestsPerSecond);
  return { ...defaultLimits, ...limits, requestsPerSecond };
}
