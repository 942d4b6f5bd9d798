/** What a caller of the library got wrong is said, and not done in another way. */
import { describe, expect, test } from '@jest/globals';
import { ConfigError } from '../../src/base/config-error.ts';
import { forceOffline } from '../../src/client/client.ts';
import type { Deployment } from '../../src/deployment/deployment.ts';
import { type GateOptions, gate } from '../../src/gate/between.ts';
import { type VerifyManyOptions, verifyMany } from '../../src/many/verify-many.ts';
import { type VerifyPactsOptions, verifyPacts } from '../../src/pacts/verify-pacts.ts';
import type { FormatName } from '../../src/report/formats.ts';
import type { Report } from '../../src/report/report.gen.ts';
import { openStore, type StoreOptions } from '../../src/results/open.ts';
import { type ExamineOptions, examine } from '../../src/suite/doctor.ts';
import { type RejudgeOptions, rejudge } from '../../src/suite/rejudge.ts';
import { render } from '../../src/suite/render.ts';
import { type VerifyOptions, verify } from '../../src/suite/verify.ts';

const refused = async (made: Promise<unknown>, ...parts: string[]) => {
  const error: unknown = await made.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ConfigError);
  for (const part of parts) expect((error as Error).message).toContain(part);
};

describe('the library refuses', () => {
  test('an option that there is not', () =>
    refused(verify({} as Deployment, { onyl: ['body/*'] } as VerifyOptions), 'onyl', 'did you mean only?'));
  test.each<[string, () => Promise<unknown>]>([
    ['gate', () => gate('2023-06-29', '2025-03-26', { operatoin: 'all' } as GateOptions)],
    ['verifyPacts', () => verifyPacts({} as Deployment, [], { onprogress: () => {} } as VerifyPactsOptions)],
    ['rejudge', () => rejudge('', { name: 'record.jsonl', stric: true } as unknown as RejudgeOptions)],
    ['examine', () => examine({} as Deployment, { singal: null } as ExamineOptions)],
    ['openStore', () => openStore('runs', { filemode: 0o644 } as StoreOptions)],
    ['verifyMany', () => verifyMany([], { job: 2 } as VerifyManyOptions)],
  ])('an option of %s that there is not', (name, call) =>
    refused(call(), `${name}: no option is called`, 'did you mean'),
  );
  test('the name of a file in place of a deployment', () =>
    refused(verify('file.yaml' as unknown as Deployment), 'loadDeploymentFile'));
  test('a format that there is not', () => refused(render({} as Report, 'pdf' as FormatName), 'pdf', 'html'));
  test('an id in place of a list of ids', async () => {
    const options = { baseUrl: 'http://127.0.0.1:9', projectId: 'p', instanceId: 'i', token: null };
    await expect(forceOffline(options, 20001 as unknown as number[])).rejects.toThrow('deviceIds: a list');
  });
});
