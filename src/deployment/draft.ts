import { tell } from '../messages/speech.ts';
import type { Id } from '../operation/id.ts';

/** What a new deployment file is made of. */
export interface Draft {
  name: string;
  baseUrl: string;
  projectId: string;
  instanceId: string;
  auth: 'token' | 'iam' | 'aksk';
  devices: readonly Id[];
  /** Ids that no device has. */
  absent: readonly Id[];
  /** Ranges of them, ends included. */
  absentRanges: readonly (readonly [Id, Id])[];
  /** null: the devices do not log in over MQTT. */
  mqttUrl: string | null;
  /** Where the schema is, for editors: an address, or a path from the file. */
  schema: string;
}

/** The notation of the file for a variable of the environment. */
const variable = (name: string) => `"\${${name}}"`;

const IAM = ['url', 'user', 'password', 'domain', 'project'].map(
  (key) => `    ${key}: ${variable(`ROMA_IAM_${key.toUpperCase()}`)}`,
);
const AUTH: Readonly<Record<Draft['auth'], string>> = {
  token: `auth: { token: ${variable('ROMA_AUTH_TOKEN')} }`,
  iam: ['auth:', '  iam:', ...IAM].join('\n'),
  aksk: `auth: { aksk: { accessKey: ${variable('ROMA_ACCESS_KEY')}, secretKey: ${variable('ROMA_SECRET_KEY')} } }`,
};

/** The names of the variables that a draft leaves to the environment. */
export function variablesOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name))];
}

/** The text of a deployment file (YAML), with a comment for each key; secrets are left to the environment. Pure. */
export function draftOf(draft: Draft): string {
  const { name, baseUrl, projectId, instanceId, auth, devices, absent, absentRanges, mqttUrl, schema } = draft;
  const vouched = [
    ...(absent.length > 0 ? [`deviceIds: [${absent.join(', ')}]`] : []),
    ...(absentRanges.length > 0
      ? [`ranges: [${absentRanges.map((range) => `[${range.join(', ')}]`).join(', ')}]`]
      : []),
  ];
  const logins = devices.flatMap((id) => [
    `  - id: ${id}`,
    ...(mqttUrl === null
      ? []
      : [
          `    mqtt: { clientId: ${variable(`MQTT_CLIENT_${id}`)}, username: ${variable(`MQTT_USER_${id}`)}, password: ${variable(`MQTT_PASSWORD_${id}`)} }`,
        ]),
  ]);
  return [
    tell`# Editors that know YAML check this file by its schema, where the package is installed beside it.`,
    `# yaml-language-server: $schema=${schema}`,
    tell`# What stands in braces is filled in from the environment or from .env, so that no secret stands in this file.`,
    `name: ${quoted(name)}`,
    `baseUrl: ${quoted(baseUrl)}   ${tell`# the path of the operation is appended`}`,
    `projectId: ${quoted(projectId)}`,
    `instanceId: ${quoted(instanceId)}`,
    AUTH[auth],
    tell`# The suite takes these devices, and only these, offline. With eight of consecutive ids everything can be tested.`,
    ...(mqttUrl === null
      ? []
      : [
          tell`# mqtt is how a device logs in. Where the login follows from device id and secret, as on ROMA Connect:`,
          '# mqtt: { deviceId: "...", secret: "..." }',
        ]),
    'devices:',
    ...logins,
    ...(mqttUrl === null
      ? [
          tell`# With mqtt.url, and a login for each device, it can be seen which devices go offline:`,
          '# mqtt: { url: "mqtts://broker.example.com:8883" }',
        ]
      : [
          tell`# The broker that they log in to; with it can be seen which devices go offline.`,
          `mqtt: { url: ${quoted(mqttUrl)} }`,
        ]),
    tell`# Ids that no device has. You vouch for that: a faulty deployment may take offline whatever is named.`,
    ...(isAbsent(ESCAPED, draft)
      ? []
      : [tell`# Where no device has the id 5 declare it too: an escaped "_" in a body might be read as that id.`]),
    ...(vouched.length === 0
      ? ['# absent: { deviceIds: [70000000, 5], ranges: [[70000000, 70009999]] }']
      : [`absent: { ${vouched.join(', ')} }`]),
    tell`# How runs are grouped, and the release that is verified:`,
    '# labels: { vendor: acme }',
    '# version: "1.0.0"',
    '',
  ].join('\n');
}

/** What a deployment that looks for digits reads in the escape of `_`, by which one check writes the name of the list. */
const ESCAPED = '5';

const isAbsent = (id: Id, { absent, absentRanges }: Draft): boolean =>
  absent.includes(id) || absentRanges.some(([from, to]) => BigInt(from) <= BigInt(id) && BigInt(id) <= BigInt(to));

/** A YAML string, whatever stands in it. */
const quoted = (text: string) => JSON.stringify(text);
