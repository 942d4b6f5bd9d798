/** The same exchanges through supertest, which the live tests of jest send through. */
import { useWire } from '../../src/exchange/wire.ts';
import { supertestWire } from '../conformance/supertest-wire.ts';

useWire(supertestWire);
await import('./exchange.test.ts');
