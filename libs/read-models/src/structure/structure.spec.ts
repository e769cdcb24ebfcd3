import { Archive, look } from '../../../../test/support/archive.js';

describe('bodies and people', () => {
  let archive: Archive;
  beforeEach(async () => {
    archive = await Archive.open();
  });
  afterEach(() => archive.close());

  it('bear the names of the day that is asked about', async () => {
    const id = await archive.body('Crime Group', { on: '2011-01-01' });
    await archive.record(
      'structure',
      'NameBody',
      { name: 'Safer Group', kind: 'primary' },
      { target: id, on: '2012-01-01', from: '2012-01-01' },
    );
    const name = async (effectiveAt: string) => (await archive.ask('GetBody', { id }, { effectiveAt }))['name'];
    expect([await name('2011-06-01'), await name('2012-06-01')]).toEqual(['Crime Group', 'Safer Group']);
    expect(look(await archive.ask('ListBodies', {}, { name: 'safer group' }), 'items.*.id')).toEqual([id]);
    expect(
      look(await archive.ask('ListBodies', {}, { name: 'safer group', effectiveAt: '2011-06-01' }), 'items'),
    ).toEqual([]);
  });

  it('are unknown on days before they were met in being, with what is excluded', async () => {
    const id = await archive.body('Board', { on: '2011-01-01' });
    const body = await archive.ask('GetBody', { id }, { effectiveAt: '2010-01-01' });
    expect([body['status'], body['excluded']]).toEqual(['unknown', ['ended']]);
  });

  it('are planned where the record only intends them', async () => {
    const id = await archive.body('Place Board', { on: '2011-01-01', certainty: 'possible' });
    expect((await archive.ask('GetBody', { id }))['status']).toBe('planned');
  });

  it('are listed before they begin, as what they are to be', async () => {
    const id = await archive.body('Place Board', { on: '2011-01-01', from: '2012-01-01', certainty: 'intention' });
    const list = await archive.ask('ListBodies', {}, { effectiveAt: '2011-06-01' });
    expect(look(list, 'items.*.id')).toEqual([id]);
    expect(look(list, 'items.0.status')).toBe(
      (await archive.ask('GetBody', { id }, { effectiveAt: '2011-06-01' }))['status'],
    );
    expect(look(list, 'items.0.status')).toBe('planned');
  });

  it('may have been stated by a day inside a fuzzy date: the list says so, and does not say that there are none', async () => {
    await archive.body('Board', { on: '2010-11-18/2010-12-31' });
    const by = (statedBy: string) => archive.ask('ListBodies', {}, { statedBy });
    const maybe = await by('2010-12-01');
    expect([look(maybe, 'items'), look(maybe, 'missing.items.status')]).toEqual([[], 'unknown']);
    expect(look(maybe, 'temporal.uncertain')).toHaveLength(1);
    const before = await by('2010-11-01');
    expect([look(before, 'missing.items.status'), look(before, 'temporal.uncertain')]).toEqual(['not-recorded', []]);
  });

  it('carry the revision of the structure, whichever of them is read', async () => {
    const board = await archive.body('Board');
    const council = await archive.organisation('Council');
    expect(await archive.answer('GetBody', { id: board })).toMatchObject({ ok: true, revision: 1n });
    expect(await archive.answer('GetOrganisation', { id: council })).toMatchObject({ ok: true, revision: 1n });
  });

  it('are not found by the id of the other', async () => {
    const id = await archive.organisation('Council');
    await archive.record('structure', 'NoteGap', { about: 'sort', reason: 'not-in-the-record' }, { target: id });
    expect(await archive.answer('GetBody', { id })).toEqual({ ok: false, problem: 'not-found' });
    expect((await archive.ask('GetOrganisation', { id }))['name']).toBe('Council');
  });

  it('who may be one person say so at both entries', async () => {
    const [ann, anne] = [
      await archive.thing('person', 'IntroducePerson', { name: 'Ann Lee' }),
      await archive.thing('person', 'IntroducePerson', { name: 'Anne Lee' }),
    ];
    await archive.record(
      'person',
      'IdentifyPersons',
      { other: anne, verdict: 'open', basis: 'inferred' },
      { id: ann, target: ann },
    );
    for (const id of [ann, anne]) {
      expect(look(await archive.ask('GetPerson', { id }), 'identities.*.of')).toEqual([ann]);
    }
  });
});

describe('the partnership', () => {
  it('shows its grants with what revoked them, and its vocabularies', async () => {
    const archive = await Archive.open();
    await archive.record('partnership', 'SetVocabulary', { name: 'roles', terms: [{ term: 'R' }] });
    const grants = await archive.ask('ListPartnershipGrants');
    expect(look(grants, 'items.*.inForce')).toEqual([true]);
    expect(look(await archive.ask('ListPartnershipVocabularies', {}, { name: 'roles' }), 'items.*.terms')).toEqual([
      [{ term: 'R' }],
    ]);
    expect((await archive.ask('GetPartnership'))['zone']).toBe('Europe/London');
    await archive.close();
  });
});
