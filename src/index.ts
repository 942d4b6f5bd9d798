/**
 * The library: read a deployment, run checks against it, judge the record, render reports. The command line is made of the
 * same parts.
 */

export { attest } from './attest/attest.ts';
export { type Audit, type AuditFiles, audit } from './attest/audit.ts';
export { ConfigError } from './base/config-error.ts';
export { catalogue } from './checks/catalogue.ts';
export type { Check, Finding, Invariant, Scenario } from './checks/check.ts';
export { exploring } from './checks/explore/explore.ts';
export {
  type DeviceIdInput,
  type DeviceInfo,
  type ForceOfflineOptions,
  type ForceOfflineResult,
  forceOffline,
  postForceOffline,
} from './client/client.ts';
export { ForceOfflineError } from './client/error.ts';
export type { Deployment } from './deployment/deployment.ts';
export { deploymentFromEnv, loadDeploymentFile, loadDotenv, parseDeployment } from './deployment/load.ts';
export type { Clause, Edition, EditionId } from './edition/edition.ts';
export { editionIds, loadEdition } from './edition/load.ts';
export { type PactFile, type PactInteraction, readPact } from './pacts/pact-file.ts';
export { type VerifyPactsOptions, verifyPacts } from './pacts/verify-pacts.ts';
export { assemble } from './report/assemble.ts';
export { formats } from './report/formats.ts';
export type { Report } from './report/report.gen.ts';
export { renderText } from './report/text.ts';
export { type Comparison, compare } from './results/compare.ts';
export { openStore } from './results/open.ts';
export type { StoredRun } from './results/run.gen.ts';
export { runOf } from './results/run.ts';
export type { ResultStore, RunQuery } from './results/store.ts';
export { type Plan, plan } from './run/plan.ts';
export type { RunRecord } from './run/record.ts';
export { type RunOptions, run } from './run/run.ts';
export { type Diagnosis, type ExamineOptions, examine } from './suite/doctor.ts';
export { type RejudgeOptions, rejudge } from './suite/rejudge.ts';
export { type VerifyOptions, verify } from './suite/verify.ts';
export { EXIT, type ExitCode, exitCodeOf } from './verdict/exit-code.ts';
export { applyWaivers, judge, type Outcome, type Result } from './verdict/outcome.ts';
export { pactsVerdict } from './verdict/pacts.ts';
export { type Verdict, verdictOf } from './verdict/verdict.ts';
