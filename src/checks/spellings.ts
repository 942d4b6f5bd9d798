import { isObject, readJson } from '../base/json.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { message } from '../messages/messages.ts';
import { listOf } from '../operation/body.ts';
import { type Check, scenario, send } from './check.ts';
import { doubt } from './doubt.ts';
import { answeredWhere, breach, judgeEach, notTestable, obstacle } from './judging.ts';
import { accountsFor } from './listing.ts';
import { post } from './request.ts';
import { sayAnswer, sayBoth, sayRequest } from './words.ts';

/** The same JSON, spelled in another way, is answered as consumers' usual spelling is. */
const spelled = (
  name: string,
  level: 'MUST' | 'SHOULD',
  clause: string,
  title: string,
  bodies: (id: string) => readonly string[],
) =>
  scenario({
    id: `body/${name}`,
    level,
    clauses: [clause],
    title,
    needs: { devices: 1 },
    steps: bodies('').length,
    *act({ devices: [id = ''] }) {
      for (const body of bodies(id)) yield* send(post(body));
    },
    judge: (seen, self) => judgeEach(seen, self, (x) => accountsFor(seen, x)),
  });

/** The names of a request's members, in their order. */
function membersOf({ request }: Exchange): string[] {
  const json = readJson(request.body ?? '');
  return json.ok && isObject(json.exact) ? Object.keys(json.exact) : [];
}

/**
 * An undocumented member may be refused (BODY-5 is a SHOULD), but then wherever it stands: the answer is compared with those to
 * the same members in their usual order, whoever sent them.
 */
const memberOrder = scenario({
  id: 'body/member-order',
  level: 'MUST',
  clauses: ['BODY-7b'],
  title: 'members in another order change nothing',
  needs: { devices: 1 },
  *act({ devices: [id = ''] }) {
    const { answer } = yield* send(post(`{"note":"conformance","device_ids":[${id}]}`));
    if (answer?.status !== 200) yield* send(post(`{"device_ids":[${id}],"note":"conformance"}`));
  },
  judge: (seen, self) => {
    const [turned] = seen.of(self.id);
    if (!turned) return [notTestable(message('shared.nothing-sent', {}))];
    const hindered = obstacle(seen, turned);
    if (hindered || !turned.answer) return hindered ? [hindered] : [];
    const { status } = turned.answer;
    const usual = membersOf(turned).toReversed().join();
    // The other status first: few have it, and bodies are long.
    const [other] = answeredWhere(
      seen,
      (x) =>
        x.answer.status === (status === 200 ? 400 : 200) &&
        x.request.credential === 'valid' &&
        membersOf(x).join() === usual,
    );
    if (other) {
      return [
        doubt(seen, status === 200 ? other : turned) ??
          breach(
            message('body.member-order', {}),
            sayBoth(other),
            message('shared.request-answer', { request: sayRequest(turned), answer: sayAnswer(turned.answer) }),
            other,
            turned,
          ),
      ];
    }
    return status === 200
      ? judgeEach(seen, self, (x) => accountsFor(seen, x))
      : [notTestable(message('body.members-refused', {}))];
  },
});

/** The same body in other spellings. */
export const spellings: readonly Check[] = [
  spelled(
    'white-space',
    'MUST',
    'BODY-7a',
    'white space, laid out as in the example or anywhere else, changes nothing',
    (id) => [`{\n  "device_ids": [\n    ${id}\n  ]\n}`, `\r\n\t { "device_ids"\t:\r\n [ ${id} ]\n }\n`],
  ),
  memberOrder,
  spelled(
    'escaped-name',
    'SHOULD',
    'BODY-7d',
    'the name device_ids with its _ written as \\u005f, which JSON reads as the same, is the same name',
    (id) => [listOf(id).replace('_', '\\u005f')],
  ),
];
