import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadRecords, recordFilesIn } from '@app/platform';
import { memoryStack } from './support/memory-stack.js';
import { serve } from './support/server.js';

jest.setTimeout(400_000);
it('looks', async () => {
  const served = await serve(await memoryStack());
  const token = await served.token('operator', ['partnerships:create']);
  const texts = await recordFilesIn(resolve('examples'));
  await loadRecords({ url: served.url, token, files: texts, papers: resolve('../shared/seeds') });
  const client = await served.client('operator');
  const out = process.env['LOOK'] ?? '/tmp/csvlook/before';
  mkdirSync(out, { recursive: true });
  const { items } = (await client.get('/v1/partnerships')).body as any;
  for (const { partnership: p } of items) {
    const paths = ['actions', 'orphans', 'priorities', 'votes', 'restructures', 'statements', 'issues', 'bodies', 'meetings', 'priority-lists', 'people', 'organisations', 'decisions', 'conflicts', 'documents', 'calls', 'statement-lists', 'consultations', 'decision-rights', 'events', 'holders'];
    const more: string[] = [];
    const votes = (await client.get(`/v1/partnerships/${p}/votes`)).body.items ?? [];
    for (const v of votes.slice(0, 2)) more.push(`votes/${v.id}/options`, `votes/${v.id}/ballots`, `votes/${v.id}/results`);
    const bodies = (await client.get(`/v1/partnerships/${p}/bodies?limit=200`)).body.items ?? [];
    let n = 0;
    for (const b of bodies) {
      const seats = (await client.get(`/v1/partnerships/${p}/bodies/${b.id}/seats`)).body.items ?? [];
      if (seats.length > 0 && n++ < 2) more.push(`bodies/${b.id}/seats`, `bodies/${b.id}/relations`);
    }
    const offers = (await client.get(`/v1/partnerships/${p}/meetings?limit=200`)).body.items ?? [];
    if (offers[0]) more.push(`meetings/${offers[0].id}/attendance`);
    for (const path of [...paths, ...more]) {
      const answer = await client.get(`/v1/partnerships/${p}/${path}`, { accept: 'text/csv' });
      const json = await client.get(`/v1/partnerships/${p}/${path}${path.includes('?') ? '&' : '?'}limit=5`);
      const name = `${out}/${p}.${path.replace(/\//g, '_').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (s) => s.slice(0, 4))}`;
      if (answer.status === 200) {
        writeFileSync(`${name}.csv`, answer.text);
        writeFileSync(`${name}.json`, JSON.stringify(json.body, null, 1));
      }
    }
  }
  void readFileSync;
  await served.stop();
});
