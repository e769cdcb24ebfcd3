import fc from 'fast-check';
import { Archive, look, type Read } from '../../../../test/support/archive.js';

/** One of four boards ends: of whom, when, to whom its work goes (itself: to nobody), and one action apart. */
const ending = fc.record({
  of: fc.nat(3),
  day: fc.constantFrom('2011-04-01', '2011-06-01', '2012-01-01'),
  to: fc.nat(3),
  apart: fc.option(fc.record({ action: fc.nat(3), person: fc.boolean() }), { nil: undefined }),
});
const DAYS = ['2011-03-31', '2011-04-01', '2011-12-31', '2012-01-01'];

const owner = (kind: string, id = '') => ({ kind, id, text: 'Owner', resolution: 'declared' });

type Ending = typeof ending extends fc.Arbitrary<infer E> ? E : never;

/** Four boards, each with an action of its own, and a person. */
async function world(archive: Archive, endings: readonly Ending[]) {
  const boards: string[] = [];
  const actions: string[] = [];
  const person = await archive.thing('person', 'IntroducePerson', { name: 'Ann Lee' });
  for (const name of ['North', 'South', 'East', 'West']) {
    const board = await archive.body(name, { on: '2009-01-01', from: '2009-01-01' });
    const id = await archive.thing('action', 'RecordAction', { kind: 'action', text: name }, { on: '2010-01-01' });
    await archive.record('action', 'AssignAction', { owners: [owner('body', board)] }, { id, target: id, on: '2010-01-01' }); // prettier-ignore
    boards.push(board);
    actions.push(id);
  }
  for (const { of, day, to, apart } of endings) {
    const changes = [{ kind: 'dissolve', original: [boards[of]] }];
    const heir = apart?.person ? owner('person', person) : owner('body', boards[(to + 1) % 4]);
    const exceptions = apart ? [{ action: actions[apart.action], work: { is: 'to', owner: heir } }] : [];
    const work = to === of ? { is: 'not-recorded' } : { is: 'to', body: boards[to] };
    const proposal = { title: 'Change', changes, proposalNotRecorded: true };
    const { id } = await archive.record('structure', 'ProposeRestructure', proposal, { on: day });
    const made = { dispositions: [{ body: boards[of], work, exceptions }], agreementNotRecorded: true };
    await archive.attempt('structure', 'ImplementRestructure', made, { target: id, on: day });
  }
  return { boards, actions, person };
}

const idsIn = (read: Read) => (look(read, 'items.*.id') as string[]).sort();

describe('whatever became of their boards', () => {
  it('the list of what somebody owns, and that of orphans, hold what the ownership of each action says', async () => {
    const property = fc.asyncProperty(fc.array(ending, { maxLength: 5 }), async (endings) => {
      const archive = await Archive.open();
      try {
        const { boards, actions, person } = await world(archive, endings);
        for (const effectiveAt of DAYS) {
          const told = new Map<string, string[]>([['nobody', []]]);
          for (const id of actions) {
            const read = await archive.ask('GetOwnership', { id }, { effectiveAt });
            const [first] = read['owners'] as { recorded: { id: string }; to?: { id: string }; effective: object }[];
            const whose = look(first, 'effective.is') === 'orphaned' ? 'nobody' : (first?.to ?? first?.recorded)?.id;
            told.set(whose ?? '', [...(told.get(whose ?? '') ?? []), id]);
          }
          for (const id of [...boards, person]) {
            const listed = await archive.ask('ListActions', {}, { owner: id, effectiveAt });
            expect(idsIn(listed)).toEqual((told.get(id) ?? []).sort());
          }
          expect(idsIn(await archive.ask('ListOrphans', {}, { effectiveAt }))).toEqual(told.get('nobody')?.sort());
        }
      } finally {
        await archive.close();
      }
    });
    await fc.assert(property, { numRuns: 10, endOnFailure: true });
  }, 60_000);
});
