import { parse } from 'node:url';
import { expect, test } from '@jest/globals';
import { brokerAddress } from '../../src/base/broker-address.ts';

test.each([
  'mqtt://broker.example.com',
  'mqtts://broker.example.com:8883',
  'mqtt://127.0.0.1:1884',
  'mqtt://[::1]:1885',
  'ws://broker.example.com/mqtt',
  'wss://broker.example.com:443/deep/path?tenant=a',
])('%s is taken apart as the client itself would', (url) => {
  const theirs = parse(url);
  const ours = brokerAddress(url);
  expect(`${ours.protocol}:`).toBe(theirs.protocol);
  expect(ours.host).toBe(theirs.hostname);
  expect(ours.port ?? null).toBe(theirs.port === null || /^wss:.*:443/.test(url) ? null : Number(theirs.port));
  expect(ours.path ?? null).toBe(url.startsWith('ws') ? theirs.path : null);
});

test('the address of a WebSocket keeps the brackets of IPv6', () => {
  expect(brokerAddress('ws://[::1]:8083/mqtt')).toEqual({
    protocol: 'ws',
    host: '[::1]',
    hostname: '[::1]',
    port: 8083,
    path: '/mqtt',
  });
});
