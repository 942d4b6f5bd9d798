import { BasicCredentials } from '@huaweicloud/huaweicloud-sdk-core/auth/BasicCredentials.js';
import { HcClient } from '@huaweicloud/huaweicloud-sdk-core/HcClient.js';
import { DefaultHttpClient } from '@huaweicloud/huaweicloud-sdk-core/http/DefaultHttpClient.js';

/** Where and as whom the vendor's client calls. */
export interface SdkCaller {
  baseUrl: string;
  projectId: string;
  instanceId: string;
  /** null sends the request unsigned. */
  credential: { accessKey: string; secretKey: string } | null;
}

export interface SdkDevice {
  id: number;
  device_name?: string;
  device_id?: number;
}

export interface SdkAnswer {
  httpStatusCode: number;
  success: SdkDevice[];
  failed: SdkDevice[];
}

/** The vendor's core writes every refusal to the console; its exception tells the caller all the same. */
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * Calls BatchFreezeDevices with the core of the vendor's SDK, in the way of its generated clients: their package for ROMA
 * is not on npm, so what it would hold stands here. Throws the SDK's ServiceResponseException for a refusal.
 */
export async function batchFreezeDevices(caller: SdkCaller, deviceIds: readonly number[]): Promise<SdkAnswer> {
  const { baseUrl, projectId, instanceId, credential } = caller;
  const http = new DefaultHttpClient({ logger: silent as never }, [baseUrl]);
  const client = new HcClient(http).withEndpoints([baseUrl]);
  if (credential) {
    client.withCredential(
      new BasicCredentials().withAk(credential.accessKey).withSk(credential.secretKey).withProjectId(projectId),
    );
  }
  return client.sendRequest({
    method: 'POST',
    url: '/v2/{project_id}/link/instances/{instance_id}/devices/force-offline',
    contentType: 'application/json;charset=UTF-8',
    queryParams: {},
    pathParams: { project_id: projectId, instance_id: instanceId },
    headers: {},
    data: { device_ids: [...deviceIds] },
  }) as unknown as Promise<SdkAnswer>;
}
