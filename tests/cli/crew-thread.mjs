// A thread for tests of the crew: each task says what is to become of it.
import { serve } from '../../dist/many/thread.js';

await serve(async (data) => ({
  perform: async (task, { signal, tell }) => {
    tell(`begun ${task}`);
    if (task === 'throws') throw new Error('thrown');
    if (task === 'is refused') throw Object.assign(new Error('refused'), { name: 'ConfigError' });
    // Out of turn, as from a socket's listener: nobody awaits it.
    if (task === 'crashes')
      setImmediate(() => {
        throw new Error('crashed');
      });
    if (task === 'leaves') process.exit(7);
    if (task === 'spins') for (;;);
    if (task === 'eats') {
      const eaten = [];
      for (;;) eaten.push(new Array(1e5).fill(eaten.length));
    }
    if (task === 'never ends' || task === 'crashes') return new Promise(() => {});
    if (task === 'until aborted')
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve('aborted')));
    if (task === 'waits') await new Promise((resolve) => setTimeout(resolve, 300));
    return `${data} ${task}`;
  },
}));
