/** The path of the operation as the page writes it (source: URI). The mock has its own: it shares nothing with its judges. */
export const OPERATION_PATH = '/v2/{project_id}/link/instances/{instance_id}/devices/force-offline';

const NAME = 'force-offline';
const DEVICES = OPERATION_PATH.slice(0, -NAME.length);
const PATTERN = new RegExp(`^${OPERATION_PATH.replaceAll(/\{\w+\}/g, '([^/]+)')}$`);

const devicesOf = (projectId: string, instanceId: string): string =>
  DEVICES.replace('{project_id}', () => encodeURIComponent(projectId)).replace('{instance_id}', () =>
    encodeURIComponent(instanceId),
  );

/** The path for this project and this instance, from the base address on. */
export const operationPath = (projectId: string, instanceId: string): string =>
  `${devicesOf(projectId, instanceId)}${NAME}`;

/** Where the query API has one device of an instance. */
export const devicePath = (projectId: string, instanceId: string, device: string): string =>
  `${devicesOf(projectId, instanceId)}${encodeURIComponent(device)}`;

/** Project and instance of a path of the operation, still encoded; null for another path. */
export function placeIn(path: string): { project: string; instance: string } | null {
  const [, project, instance] = PATTERN.exec(path) ?? [];
  return project === undefined || instance === undefined ? null : { project, instance };
}
