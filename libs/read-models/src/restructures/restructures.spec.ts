import { Archive, look } from '../../../../test/support/archive.js';

let archive: Archive;
beforeEach(async () => {
  archive = await Archive.open();
});
afterEach(() => archive.close());

const body = (name: string) => archive.body(name, { on: '2009-01-01' });
const propose = (changes: object[], more: object = {}) =>
  archive.thing('structure', 'ProposeRestructure', { title: 'One board', changes, ...more }, { on: '2011-01-01' });
const step = (target: string, command: string, payload: object, on: string, more: object = {}) =>
  archive.record('structure', command, payload, { target, on, ...more });

/** Both boards become one on 1 April 2011; the work of the first goes to it, that of the second is left. */
async function merger() {
  const [crime, drugs] = [await body('Crime Board'), await body('Drugs Board')];
  const safer = await archive.body('Safer Board', { on: '2011-01-01', certainty: 'intention' });
  const id = await propose([{ kind: 'merge', original: [crime, drugs], resulting: [safer] }]);
  await step(id, 'AgreeRestructure', { by: [crime] }, '2011-02-01');
  const dispositions = [
    { body: crime, work: { is: 'to', body: safer } },
    { body: drugs, work: { is: 'orphaned', reason: 'The grant ended.' } },
  ];
  await step(id, 'ImplementRestructure', { dispositions }, '2011-04-01');
  return { id, crime, drugs, safer };
}

describe('a restructure', () => {
  it('gets on day by day, from proposal to implementation', async () => {
    const { id } = await merger();
    const status = async (effectiveAt: string) =>
      (await archive.ask('GetRestructure', { id }, { effectiveAt }))['status'];
    const days = ['2010-12-31', '2011-01-01', '2011-02-01', '2011-03-31', '2011-04-01'];
    expect(await Promise.all(days.map(status))).toEqual(['not-yet', 'proposed', 'agreed', 'agreed', 'implemented']);
  });

  it('shows its changes with what they are, and what becomes of the work', async () => {
    const { id, drugs } = await merger();
    const read = await archive.ask('GetRestructure', { id });
    expect(look(read, 'changes.*.status')).toEqual(['in-force']);
    expect(look(read, 'dispositions.1')).toMatchObject({ body: drugs, work: { reason: 'The grant ended.' } });
    expect(look(read, 'steps.*.step')).toEqual(['proposed', 'agreed', 'implemented']);
    expect(read['missing']).toEqual({});
    expect(look(read, 'evidence.*.type')).toEqual(['RestructureProposed', 'RestructureAgreed', 'BoardRestructured']);
  });

  it('says which steps the record lacks', async () => {
    const id = await propose([{ kind: 'dissolve', original: [await body('Board')] }], { proposalNotRecorded: true });
    const read = await archive.ask('GetRestructure', { id });
    expect(Object.keys(read['missing'] as object)).toEqual(['proposal', 'agreement', 'implementation']);
  });

  it('has changes of different certainty, each of its own', async () => {
    const [a, b] = [await body('A'), await body('B')];
    const changes = [
      { kind: 'dissolve', original: [a] },
      { kind: 'leave-structure', original: [b], certainty: 'possible' },
    ];
    const id = await propose(changes);
    const made = { agreementNotRecorded: true, dispositions: [{ body: a, work: { is: 'not-recorded' } }] };
    await step(id, 'ImplementRestructure', made, '2011-04-01');
    const read = await archive.ask('GetRestructure', { id });
    expect(look(read, 'changes.*.status')).toEqual(['in-force', 'planned']);
    expect(look(read, 'changes.*.certainty')).toEqual(['fact', 'possible']);
    const members = await archive.ask('ListRestructureImplementations', { id });
    expect(look(members, 'items.0.changes.*.status')).toEqual(['in-force', 'planned']);
  });

  it('is listed by how far it has got, and by the bodies that it names', async () => {
    const { id, safer } = await merger();
    const other = await propose([{ kind: 'dissolve', original: [await body('Other')] }]);
    const listed = async (params: object) => look(await archive.ask('ListRestructures', {}, params), 'items.*.id');
    expect(await listed({})).toEqual([id, other]);
    expect(await listed({ status: 'proposed' })).toEqual([other]);
    expect(await listed({ status: 'proposed,agreed', effectiveAt: '2011-03-01' })).toEqual([id, other]);
    expect(await listed({ body: safer })).toEqual([id]);
  });

  it('holds who agreed, and why it was given up', async () => {
    const board = await body('Board');
    const id = await propose([{ kind: 'dissolve', original: [board] }]);
    await step(id, 'AgreeRestructure', { by: [board], terms: 'while remaining flexible' }, '2011-02-01');
    await step(id, 'AbandonRestructure', { reason: 'No money.' }, '2011-03-01');
    expect(look(await archive.ask('ListRestructureAgreements', { id }), 'items.*.terms')).toEqual([
      'while remaining flexible',
    ]);
    expect(look(await archive.ask('ListRestructureAbandonments', { id }), 'items.*.reason')).toEqual(['No money.']);
    expect(look(await archive.ask('ListRestructureImplementations', { id }), 'missing.items.reason')).toBe(
      'It is not recorded as implemented.',
    );
    expect(await archive.answer('GetRestructure', { id })).toMatchObject({ ok: true, revision: 3n });
  });
});

describe('the succession of a body', () => {
  it('goes forward to what came of it, and backward to what it came from', async () => {
    const { crime, drugs, safer, id } = await merger();
    const [north, south] = [await body('North Board'), await body('South Board')];
    const split = await propose([{ kind: 'split', original: [safer], resulting: [north, south] }]);
    const made = { agreementNotRecorded: true, dispositions: [{ body: safer, work: { is: 'not-recorded' } }] };
    await step(split, 'ImplementRestructure', made, '2013-04-01');
    const forward = await archive.ask('GetBodySuccession', { id: crime });
    expect(look(forward, 'became.*.body')).toEqual([crime, safer]);
    expect(look(forward, 'became.*.restructure')).toEqual([id, split]);
    expect(look(forward, 'became.*.successors')).toEqual([[safer], [north, south]]);
    expect(look(forward, 'became.0.work.work')).toEqual({ is: 'to', body: safer });
    expect(forward['status']).toBe('ended');
    const backward = await archive.ask('GetBodySuccession', { id: north });
    expect(look(backward, 'cameFrom.*.predecessors')).toEqual([[safer], [crime, drugs]]);
    expect(look(backward, 'missing.became')).toMatchObject({ status: 'not-recorded' });
  });

  it('gives the same status as the body itself, of one that is only planned too, whatever day has passed', async () => {
    const id = await archive.body('Night Board', { on: '2010-01-01', from: '2010-06-01', certainty: 'intention' });
    const statuses = await Promise.all(
      ['GetBodySuccession', 'GetBody'].map(async (query) => (await archive.ask(query, { id }))['status']),
    );
    expect(statuses).toEqual(['planned', 'planned']);
  });

  it('tells what has happened by the day from what is to happen', async () => {
    const { crime } = await merger();
    const happened = async (effectiveAt: string) =>
      look(await archive.ask('GetBodySuccession', { id: crime }, { effectiveAt }), 'became.*.happened');
    expect([await happened('2011-03-31'), await happened('2011-04-01')]).toEqual([[false], [true]]);
  });
});
