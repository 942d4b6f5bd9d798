import { isMessage, type Message } from '../../base/message.ts';
import { inTongue, tongue } from '../../messages/speech.ts';
import { described } from '../../pacts/described.ts';
import { problemSaid } from '../compared.ts';
import type { GateChange, GateConsumer, GateReport, GateSaid } from '../gate.gen.ts';
import { titleOf } from '../title.ts';

/** A report in the language that is spoken, for renderers. What was said in words alone stays as it is. */
export function inLanguage(report: GateReport): GateReport {
  if (tongue().language === 'en') return report;
  return { ...report, changes: report.changes.map(changeIn), consumers: report.consumers.map(consumerIn) };
}

/** A sentence, as it stands in gate.json. */
const sentence = (said: GateSaid): string => inTongue(said as Message);

function changeIn(change: GateChange): GateChange {
  const { said, witness } = change;
  const says = sentence(said.says);
  return {
    ...change,
    says,
    title: titleOf({ ...change, says }),
    reason: sentence(said.reason),
    witness: witness && {
      what: said.witness ? sentence(said.witness) : witness.what,
      value: said.example ? sentence(said.example) : witness.value,
    },
  };
}

const consumerIn = (one: GateConsumer): GateConsumer => ({
  ...one,
  broken: one.broken.map(({ description, problems }) => ({
    description: inTongue(described({ description })),
    problems: problems.map((problem) => inTongue(problemSaid(problem))),
  })),
});

/** Why a change has its class, without what its title says already. */
export function whyOf({ said: { reason } }: GateChange): string {
  return inTongue(withoutWhat(reason as Message));
}

function withoutWhat(reason: Message): Message {
  const { why, reason: inner } = reason.values;
  if (reason.kind === 'gate.because' && isMessage(why)) return why;
  if (reason.kind === 'gate.stays-until' && isMessage(inner))
    return { ...reason, values: { ...reason.values, reason: withoutWhat(inner) } };
  return reason;
}
