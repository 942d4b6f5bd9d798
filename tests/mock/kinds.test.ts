/** Whatever a run says of its checks is told by kinds, so that every language can tell it. */
import { expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { isMessage, type Message, render, type Value } from '../../src/base/message.ts';
import { openOwnTime } from '../../src/base/own-time.ts';
import { catalogue } from '../../src/checks/catalogue.ts';
import { exploring } from '../../src/checks/explore/explore.ts';
import type { Deployment } from '../../src/deployment/deployment.ts';
import { parseDeployment } from '../../src/deployment/load.ts';
import { loadEdition } from '../../src/edition/load.ts';
import { inEnglish, sentencesOf } from '../../src/messages/messages.ts';
import { startMock } from '../../src/mock/mock.ts';
import { type RunOptions, run } from '../../src/run/run.ts';
import { judge } from '../../src/verdict/outcome.ts';
import { drawn } from '../tier.ts';

const checks = [...catalogue, ...exploring];

/** Everything that was said of the checks: by id, the English text beside the message. */
async function saidOf(
  faults: readonly string[],
  edit = (file: string) => file,
  options: Partial<RunOptions> = {},
): Promise<{ check: string; text: string; said: Message | undefined }[]> {
  const mock = await startMock({ faults });
  try {
    const deployment: Deployment = parseDeployment(edit(mock.deploymentFile()), 'the mock', process.env, '.');
    const clock = openOwnTime();
    const record = await run({
      deployment,
      edition: loadEdition(deployment.edition),
      checks,
      now: clock.now,
      signal: new AbortController().signal,
      ...options,
    });
    return judge(record, checks).flatMap(({ check: { id: check }, outcome, findings, message, said }) => [
      ...findings.flatMap((finding) => {
        if (finding.kind === 'remark') return [{ check, text: finding.text, said: finding.said }];
        if (finding.kind === 'obstacle') return [{ check, text: finding.message, said: finding.said }];
        return (['message', 'expected', 'actual'] as const).map((part) => ({
          check,
          text: finding[part],
          said: finding.said[part],
        }));
      }),
      ...(outcome === 'passed' || outcome === 'failed' ? [] : [{ check, text: message ?? '', said }]),
    ]);
  } finally {
    await mock.close();
  }
}

/** Kinds of a message and of all that is put into it. */
function kindsOf({ kind, values }: Message): string[] {
  const inside = (value: Value): string[] =>
    isMessage(value) ? kindsOf(value) : Array.isArray(value) ? value.flatMap(inside) : [];
  return [kind, ...Object.values(values).flatMap(inside)];
}

async function expectKinds(all: Awaited<ReturnType<typeof saidOf>>) {
  const chinese = await sentencesOf('zh-CN');
  for (const { check, text, said } of all) {
    if (!said) throw new Error(`${check}: "${text}" is no message`);
    expect([check, text, kindsOf(said).includes('text')]).toEqual([check, text, false]);
    expect([check, inEnglish(said)]).toEqual([check, text]);
    expect([check, /\p{Script=Han}/u.test(render(said, chinese)) || isData(text)]).toEqual([check, true]);
  }
}

/** A request or a list: nothing in it that is of a language. */
const isData = (text: string) => !/[a-z]{3} [a-z]{2}/.test(text);

const together = [
  ['rounds-half-up', 'in-both-lists', 'any-token-accepted', 'accepts-bare-string'],
  ['everything-fails', 'token-echoed-in-error', 'get-performs', 'any-instance-accepted'],
  ['invalid-is-500', 'bad-token-is-500', 'unknown-instance-is-400', 'absent-succeeds'],
] as const;

test.each(drawn(together, 1))('what is found where %s, %s, %s and %s', async (...faults) => {
  const said = await saidOf(faults);
  expect(said.length).toBeGreaterThan(20);
  await expectKinds(said);
});

test('why checks are not run', async () => {
  // One device, no id that is known to be absent, no claim.
  const said = await saidOf([], (file) => {
    const {
      devices,
      claims: _claims,
      absent: _absent,
      ...rest
    } = parse(file) as { devices: unknown[] } & Record<string, unknown>;
    return stringify({ ...rest, devices: devices.slice(0, 1), absent: { probes: false } });
  });
  expect(new Set(said.map((one) => one.said?.kind)).size).toBeGreaterThan(5);
  await expectKinds(said);
});

test('what ended a run', async () => {
  const said = await saidOf([], undefined, { signal: AbortSignal.abort() });
  await expectKinds(said);
});
