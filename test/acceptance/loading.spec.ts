import { resolve } from 'node:path';
import { countsOf, loadRecords, recordFilesIn } from '@app/platform';
import { memoryStack } from '../e2e/support/memory-stack.js';
import { serve, type Served } from '../e2e/support/server.js';

let served: Served;
beforeAll(async () => {
  served = await serve(await memoryStack());
});
afterAll(() => served.stop());

it('the six records are loaded without papers and without a refusal, and a second time nothing is left to record', async () => {
  const token = await served.token('operator', ['partnerships:create']);
  const files = await recordFilesIn(resolve('examples'));
  const load = async () => countsOf(await loadRecords({ url: served.url, token, files }));
  const { new: recorded, ...others } = await load();
  expect(others).toEqual({ present: 0, different: 0, amended: 0, refused: 0, blocked: 0 });
  const head = await served.stack.log.head();
  expect(await load()).toEqual({ new: 0, present: recorded, different: 0, amended: 0, refused: 0, blocked: 0 });
  expect(await served.stack.log.head()).toEqual(head);
}, 120_000);
