import type { EventEmitter } from 'node:events';
import type { ClientRequest } from 'node:http';
import supertest from 'supertest';
import type { Wire } from '../../src/exchange/wire.ts';

/** Through supertest, as tests of an API in jest send. */
export const supertestWire: Wire = ({ method, url, headers, body, agent, maxHeaderSize }, onError) => {
  const test = new supertest.Test(url.origin, method, `${url.pathname}${url.search}`);
  test
    .agent(agent)
    .redirects(0)
    .ok(() => true)
    .buffer(false);
  for (const [name, value] of Object.entries(headers)) test.set(name, value);
  if (body !== null) {
    test.send(body);
    // superagent takes text without a type for a form.
    if (!Object.keys(headers).some((name) => name.toLowerCase() === 'content-type')) test.unset('Content-Type');
  }
  // The answer is read elsewhere; superagent is only kept from reading it, too.
  test.parse((_res, _done) => {});
  // superagent's own view of the answer repeats its errors, and would throw them where nobody listens.
  test.on('response', (view: EventEmitter) => view.on('error', () => {}));
  const req = (test as unknown as { request(): ClientRequest }).request();
  // Node reads it when a socket is assigned, which is later. superagent has no option for it.
  Object.assign(req, { maxHeaderSize });
  req.once('response', (res) => {
    // superagent is to make nothing of them: it would decode without bounds and take a broken stream for its end.
    for (const name of Object.keys(res.headers)) if (name !== 'content-length') delete res.headers[name];
  });
  test.end((error: unknown) => {
    if (error) onError(error);
  });
  return {
    req,
    abort: () => {
      test.abort();
      req.destroy();
    },
  };
};
