/**
 * The suite as functions. They print nothing, write no file unless they are told where, and set no exit code: what is found
 * is in what they give back. The command line is made of the same functions.
 *
 * Whatever the caller got wrong (a file, a key, an option, a pact) is thrown as a {@link ConfigError}, before anything is
 * sent. A deployment that answers badly, or not at all, is never an exception: it is in the report.
 *
 * Times are in milliseconds where nothing else is said. Ids of devices are texts of decimal digits, because they reach past
 * 2^53. What is not exported here may change in any release.
 *
 * @packageDocumentation
 */

export { attest } from './attest/attest.ts';
export { type Audit, type AuditFiles, audit, type Point } from './attest/audit.ts';
export { ConfigError } from './base/config-error.ts';
export {
  type DeviceIdInput,
  type DeviceInfo,
  type ForceOfflineOptions,
  type ForceOfflineResult,
  forceOffline,
  postForceOffline,
} from './client/client.ts';
export { ForceOfflineError } from './client/error.ts';
export type {
  Absent,
  Allow,
  Auth,
  Deployment,
  Limits,
  MqttLogin,
  TestDevice,
  Tls,
  Waiver,
} from './deployment/deployment.ts';
export { deploymentFromEnv, loadDeploymentFile, loadDotenv, parseDeployment } from './deployment/load.ts';
export type { EditionId } from './edition/edition.ts';
export { editionIds } from './edition/load.ts';
export { type GateOptions, gate } from './gate/between.ts';
export type * from './gate/gate.gen.ts';
export type { NamedText } from './gate/task.ts';
export type { Ended, ManyOptions } from './many/run-many.ts';
export { type VerifyManyOptions, verifyMany } from './many/verify-many.ts';
export type { Language } from './messages/messages.ts';
export type { Id } from './operation/id.ts';
export { type PactFile, type PactInteraction, readPact } from './pacts/pact-file.ts';
export { type PactProgress, type VerifyPactsOptions, verifyPacts } from './pacts/verify-pacts.ts';
export type { FormatName } from './report/formats.ts';
export type * from './report/report.gen.ts';
export { type Comparison, compare } from './results/compare.ts';
export type { Change, ComparedRun } from './results/comparison.gen.ts';
export { openStore, type StoreOptions } from './results/open.ts';
export type { RunDigests, RunSuite, StoredFinding, StoredRun, StoredSaid } from './results/run.gen.ts';
export { runOf } from './results/run.ts';
export { type ResultStore, type RunQuery, StoreError, UnreadableRun } from './results/store.ts';
export type { ExploreOptions } from './run/explore.ts';
export type { Sink } from './run/record.ts';
export type { Progress } from './run/run.ts';
export { type Diagnosis, type ExamineOptions, examine } from './suite/doctor.ts';
export { type RejudgeOptions, rejudge } from './suite/rejudge.ts';
export { type RenderOptions, render } from './suite/render.ts';
export { type VerifyOptions, verify } from './suite/verify.ts';
export { EXIT, type ExitCode, exitCodeOf } from './verdict/exit-code.ts';
export type { VerdictName } from './verdict/verdict.ts';
