import type { en } from './en.ts';
import { together } from './together.ts';
import { accounting } from './zh/accounting.ts';
import { auth } from './zh/auth.ts';
import { body } from './zh/body.ts';
import { common } from './zh/common.ts';
import { effects } from './zh/effects.ts';
import { errors } from './zh/errors.ts';
import { explore } from './zh/explore.ts';
import { failure } from './zh/failure.ts';
import { gatePacts } from './zh/gate-pacts.ts';
import { gateSays } from './zh/gate-says.ts';
import { gateWhy } from './zh/gate-why.ts';
import { guard } from './zh/guard.ts';
import { ids } from './zh/ids.ts';
import { many } from './zh/many.ts';
import { mends } from './zh/mends.ts';
import { noticed } from './zh/noticed.ts';
import { pacts } from './zh/pacts.ts';
import { page } from './zh/page.ts';
import { report } from './zh/report.ts';
import { rounding } from './zh/rounding.ts';
import { run } from './zh/run.ts';
import { shared } from './zh/shared.ts';
import { success } from './zh/success.ts';
import { uri } from './zh/uri.ts';
import { verdict } from './zh/verdict.ts';

/** Every sentence in Simplified Chinese, in the words of the vendor's own pages. */
export const zh: Record<keyof typeof en, string> = together(
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
