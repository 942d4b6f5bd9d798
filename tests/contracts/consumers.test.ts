/**
 * The consumers under contract: each calls Pact's mock server for every interaction, and what they relied on becomes
 * contracts/pacts. In one file and in order, because a pact file lists interactions in the order in which they were met.
 * UPDATE=1 writes the files; otherwise they are compared.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ServiceResponseException } from '@huaweicloud/huaweicloud-sdk-core/exception/ServiceResponseException.js';
import { afterAll, describe, expect, test } from '@jest/globals';
import { MatchersV3, Pact } from '@pact-foundation/pact';
import { batchFreezeDevices } from '../../contracts/consumers/huaweicloud.ts';
import { type Interaction, interactions } from '../../contracts/interactions.ts';
import { postForceOffline } from '../../src/client/client.ts';
import { ForceOfflineError } from '../../src/client/error.ts';

const PACTS = fileURLToPath(new URL('../../contracts/pacts/', import.meta.url));
const PROVIDER = 'roma-connect-link';
const PROJECT = '397cd10b30544c588b2f4a56d83856c4';
const INSTANCE = 'f3bb386a-23ec-47aa-9943-4c60ac658611';
const PATH = (project: string, instance: string) => `/v2/${project}/link/instances/${instance}/devices/force-offline`;

/** What a consumer understood of an answer. */
type Understood =
  | { success: unknown[]; failed: unknown[] }
  | { status: number; errorCode: string | null; requestId?: string | null };

interface Consumer {
  name: string;
  /** Headers that carry its credential, as the pact describes them. */
  credential: Record<string, ReturnType<typeof MatchersV3.regex>>;
  call: (baseUrl: string, interaction: Interaction) => Promise<Understood>;
}

const consumers: Consumer[] = [
  {
    name: 'roma-conformance-client',
    credential: { 'X-Auth-Token': MatchersV3.fromProviderState('${token}', 'MIIEXAMPLE') as never },
    call: async (baseUrl, { body, credential }) => {
      const token = credential === 'valid' ? 'MIIEXAMPLE' : null;
      try {
        const { success, failed } = await postForceOffline(
          { baseUrl, projectId: PROJECT, instanceId: INSTANCE, token },
          JSON.stringify(body.example),
        );
        const plain = (devices: typeof success) =>
          devices.map(({ id, deviceName, deviceId }) => ({
            id: Number(id),
            ...(deviceName !== null && { device_name: deviceName }),
            ...(deviceId !== null && { device_id: Number(deviceId) }),
          }));
        return { success: plain(success), failed: plain(failed) };
      } catch (error) {
        if (!(error instanceof ForceOfflineError)) throw error;
        return { status: error.status ?? 0, errorCode: error.errorCode, requestId: error.requestId };
      }
    },
  },
  {
    name: 'huaweicloud-sdk-core',
    credential: {
      Authorization: MatchersV3.regex(
        /^SDK-HMAC-SHA256 Access=[^,]+, SignedHeaders=[^,]+, Signature=[0-9a-f]{64}$/,
        `SDK-HMAC-SHA256 Access=AKEXAMPLE, SignedHeaders=host;x-project-id;x-sdk-date, Signature=${'0'.repeat(64)}`,
      ),
      'X-Sdk-Date': MatchersV3.regex(/^[0-9]{8}T[0-9]{6}Z$/, '20250326T000000Z'),
      'X-Project-Id': MatchersV3.fromProviderState('${projectId}', PROJECT) as never,
    },
    call: async (baseUrl, { body, credential }) => {
      try {
        const { success, failed } = await batchFreezeDevices(
          {
            baseUrl,
            projectId: PROJECT,
            instanceId: INSTANCE,
            credential: credential === 'valid' ? { accessKey: 'AKEXAMPLE', secretKey: 'SKEXAMPLE' } : null,
          },
          body.example.device_ids as number[],
        );
        return { success, failed };
      } catch (error) {
        if (!(error instanceof ServiceResponseException)) throw error;
        return { status: Number(error.httpStatusCode), errorCode: error.errorCode ?? null };
      }
    },
  },
];

/** How long the mock server may take to note a request that it has answered, in ms. */
const MOST_MS = 5000;

/**
 * Resolves once Pact's mock server has noted the request. It answers first, and pact-js asks for the outcome at once, so
 * that now and then an interaction would count as not met and be missing from the pact.
 */
async function registered(interaction: object, port: number): Promise<void> {
  const { pact } = interaction as { pact: { mockServerMatchedSuccessfully: (port: number) => boolean } };
  for (const start = Date.now(); Date.now() - start < MOST_MS && !pact.mockServerMatchedSuccessfully(port); )
    await new Promise((resolve) => setImmediate(resolve));
}

const written = mkdtempSync(join(tmpdir(), 'roma-pacts-'));
afterAll(() => rmSync(written, { recursive: true, force: true }));

describe.each(consumers)('$name', ({ name, credential, call }) => {
  const pact = new Pact({ consumer: name, provider: PROVIDER, dir: written, logLevel: 'error' });

  test.each(interactions.map((interaction) => [interaction.description, interaction] as const))(
    '%s',
    async (description, interaction) => {
      const { state, status, answer, body } = interaction;
      const met = pact
        .addInteraction()
        .given(state)
        .uponReceiving(description)
        .withRequest(
          'POST',
          MatchersV3.fromProviderState(PATH('${projectId}', '${instanceId}'), PATH(PROJECT, INSTANCE)) as never,
          (request) => {
            if (interaction.credential === 'valid') request.headers(credential as never);
            request.jsonBody(body.matcher as never);
          },
        )
        .willRespondWith(status, (response) => {
          if (answer) response.jsonBody(answer.matcher as never);
        });
      await met.executeTest(async ({ url, port }) => {
        const understood = await call(url, interaction);
        await registered(met, port);
        if (status === 200) expect(understood).toEqual(answer?.example);
        else {
          const { error_code, request_id } = (answer?.example ?? {}) as { error_code?: string; request_id?: string };
          expect(understood).toMatchObject({
            status,
            ...(error_code !== undefined && { errorCode: error_code }),
            ...('requestId' in understood && { requestId: request_id ?? null }),
          });
        }
      });
    },
  );

  test('the pact is the one that is kept, byte for byte', () => {
    const file = `${name}-${PROVIDER}.json`;
    const text = readFileSync(join(written, file), 'utf8');
    if (process.env['UPDATE']) writeFileSync(join(PACTS, file), text);
    expect(text).toBe(readFileSync(join(PACTS, file), 'utf8'));
  });
});

test('no pact is kept that no consumer writes', () => {
  expect(readdirSync(PACTS).sort()).toEqual(consumers.map(({ name }) => `${name}-${PROVIDER}.json`).sort());
});
