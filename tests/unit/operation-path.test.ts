import { expect, test } from '@jest/globals';
import { devicePath, OPERATION_PATH, operationPath, placeIn } from '../../src/operation/path.ts';

test('the path for a project and an instance is the documented one, with both encoded', () => {
  expect(operationPath('{project_id}', '{instance_id}')).toBe(
    OPERATION_PATH.replaceAll('{', '%7B').replaceAll('}', '%7D'),
  );
  expect(operationPath('a/b', '$&')).toBe('/v2/a%2Fb/link/instances/%24%26/devices/force-offline');
  expect(devicePath('p', 'i', '2 0')).toBe('/v2/p/link/instances/i/devices/2%200');
});

test('a path of the operation tells its project and instance, another path nothing', () => {
  expect(placeIn(operationPath('a/b', 'default'))).toEqual({ project: 'a%2Fb', instance: 'default' });
  for (const other of [devicePath('p', 'i', '1'), `${operationPath('p', 'i')}/`, `/x${operationPath('p', 'i')}`, '/v2'])
    expect(placeIn(other)).toBeNull();
});
