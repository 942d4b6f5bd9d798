import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listOf, post } from '../checks/request.ts';
import { editionFolder, editionIds, loadEdition, REFERENCE_EDITION } from '../edition/load.ts';
import { answerJson } from '../exchange/answer.ts';
import { sendPersistently } from '../exchange/attempts.ts';
import { openClient } from '../exchange/client.ts';
import { groundOf } from '../exchange/guard.ts';
import { EXIT, type ExitCode } from '../verdict/exit-code.ts';
import { startMock } from './inputs.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What is written from the schemas, and what writes it again to compare. */
const WRITTEN = [
  { what: 'types of the schemas', script: 'scripts/generate-types.mjs' },
  { what: 'contracts/openapi.yaml', script: 'scripts/openapi.mjs' },
  { what: 'contracts/pacts and their matchers', script: 'scripts/contracts.mjs' },
];

/** `gate --drift`: nothing in this checkout says something else than its schemas, and released editions are as released. */
export async function drift(): Promise<ExitCode> {
  const problems = [...(await editions()), ...(await written()), ...(await mockAnswers())];
  for (const problem of problems) process.stdout.write(`✗ ${problem}\n`);
  process.stdout.write(problems.length > 0 ? `${problems.length} drifted\n` : '✓ Nothing drifted from the schemas\n');
  return problems.length > 0 ? EXIT.nonConformant : EXIT.conformant;
}

/** How we read an edition is no part of what was published: it can be corrected (schemas/editions/CHANGES.md). */
const OURS: ReadonlySet<string> = new Set(['clauses.json', 'edition.json']);

type Lock = Record<string, Record<string, string>>;

/** A released edition is what reports and contracts were judged by; it never changes. */
async function editions(): Promise<string[]> {
  const lock = JSON.parse(await readFile(join(ROOT, 'schemas/editions.lock.json'), 'utf8')) as Lock;
  const now = await lockOf(editionIds);
  const problems: string[] = [];
  for (const [id, files] of Object.entries(lock)) {
    for (const file of new Set([...Object.keys(files), ...Object.keys(now[id] ?? {})])) {
      if (now[id]?.[file] !== files[file])
        problems.push(
          `schemas/editions/${id}/${file} is not what was released; take the change back and write it as a new edition (schemas/editions/<date>/, then npm run lock)`,
        );
    }
  }
  for (const id of editionIds)
    if (!lock[id]) problems.push(`schemas/editions/${id} is not in schemas/editions.lock.json; npm run lock adds it`);
  return problems;
}

/** SHA-256 of every file of these editions. */
async function lockOf(ids: readonly string[]): Promise<Lock> {
  const lock: Lock = {};
  for (const id of ids) {
    const folder = editionFolder(id);
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .filter((file) => !OURS.has(file))
      .sort();
    lock[id] = Object.fromEntries(
      await Promise.all(
        files.map(async (file) => [
          file,
          createHash('sha256')
            .update(await readFile(join(folder, file)))
            .digest('hex'),
        ]),
      ),
    );
  }
  return lock;
}

async function written(): Promise<string[]> {
  const problems: string[] = [];
  for (const { what, script } of WRITTEN) {
    if (!existsSync(join(ROOT, script))) {
      process.stdout.write(`- ${what}: not compared, this is no checkout (${script} is missing)\n`);
      continue;
    }
    const { code, out } = await run(script);
    if (code !== 0) problems.push(`${what} is not what the schemas say: ${out.trim().split('\n').at(-1) ?? ''}`);
  }
  return problems;
}

function run(script: string): Promise<{ code: number | null; out: string }> {
  const child = spawn(process.execPath, [join(ROOT, script), '--check'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      out += chunk;
    });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out })));
}

/** The mock's own answers, judged by the schemas of its edition. */
async function mockAnswers(): Promise<string[]> {
  const edition = loadEdition(REFERENCE_EDITION);
  const { deployment, close } = await startMock({ fault: [], variant: [] });
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
    await close();
  }
  return problems;
}
