import type { Message } from '../base/message.ts';
import type { Check } from '../checks/check.ts';
import { see } from '../checks/seen.ts';
import type { Setting } from '../checks/setting.ts';
import type { Deployment } from '../deployment/deployment.ts';
import type { Edition } from '../edition/edition.ts';
import type { Request } from '../exchange/exchange.ts';
import { type Exposure, exposuresOf } from '../exchange/misreadings.ts';
import type { Id } from '../operation/id.ts';
import { type Assignment, assign, type NotRun, notRunBecause, onlineOf } from './assign.ts';
import { lateRule } from './late.ts';
import { rehearse } from './rehearse.ts';
import { settingOf, witnessOf } from './setting.ts';

/** What `verify` would send for one scenario. */
export interface PlannedCheck {
  check: string;
  level: string;
  /** Devices that are brought online or taken offline for it. */
  devices: readonly Id[];
  /** It comes late, its requests one at a time: a deployment may find no id in one of them. */
  late: boolean;
  requests: readonly Request[];
}

export interface Plan {
  checks: readonly PlannedCheck[];
  notRun: readonly NotRun[];
  /** Declared devices that no request names, with the reason. */
  unnameable: readonly { id: Id; reason: string; said: Message }[];
  /** Declared absent ids that stand in no list, with the reason and what to declare. */
  unusableAbsent: readonly { id: Id; reason: string; said: Message }[];
  /** Devices that requests may take offline. */
  touched: readonly Id[];
  /** Devices that are only watched. */
  watched: readonly Id[];
  requests: number;
  /** What misreadings that the guard does not rule out could hit. */
  exposures: readonly Exposure[];
}

/**
 * What a run would send, were the deployment to do all that is asked of it: the same scenarios with the same devices,
 * driven by a model instead of the network. Pure; sends nothing.
 */
export function plan(deployment: Deployment, edition: Edition, checks: readonly Check[]): Plan {
  const setting = settingOf(deployment, edition, witnessOf(deployment));
  const { assigned, notRun } = assign(checks, setting);
  const isLate = lateRule(deployment);
  const planned: PlannedCheck[] = [];
  const withheld: NotRun[] = [];
  const notTestable: NotRun[] = [];
  for (const assignment of assigned) {
    const { check, lease } = assignment;
    const { requests, refusal } = rehearse(assignment, setting);
    if (refusal) withheld.push(notRunBecause(check.id, 'withheld', refusal.said));
    if (requests.length === 0) {
      if (!refusal) notTestable.push(...unsentBecause(assignment, setting));
      continue;
    }
    planned.push({
      check: check.id,
      level: check.level,
      devices: [...onlineOf(lease), ...lease.offline],
      late: requests.some(isLate),
      requests,
    });
  }
  return {
    checks: planned,
    notRun: [...notRun, ...notTestable, ...withheld],
    unnameable: setting.unnameable,
    unusableAbsent: setting.unusableAbsent,
    touched: setting.takeable,
    watched: setting.bystanders,
    requests: planned.reduce((sum, { requests }) => sum + requests.length, 0),
    exposures: exposuresOf(
      planned.flatMap(({ requests }) => requests),
      setting.ground,
    ),
  };
}

/** Why a check that has its devices sends nothing all the same: what it says itself when it has seen nothing. */
function unsentBecause({ check, lease }: Assignment, setting: Setting): NotRun[] {
  const seen = see({
    setting,
    leases: new Map([[check.id, lease]]),
    exchanges: [],
    sessions: [],
    confirmations: [],
    outOfSight: [],
    unconfirmed: [],
    unstable: [],
    watchedUntil: 0,
    exploration: null,
  });
  return check
    .judge(seen, check)
    .flatMap((found) => (found.kind === 'obstacle' ? [notRunBecause(check.id, found.outcome, found.said)] : []))
    .slice(0, 1);
}
