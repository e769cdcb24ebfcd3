import { Archive, look } from '../../../../test/support/archive.js';

let archive: Archive;
beforeEach(async () => {
  archive = await Archive.open();
});
afterEach(() => archive.close());

const board = (name: string) => archive.body(name, { on: '2009-01-01', from: '2009-01-01' });

async function ended(body: string, heir: string, on: string): Promise<void> {
  const proposal = { title: 'Change', changes: [{ kind: 'dissolve', original: [body] }], proposalNotRecorded: true };
  const { id } = await archive.record('structure', 'ProposeRestructure', proposal, { on });
  const made = { dispositions: [{ body, work: { is: 'to', body: heir } }], agreementNotRecorded: true };
  await archive.record('structure', 'ImplementRestructure', made, { target: id, on });
}

const listed = async (params: object) =>
  look(await archive.ask('ListActions', {}, params), 'items.*.match') as string[];

describe('work that went from one board to another, of which it is open whether that one was still there', () => {
  it('is perhaps the last one’s and perhaps nobody’s, and certainly not that of the one between', async () => {
    const [a, b, c] = [await board('A'), await board('B'), await board('C')];
    const id = await archive.thing('action', 'RecordAction', { kind: 'action', text: 'Work' }, { on: '2010-01-01' });
    const owners = [{ kind: 'body', id: a, text: 'A', resolution: 'declared' }];
    await archive.record('action', 'AssignAction', { owners }, { id, target: id, on: '2010-01-01' });
    await ended(a, b, '2011');
    await ended(b, c, '2011-06-01');
    const read = await archive.ask('GetOwnership', { id }, { effectiveAt: '2012-01-01' });
    expect(read).toMatchObject({
      answer: 'unknown',
      orphaned: 'unknown',
      owners: [
        {
          effective: { is: 'unknown', reason: 'order of the ends not known exactly' },
          ifEnded: { effective: { is: 'owner' }, to: { kind: 'body', id: c } },
        },
      ],
    });
    expect(look(read, 'owners.0.events')).toHaveLength(3);
    const at = { effectiveAt: '2012-01-01' };
    expect(await listed({ ...at, owner: c })).toEqual(['possible']);
    expect(await listed({ ...at, owner: c, via: 'succession' })).toEqual(['possible']);
    expect(await listed({ ...at, owner: b })).toEqual([]);
    expect(look(await archive.ask('ListOrphans', {}, at), 'items.*.match')).toEqual(['possible']);
  });
});
