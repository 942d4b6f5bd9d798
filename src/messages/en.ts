import { accounting } from './en/accounting.ts';
import { auth } from './en/auth.ts';
import { body } from './en/body.ts';
import { common } from './en/common.ts';
import { effects } from './en/effects.ts';
import { errors } from './en/errors.ts';
import { explore } from './en/explore.ts';
import { failure } from './en/failure.ts';
import { gatePacts } from './en/gate-pacts.ts';
import { gateSays } from './en/gate-says.ts';
import { gateWhy } from './en/gate-why.ts';
import { guard } from './en/guard.ts';
import { ids } from './en/ids.ts';
import { many } from './en/many.ts';
import { mends } from './en/mends.ts';
import { noticed } from './en/noticed.ts';
import { pacts } from './en/pacts.ts';
import { page } from './en/page.ts';
import { report } from './en/report.ts';
import { rounding } from './en/rounding.ts';
import { run } from './en/run.ts';
import { shared } from './en/shared.ts';
import { success } from './en/success.ts';
import { uri } from './en/uri.ts';
import { verdict } from './en/verdict.ts';
import { together } from './together.ts';

/** Every sentence in English, by its kind. A kind never changes its meaning, and is never used for something else. */
export const en = together(
  common,
  accounting,
  auth,
  body,
  effects,
  errors,
  explore,
  failure,
  gatePacts,
  gateSays,
  gateWhy,
  guard,
  ids,
  page,
  many,
  mends,
  noticed,
  pacts,
  report,
  rounding,
  run,
  shared,
  success,
  uri,
  verdict,
);
