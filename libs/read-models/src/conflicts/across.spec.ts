import { Archive, look } from '../../../../test/support/archive.js';

describe('conflicts across bodies', () => {
  let archive: Archive;
  beforeEach(async () => {
    archive = await Archive.open();
  });
  afterEach(() => archive.close());

  const breaches = async (params: object = {}) =>
    (await archive.ask('ListConflicts', {}, { kind: 'breach', ...params })).items;
  const amend = async (event: string, replacement: object | null) => {
    const stored = await archive.stored('structure', 'testshire');
    const revision = stored.findIndex(({ id }) => id === event);
    const body = { kind: 'recorded-in-error', replacement };
    await archive.record('structure', 'AmendFact', body, { target: 'testshire', member: String(revision) });
  };
  const established = (name: string, more: object = {}, on = '2010-01-01') =>
    archive.record('structure', 'EstablishBody', { name, kind: 'class', ...more }, { on, from: on });

  it('are two of one name, once a renaming that kept them apart is withdrawn', async () => {
    const first = await established('Health Board');
    const renamed = await archive.record(
      'structure',
      'NameBody',
      { name: 'Wellbeing Board', kind: 'primary' },
      { target: first.id, on: '2012-01-01', from: '2012-01-01' },
    );
    const second = await established('Health Board', {}, '2013-01-01');
    expect(await breaches()).toEqual([]);
    await amend(renamed.events[0]?.id as string, null);
    const found = {
      rule: 'body-name-taken',
      match: 'definite',
      about: { kind: 'body', id: first.id },
      other: second.id,
    };
    expect(await breaches()).toMatchObject([found]);
    expect(await breaches({ about: second.id })).toMatchObject([{ ...found, about: { kind: 'body', id: second.id } }]);
  });

  it('are possible where a fuzzy renaming may have come too late', async () => {
    const first = await established('Health Board');
    await archive.record(
      'structure',
      'NameBody',
      { name: 'Wellbeing Board', kind: 'primary' },
      { target: first.id, on: '2012', from: '2012' },
    );
    await established('Health Board', {}, '2012-06-01');
    expect(await breaches()).toMatchObject([{ rule: 'body-name-taken', match: 'possible' }]);
  });

  it('are none of bodies that were said to be two', async () => {
    const first = await established('Health Board');
    await established('Health Board', { distinctFrom: [first.id] });
    expect(await breaches()).toEqual([]);
  });

  it('are classes that an amendment made members of themselves, told of once', async () => {
    const whole = await established('Boards');
    const part = await established('Themed Boards', { memberOf: whole.id });
    expect(await breaches()).toEqual([]);
    await amend(whole.events[0]?.id as string, { data: { name: 'Boards', kind: 'class', memberOf: part.id } });
    const found = await breaches();
    expect(found).toMatchObject([{ rule: 'not-a-class', match: 'definite', about: { kind: 'body', id: whole.id } }]);
    expect(look(found, '0.evidence.*.type')).toEqual(['BodyEstablished', 'BodyEstablished']);
  });
});

describe('conflicts within a list of statements', () => {
  it('are two entries at one place, on days that both may share', async () => {
    const archive = await Archive.open();
    const listId = await archive.thing('statement-list', 'RecordStatementList', { contents: 'complete' });
    const entry = (text: string, place: number, said: object = {}, more: object = {}) =>
      archive.thing('statement', 'RecordStatement', { kind: 'aim', text, listId, place, ...more }, said);
    await entry('one', 1, { on: '2011-01-01', to: '2012-01-01' });
    const two = await entry('two', 2, { on: '2011-01-01' });
    await entry('one, later', 1, { on: '2012-01-01' });
    await entry('second below two', 2, { on: '2012-01-01' }, { parent: two });
    expect((await archive.ask('ListConflicts')).items).toEqual([]);
    await entry('another', 2, { on: '2012-01-01' });
    const { items } = await archive.ask('ListConflicts');
    expect(items).toMatchObject([
      { kind: 'breach', rule: 'place-taken', match: 'definite', about: { kind: 'statement-list', id: listId } },
    ]);
    await archive.close();
  });
});
