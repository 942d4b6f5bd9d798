import { isObject, readJson } from '../base/json.ts';
import { readBody } from '../checks/asked.ts';
import type { Setting } from '../checks/setting.ts';
import type { Answer, Request } from '../exchange/exchange.ts';
import { NO_INSTANCE } from '../operation/codes.ts';

/**
 * What a deployment answers that does all that requirements.md asks, as far as a scenario looks at answers to decide what
 * to send next. Pure; `plan` drives the scenarios with it.
 */
export function modelAnswer(request: Request, { ground, edition, claims }: Setting): Answer {
  if (request.path === 'device') return answer(200, { online_status: 2 });
  if (request.credential !== 'valid' && edition.clause('AUTH-1a')) return refusal(401, 'APIGW.0301');
  if (request.method !== 'POST') return refusal(405, 'SCB.00000000');
  const usesDefault = request.project === 'default' || request.instance === 'default';
  if (request.instance === 'absent' || (usesDefault && !claims.compat20)) return refusal(500, NO_INSTANCE);
  const body = request.body ?? '';
  const json = readJson(body);
  const asked = readBody(body);
  if (!asked.wellFormed || !json.ok || !isObject(json.exact)) return refusal(400, 'SCB.00000000');
  const floors = [...new Set(asked.ids.map(({ floor }) => floor))];
  const list = (ids: string[]) => ids.map((id) => ({ id: Number(id), device_name: id, device_id: Number(id) }));
  return answer(200, {
    success: list(floors.filter((id) => ground.devices.has(id))),
    failed: list(floors.filter((id) => !ground.devices.has(id))),
  });
}

const answer = (status: number, body: unknown): Answer => {
  const text = JSON.stringify(body);
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: text,
    bytes: text.length,
    truncated: false,
    sha256: null,
    validUtf8: true,
    echoes: [],
  };
};

const refusal = (status: number, code: string): Answer =>
  answer(status, { error_code: code, error_msg: 'model', request_id: 'model' });
