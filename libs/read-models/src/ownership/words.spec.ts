import { Archive, look, type Read } from '../../../../test/support/archive.js';

let archive: Archive;
beforeEach(async () => {
  archive = await Archive.open();
});
afterEach(() => archive.close());

const board = (name: string) => archive.body(name, { on: '2009-01-01', from: '2009-01-01' });
const structure = (command: string, said: object, target: string, on: string, more: object = {}) =>
  archive.record('structure', command, said, { target, on, ...more });

/** Work that was assigned in 2010. */
async function work(kind: string, id?: string): Promise<string> {
  const action = await archive.thing('action', 'RecordAction', { kind: 'action', text: 'Work' }, { on: '2010-01-01' });
  const owner = { kind, text: 'the owner', resolution: id === undefined ? 'none' : 'declared', ...(id && { id }) };
  await archive.record('action', 'AssignAction', { owners: [owner] }, { id: action, target: action, on: '2010-01-01' });
  return action;
}

async function ends(body: string, disposition: object, on: string, more: object = {}): Promise<void> {
  const changes = [{ kind: 'dissolve', original: [body] }];
  const { id } = await archive.record('structure', 'ProposeRestructure', { title: 'Change', changes, proposalNotRecorded: true }, { on }); // prettier-ignore
  const made = { dispositions: [{ body, ...disposition }], agreementNotRecorded: true };
  await structure('ImplementRestructure', made, id, on, more);
}

const owns = (id: string, effectiveAt?: string): Promise<Read> =>
  archive.ask('GetOwnership', { id }, effectiveAt === undefined ? {} : { effectiveAt });
const said = (read: Read) => look(read, 'owners.0.effective.words');

describe('what an owner comes to, in words', () => {
  it('goes from board to board by their names, and the last one stands under its name too', async () => {
    const [a, b, c] = [await board('A Board'), await board('B Board'), await board('C Board')];
    const id = await work('body', a);
    await ends(a, { work: { is: 'to', body: b } }, '2011-04-01');
    await ends(b, { work: { is: 'to', body: c } }, '2012-06');
    expect(said(await owns(id, '2011-03-31'))).toBe('It is owned as recorded.');
    const read = await owns(id);
    expect(said(read)).toBe(
      'A Board ended on 1 April 2011 (dissolve); its work went to B Board. B Board ended in June 2012 (dissolve); its work went to C Board.',
    );
    expect(look(read, 'owners.0.to')).toEqual({ kind: 'body', id: c, text: 'C Board' });
    expect(Object.keys(look(read, 'named.bodies') as object).sort()).toEqual([a, b, c].sort());
  });

  it('names the board to which it came as it is called on the day that is asked about', async () => {
    const [a, b] = [await board('A Board'), await board('B Board')];
    const id = await work('body', a);
    await ends(a, { work: { is: 'to', body: b } }, '2011-04-01');
    await structure('NameBody', { name: 'New Board', kind: 'primary' }, b, '2012-01-01');
    const on = async (day: string) => look(await owns(id, day), 'owners.0.to.text');
    expect([await on('2011-12-31'), await on('2012-01-01')]).toEqual(['B Board', 'New Board']);
    expect(said(await owns(id, '2012-01-01'))).toContain('its work went to New Board.');
  });

  it('leaves whoever got one piece of work to stand beside it, in the words of the record', async () => {
    const [a, b] = [await board('A Board'), await board('B Board')];
    const ann = await archive.thing('person', 'IntroducePerson', { name: 'Ann Lee' });
    const id = await work('body', a);
    const owner = { kind: 'person', id: ann, text: 'Ann', resolution: 'declared' };
    const exceptions = [{ action: id, work: { is: 'to', owner } }];
    await ends(a, { work: { is: 'to', body: b }, exceptions }, '2011-04-01');
    const read = await owns(id);
    expect(said(read)).toBe('A Board ended on 1 April 2011 (dissolve); this part of its work went to a person.');
    expect(look(read, 'owners.0.to')).toEqual(owner);
  });

  it('says of an end that was stated ahead of its day that nothing has confirmed it', async () => {
    const [a, b] = [await board('A Board'), await board('B Board')];
    const id = await work('body', a);
    await ends(a, { work: { is: 'to', body: b } }, '2011-01-01', { from: '2011-04-01' });
    expect(said(await owns(id))).toBe(
      'A Board was to end on 1 April 2011 (dissolve), which nothing has confirmed; its work went to B Board.',
    );
  });

  it('says that nobody got it, or that it cannot be told who is meant', async () => {
    const a = await board('A Board');
    const [lost, unread] = [await work('body', a), await work('unresolved')];
    await ends(a, { work: { is: 'not-recorded' } }, '2011-04-01');
    expect(said(await owns(lost))).toBe(
      'The body ended, and the record says that what became of its work is not recorded.',
    );
    expect(said(await owns(unread))).toBe('It cannot be told who is meant.');
  });

  it('says that it is not known, with why', async () => {
    const a = await board('A Board');
    const id = await work('body', a);
    await ends(a, { work: { is: 'not-recorded' } }, '2011');
    expect(said(await owns(id, '2011-06-01'))).toBe(
      'It is not known whether it owns the work on that day: end not known exactly.',
    );
  });

  it('says of a seat that nobody holds it, beside what the record notes of that', async () => {
    const a = await board('A Board');
    const seat = await structure('CreateSeat', { described: 'Chair', empty: true }, a, '2009-01-01');
    const id = await work('seat', seat.id);
    expect(look(await owns(id), 'owners.0.effective')).toMatchObject({
      is: 'vacant',
      words: 'Nobody holds the seat that owns it.',
    });
    expect(look(await owns(id), 'owners.0.effective')).not.toHaveProperty('noted');
    const gap = { about: 'holders', reason: 'not-in-the-record', words: 'Nobody was named.', member: seat.id };
    await structure('NoteGap', gap, a, '2010-01-01');
    expect(look(await owns(id), 'owners.0.effective.noted')).toMatchObject({
      status: 'not-recorded',
      reason: 'Nobody was named.',
    });
  });

  it('says of a board that it is only planned, beside what the record notes of its beginning, and of that alone', async () => {
    const a = await archive.body('A Board', { on: '2009-01-01', from: '2010-01-01', certainty: 'intention' });
    const id = await work('body', a);
    await structure('NoteGap', { about: 'frequency', reason: 'not-in-the-record', words: 'Rarely.' }, a, '2010-01-01');
    const noted = async () => look(await owns(id), 'owners.0.effective.noted.reason');
    expect(said(await owns(id))).toBe('Its body is only planned: nothing confirms that it was set up.');
    expect(await noted()).toBeUndefined();
    const gap = { about: 'beginning', reason: 'not-in-the-record', words: 'Nothing says that it began.' };
    await structure('NoteGap', gap, a, '2010-01-01');
    expect(await noted()).toBe('Nothing says that it began.');
  });
});

describe('the evidence of who owns an action', () => {
  it('has each event once, though it ended one board and gave its work to another', async () => {
    const [a, b] = [
      await board('A Board'),
      await archive.body('B Board', { on: '2009-01-01', certainty: 'intention' }),
    ];
    const id = await work('body', a);
    const changes = [{ kind: 'replace', original: [a], resulting: [b] }];
    const made = { dispositions: [{ body: a, work: { is: 'to', body: b } }], agreementNotRecorded: true };
    const proposal = { title: 'Change', changes, proposalNotRecorded: true };
    const { id: change } = await archive.record('structure', 'ProposeRestructure', proposal, { on: '2011-04-01' });
    await structure('ImplementRestructure', made, change, '2011-04-01');
    const types = ['ActionAssigned', 'BoardRestructured', 'BodyEstablished'];
    const read = await owns(id);
    expect(look(read, 'evidence.*.type')).toEqual(types);
    expect(look(read, 'owners.0.events')).toHaveLength(types.length);
    expect(look(await archive.ask('GetAction', { id }), 'evidence.*.type')).toEqual(['ActionRecorded', ...types]);
  });
});
