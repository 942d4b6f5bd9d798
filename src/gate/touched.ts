import { catalogue } from '../checks/catalogue.ts';
import type { Clause } from '../edition/edition.ts';
import { OPERATION_PATH } from '../operation/path.ts';
import { anonymous, bare } from './api.ts';
import type { Change } from './change.ts';
import type { GateTouched } from './gate.gen.ts';

/** Which requirements speak of which part of the operation. */
const PARTS: readonly (readonly [part: RegExp, requirements: readonly string[]])[] = [
  [/^operation$/, ['URI-1']],
  [/^path parameter project_id/, ['URI-4']],
  [/^path parameter/, ['URI-3', 'URI-4']],
  [/^header x-auth-token$/i, ['AUTH-1', 'AUTH-2', 'AUTH-3']],
  [/^security$/, ['AUTH-1', 'AUTH-2']],
  [/^request body$/, ['BODY-1', 'BODY-2', 'BODY-4', 'BODY-5', 'BODY-6']],
  [/^response 200/, ['OK-1', 'OK-2', 'OK-4']],
  [/^response 400/, ['BODY-4', 'ERR-1']],
  [/^response 404/, ['ACC-4', 'ERR-1']],
  [/^response 500/, ['URI-3', 'ERR-1']],
];

const MEMBERS: readonly (readonly [field: RegExp, requirements: readonly string[]])[] = [
  [/^device_ids\[/, ['ROUND-1', 'ID-1', 'ID-2']],
  [/^device_ids (max|min)Items/, ['ACC-5', 'BODY-6']],
  [/^(success|failed)\b/, ['OK-2', 'OK-3']],
  [/(^|\.)(id|device_id|device_name)\b/, ['OK-3']],
  [/error_code/, ['ERR-2', 'ERR-3']],
  [/request_id/, ['ERR-4']],
  [/error_msg/, ['ERR-5']],
];

const FORCE_OFFLINE = anonymous(OPERATION_PATH);

/** Whether an operation, as it is named, is the one that the clauses are about; under whatever prefix. */
const isForceOffline = (name: string): boolean =>
  name.startsWith('POST ') && bare(anonymous(name)).endsWith(FORCE_OFFLINE);

/** The clauses of an edition, and the checks that judge them, which a change is about. Compatible notes touch none. */
export function touchedBy(changes: readonly Change[], clauses: readonly Clause[]): GateTouched {
  const requirements = new Set<string>();
  for (const { keyword, uses } of changes)
    for (const { operation, part, field } of uses) {
      if (!isForceOffline(operation)) continue;
      const ofMembers = MEMBERS.filter(([pattern]) => pattern.test(`${field} ${keyword}`));
      const ofParts = PARTS.filter(([pattern]) => pattern.test(part));
      for (const [, named] of ofMembers.length > 0 ? ofMembers : ofParts)
        for (const one of named) requirements.add(one);
    }
  const touched = clauses.filter(({ id }) => requirements.has(id.replace(/[a-z]$/, ''))).map(({ id }) => id);
  const checks = catalogue
    .filter((check) => check.clauses.some((clause) => touched.includes(clause)))
    .map(({ id }) => id);
  return { clauses: touched, checks };
}
