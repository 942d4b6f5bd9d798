import { post } from '../../src/checks/request.ts';
import { parseDeployment } from '../../src/deployment/load.ts';
import { loadEdition, REFERENCE_EDITION } from '../../src/edition/load.ts';
import { answerJson } from '../../src/exchange/answer.ts';
import { sendPersistently } from '../../src/exchange/attempts.ts';
import { openClient } from '../../src/exchange/client.ts';
import { groundOf } from '../../src/exchange/guard.ts';
import { startMock } from '../../src/mock/mock.ts';
import { listOf } from '../../src/operation/body.ts';

/** The mock's own answers, judged by the schemas of its edition. */
export async function mockAnswers(): Promise<string[]> {
  const edition = loadEdition(REFERENCE_EDITION);
  const mock = await startMock();
  const deployment = parseDeployment(mock.deploymentFile(), 'the mock deployment', {}, process.cwd());
  const client = await openClient({
    deployment,
    ground: groundOf(deployment),
    secrets: [],
    now: () => 0,
    signal: new AbortController().signal,
    deadline: Number.POSITIVE_INFINITY,
  });
  const [device] = deployment.devices;
  const [absent = ''] = deployment.absent.ids;
  const requests = [
    post(listOf(device?.id ?? '', absent)),
    post('{}'),
    { ...post(listOf(device?.id ?? '')), credential: 'none' as const },
    { ...post(listOf(device?.id ?? '')), instance: 'absent' as const },
  ];
  const problems: string[] = [];
  try {
    for (const [i, request] of requests.entries()) {
      const { answer } = await sendPersistently(client, request, { id: `drift#${i}`, check: 'drift', repeatOf: null });
      const json = answer && answerJson(answer);
      const violations =
        !answer || !json?.ok
          ? ['no JSON']
          : (answer.status === 200 ? edition.judgeSuccess : edition.judgeError)(json.plain).map(
              ({ pointer, message }) => `${pointer} ${message}`,
            );
      for (const violation of violations)
        problems.push(`the mock answers ${answer?.status} with what its schema refuses: ${violation}`);
    }
  } finally {
    await client.close();
    await mock.close();
  }
  return problems;
}
