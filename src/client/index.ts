/**
 * The client alone, as `roma-conformance/client`: one file without dependencies, which loads nothing of the suite.
 *
 * @packageDocumentation
 */

export {
  type DeviceIdInput,
  type DeviceInfo,
  type ForceOfflineOptions,
  type ForceOfflineResult,
  forceOffline,
  postForceOffline,
} from './client.ts';
export { ForceOfflineError } from './error.ts';
