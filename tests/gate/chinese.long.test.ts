/** What the gate says, by its kinds: the English of reports is made of them, and so is the Chinese. */
import { describe, expect, test } from '@jest/globals';
import type { Message } from '../../src/base/message.ts';
import { render } from '../../src/base/message.ts';
import { problemSaid } from '../../src/gate/compared.ts';
import type { GateChange, GateReport, GateUse } from '../../src/gate/gate.gen.ts';
import { partSaid } from '../../src/gate/part.ts';
import { type GateFormatName, gateFormats } from '../../src/gate/report/formats.ts';
import { rules } from '../../src/gate/rules.ts';
import { semverOf } from '../../src/gate/semver.ts';
import { titleOf } from '../../src/gate/title.ts';
import { en } from '../../src/messages/en.ts';
import { inEnglish } from '../../src/messages/messages.ts';
import { speaking, tongueOf } from '../../src/messages/speech.ts';
import { leftOver } from '../unit/fixtures/latin.ts';
import { changesOf } from './changes.ts';
import { cases } from './corpus.ts';
import { kinds } from './kinds.ts';
import { addresses } from './pairs/addresses.ts';
import { bodies } from './pairs/bodies.ts';
import { keywordPairs } from './pairs/keywords.ts';
import { schemaPairs } from './pairs/schemas.ts';
import { security } from './pairs/security.ts';

const tongue = await tongueOf('zh-CN');
const pairs = [...kinds, ...Object.values({ security, bodies, addresses, ...schemaPairs, ...keywordPairs }).flat()];
const found: GateChange[] = [];
for (const { base, head } of [...cases, ...pairs])
  for (const change of await changesOf(base, head, 'all'))
    found.push({ ...change, title: titleOf(change), at: { file: 'api.yaml', line: 1 }, accepted: null });

test('a rule that is about no schema says what happened', () => {
  const structure = Object.keys(rules).filter((id) => !/^(schema|allow-file)\//.test(id));
  expect(structure.length).toBeGreaterThan(45);
  expect(structure.filter((id) => !Object.hasOwn(en, `gate.says.${id}`))).toEqual([]);
});

test('what is said in English is what is said by kinds', () => {
  expect(found.length).toBeGreaterThan(700);
  for (const { said, says, reason, witness } of found) {
    expect({ says, reason }).toEqual({ says: english(said.says), reason: english(said.reason) });
    if (said.witness) expect(witness?.what).toBe(english(said.witness));
    if (said.example) expect(witness?.value).toBe(english(said.example));
  }
});

test('every part of an operation has a kind, and reads the same in English', () => {
  const parts = [...new Set(found.flatMap(({ uses }) => uses.map(({ part }) => part)))];
  const others = ['document', 'interaction "a device"', 'querystring parameter q', 'body photo header X-A'];
  for (const part of [...parts, ...others]) {
    const said = partSaid(part);
    expect([part, said.kind]).toEqual([part, expect.stringMatching(/^gate\.part\./)]);
    expect(inEnglish(said)).toBe(part);
  }
});

const english = (said: { kind: string; values: object }) => inEnglish(said as Message);

/** What stands in documents: members, values, names, and the words of their languages. */
const GIVEN = /"[^"]*"|\[[^\]]*\]|\{[^}]*\}|`[^`]*`|\/[^\s，：；）]*/g;
const namesIn = ({ field, part }: GateUse) => [field, partSaid(part).values['name'], partSaid(part).values['member']];
/** The names that keywords, parts and credentials of the pairs have. */
const named = new Set(
  `${JSON.stringify(found.map(({ uses, keyword, before, after }) => [uses.map(namesIn), keyword, before, after]))} apiKey header query
  cookie oneOf anyOf oneOf allOf if then else discriminator Webhook Cookie x-sunset x-deprecated-since oauth2 http openIdConnect
  style enum const type form exploded simple`.match(/[A-Za-z][\w'-]*/g),
);

describe('in Chinese', () => {
  const chinese = (one: { kind: string; values: object }) => render(one as Message, tongue.sentences);

  test('no word of what is said is English', () => {
    const all = found.flatMap(({ said }) => [said.says, said.reason, said.witness ?? [], said.example ?? []].flat());
    // One of each sentence, with what is put into it.
    const kindsOf = (one: object) =>
      [...JSON.stringify(one).matchAll(/"kind":"([^"]*)"/g)].map(([, kind]) => kind).join();
    for (const one of new Map(all.map((said) => [kindsOf(said), said])).values()) {
      const text = chinese(one);
      expect([text, /\p{Script=Han}/u.test(text)]).toEqual([text, true]);
      const left = leftOver(text.replace(GIVEN, ' ')).filter((word) => !named.has(word));
      expect([text, left]).toEqual([text, []]);
    }
  });

  const report: GateReport = {
    schemaVersion: '1.2',
    base: 'a.yaml',
    head: 'b.yaml',
    verdict: 'breaking',
    config: 'gate.yaml',
    semver: semverOf(found, '1.0.0', '1.1.0'),
    changes: [
      ...found.filter(({ part, uses }) => part === 'request body' && uses.length > 0).slice(0, 20),
      ...found
        .slice(0, 3)
        .map((one) => ({ ...one, accepted: { reason: '已知', owner: '连接组', expires: '2999-01-01' } })),
    ],
    consumers: [
      {
        consumer: '某客户端',
        pact: 'p.json',
        situations: 1,
        unknown: 0,
        broken: [
          {
            description: 'devices that are all online, answered 200',
            problems: [
              "Value is incompatible with the parameter defined in the spec file: must have required property 'limit'",
              'Response body is incompatible with the response body schema in the spec file: must be >= 1',
            ],
          },
        ],
      },
    ],
    touched: { clauses: ['URI-1'], checks: ['uri/post'] },
    stale: [{ fingerprint: '0123456789abcdef', change: '设备数', why: 'expired' }],
  };
  const rendered = (name: GateFormatName) =>
    gateFormats[name].render(report, { version: '1', failOn: 'breaking', colour: false });

  test.each(['text', 'markdown', 'changelog'] as const)('%s has no English of its own', (name) => {
    const text = speaking(tongue, () => rendered(name));
    expect(text).toContain('破坏性');
    const own = text
      .replace(/<\/?(?:br|sub|details|summary)>/g, ' ')
      .replace(/\\(.)/g, '$1')
      .replace(/\b[0-9a-f]{16}\b|[\w/-]*\/[\w/-]+(?:\.md)?|[a-z]+\.(?:yaml|json)\b/g, ' ')
      .replace(GIVEN, ' ');
    expect(leftOver(own).filter((word) => !named.has(word))).toEqual([]);
  });

  test.each(['json', 'sarif', 'junit', 'github'] as const)(
    '%s is for programs, and English but for what users wrote',
    (name) => {
      expect(speaking(tongue, () => rendered(name))).toBe(rendered(name));
    },
  );
});

test.each([
  [
    'must have required property',
    "Value is incompatible with the parameter defined in the spec file: must have required property 'a'",
    'gate.compared.value',
    'gate.must.have',
  ],
  [
    'a bound',
    'Request body is incompatible with the request body schema in the spec file: must be >= 1',
    'gate.compared.request-body',
    'gate.must.bound',
  ],
  [
    'a type',
    'Request body is incompatible with the request body schema in the spec file: must be string',
    'gate.compared.request-body',
    'gate.must.type',
  ],
  [
    'something else',
    'Request body is incompatible with the request body schema in the spec file: must sing',
    'gate.compared.request-body',
    'text',
  ],
])('what the comparator says: %s', (_, text, kind, inner) => {
  const said = problemSaid(text);
  expect(said).toMatchObject({ kind, values: { problem: { kind: inner } } });
  expect(inEnglish(said)).toBe(text);
  expect(problemSaid('It sings.')).toEqual({ kind: 'text', values: { text: 'It sings.' } });
});
