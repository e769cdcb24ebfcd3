import { Archive, look } from '../../../../test/support/archive.js';

let archive: Archive;
beforeEach(async () => {
  archive = await Archive.open();
});
afterEach(() => archive.close());

const action = (said: object) => archive.thing('action', 'RecordAction', { kind: 'action', ...said });

describe('what the ids in an answer stand for', () => {
  it('is of an action its title, or its words where it has none', async () => {
    const [titled, worded] = [await action({ title: 'A map', text: 'Draw a map' }), await action({ text: 'Ask them' })];
    const id = await archive.thing('call', 'CallForOffers', { title: 'Offers', actions: [titled, worded] });
    const actions = { [titled]: { title: 'A map' }, [worded]: { title: 'Ask them' } };
    expect(look(await archive.ask('GetCall', { id }), 'named.actions')).toEqual(actions);
    expect(look(await archive.ask('ListCalls'), 'named.actions')).toEqual(actions);
  });

  it('is of a piece of work that went elsewhere what the work was', async () => {
    const [a, b] = [await archive.body('A Board', { on: '2009-01-01' }), await archive.body('B Board')];
    const apart = await action({ text: 'Night bus' });
    const changes = [{ kind: 'dissolve', original: [a] }];
    const proposal = { title: 'Change', changes, proposalNotRecorded: true };
    const { id } = await archive.record('structure', 'ProposeRestructure', proposal, { on: '2011-04-01' });
    const owner = { kind: 'unresolved', text: 'somebody', resolution: 'none' };
    const exceptions = [{ action: apart, work: { is: 'to', owner } }];
    const made = { dispositions: [{ body: a, work: { is: 'to', body: b }, exceptions }], agreementNotRecorded: true };
    await archive.record('structure', 'ImplementRestructure', made, { target: id, on: '2011-04-01' });
    const named = { [apart]: { title: 'Night bus' } };
    expect(look(await archive.ask('GetBodySuccession', { id: a }), 'named.actions')).toEqual(named);
    expect(look(await archive.ask('GetRestructure', { id }), 'named.actions')).toEqual(named);
  });

  it('is of a decision its title, wherever it is cited', async () => {
    const decision = await archive.thing('statement', 'RecordStatement', { kind: 'decision', title: 'It is agreed' });
    const said = { kind: 'comment', text: 'On that.', parent: decision };
    const id = await archive.thing('statement', 'RecordStatement', said);
    const read = await archive.ask('GetStatement', { id });
    expect(look(read, 'named.statements')).toEqual({ [decision]: { title: 'It is agreed' } });
  });

  it('has no actions and no statements where none is mentioned', async () => {
    const id = await action({ text: 'Ask them' });
    expect(Object.keys(look(await archive.ask('GetAction', { id }), 'named') as object)).toEqual([
      'bodies',
      'organisations',
      'documents',
    ]);
  });
});
