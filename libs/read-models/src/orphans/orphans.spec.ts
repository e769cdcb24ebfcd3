import { createHash } from 'node:crypto';
import { Archive, look } from '../../../../test/support/archive.js';

let archive: Archive;
beforeEach(async () => {
  archive = await Archive.open();
});
afterEach(() => archive.close());

const owner = (kind: string, id: string) => ({ kind, id, text: 'Owner', resolution: 'declared' });
const board = (name: string) => archive.body(name, { on: '2009-01-01', from: '2009-01-01' });
const person = (name: string) => archive.thing('person', 'IntroducePerson', { name });

/** An action assigned in 2010. */
async function action(text: string, owners: object[]): Promise<string> {
  const id = await archive.thing('action', 'RecordAction', { kind: 'action', text }, { on: '2010-01-01' });
  await archive.record('action', 'AssignAction', { owners }, { id, target: id, on: '2010-01-01' });
  return id;
}

async function restructure(changes: object[], dispositions: object[], on: string, more: object = {}): Promise<string> {
  const id = await archive.thing(
    'structure',
    'ProposeRestructure',
    { title: 'Change', changes, proposalNotRecorded: true },
    { on },
  );
  const made = { dispositions, agreementNotRecorded: true };
  await archive.record('structure', 'ImplementRestructure', made, { target: id, on, ...more });
  return id;
}

const ids = async (name: string, params: object) => look(await archive.ask(name, {}, params), 'items.*.id');
const matches = async (name: string, params: object) => look(await archive.ask(name, {}, params), 'items.*.match');

describe('work whose board is gone', () => {
  it('is listed from the day on which its board ended, with why, by which restructure, and who might take it', async () => {
    const [crime, safer] = [await board('Crime'), await board('Safer')];
    const [lost] = [
      await action('Map the services', [owner('body', crime)]),
      await action('Other', [owner('body', safer)]),
    ];
    const dispositions = [{ body: crime, work: { is: 'orphaned', reason: 'The grant ended.' } }];
    const change = { kind: 'replace', original: [crime], resulting: [safer] };
    const id = await restructure([change], dispositions, '2011-04-01');
    expect(await ids('ListOrphans', { effectiveAt: '2011-03-31' })).toEqual([]);
    const orphans = await archive.ask('ListOrphans', {}, { effectiveAt: '2011-04-01' });
    expect(look(orphans, 'items.*.id')).toEqual([lost]);
    expect(look(orphans, 'items.0')).toMatchObject({
      match: 'definite',
      orphaned: 'all',
      text: 'Map the services',
      candidates: [safer],
      left: [],
      lost: [
        {
          effective: {
            is: 'orphaned',
            why: 'left-orphaned',
            words: 'The body ended, and its work was left without an owner on purpose.',
            reason: 'The grant ended.',
          },
          chain: [{ body: crime, restructure: id, by: 'default' }],
        },
      ],
    });
    expect(look(orphans, 'items.0.evidence.*.type')).toEqual(['ActionRecorded', 'ActionAssigned', 'BoardRestructured']);
    expect(look(orphans, `named.bodies.${crime}.name`)).toBe('Crime');
  });

  it('is shown as an orphan among orphans, and as an action among actions', async () => {
    const crime = await board('Crime');
    await action('Work', [owner('body', crime)]);
    await restructure([{ kind: 'dissolve', original: [crime] }], [{ body: crime, work: { is: 'not-recorded' } }], '2011-04-01'); // prettier-ignore
    expect(look(await archive.ask('ListActions'), 'items.0')).toHaveProperty('ownership');
    expect(look(await archive.ask('ListOrphans'), 'items.0')).toHaveProperty('lost');
    expect(look(await archive.ask('ListActions'), 'items.0')).toHaveProperty('ownership');
  });

  it('is none where nothing has ended, and says so', async () => {
    await action('Other', [owner('body', await board('Safer'))]);
    expect(look(await archive.ask('ListOrphans'), 'missing.items.status')).toBe('not-recorded');
  });

  it('is not listed once it is done, nor where it is no work', async () => {
    const crime = await board('Crime');
    const done = await action('Done', [owner('body', crime)]);
    await archive.record('action', 'CompleteAction', {}, { id: done, target: done, on: '2011-01-01' });
    const heading = await action('Heading', [owner('body', crime)]);
    await archive.record('action', 'ReclassifyAction', { kind: 'heading' }, { id: heading, target: heading, on: '2010-06-01' }); // prettier-ignore
    await restructure([{ kind: 'dissolve', original: [crime] }], [{ body: crime, work: { is: 'not-recorded' } }], '2011-04-01'); // prettier-ignore
    expect(await ids('ListOrphans', {})).toEqual([]);
    expect(await ids('ListOrphans', { effectiveAt: '2010-12-31' })).toEqual([]);
  });

  it('of which some owners are left is listed where that is asked for', async () => {
    const [crime, safer] = [await board('Crime'), await board('Safer')];
    const joint = await action('Joint', [owner('body', crime), owner('body', safer)]);
    await restructure([{ kind: 'dissolve', original: [crime] }], [{ body: crime, work: { is: 'not-recorded' } }], '2011-04-01'); // prettier-ignore
    expect(await ids('ListOrphans', {})).toEqual([]);
    const partly = await archive.ask('ListOrphans', {}, { partly: 'true' });
    expect(look(partly, 'items.*.orphaned')).toEqual(['partly']);
    expect(look(partly, 'items.0.left.*.id')).toEqual([safer]);
    expect(look(partly, 'items.*.id')).toEqual([joint]);
  });

  it('is found though it went through several boards before it was lost', async () => {
    const [a, b, c] = [await board('A'), await board('B'), await board('C')];
    const id = await action('Work', [owner('body', a)]);
    await restructure([{ kind: 'dissolve', original: [a] }], [{ body: a, work: { is: 'to', body: b } }], '2011-04-01');
    expect(await ids('ListOrphans', {})).toEqual([]);
    const replace = { kind: 'replace', original: [b], resulting: [c] };
    await restructure([replace], [{ body: b, work: { is: 'not-recorded' } }], '2012-04-01');
    expect(await ids('ListOrphans', { effectiveAt: '2012-03-31' })).toEqual([]);
    const [orphan] = (await archive.ask('ListOrphans')).items;
    expect([orphan?.['id'], orphan?.['candidates']]).toEqual([id, [c]]);
    expect(look(orphan, 'lost.0.chain.*.body')).toEqual([a, b]);
    expect(await ids('ListActions', { owner: b })).toEqual([]);
    expect(await ids('ListOrphans', { body: c })).toEqual([]);
    expect(await ids('ListOrphans', { body: a })).toEqual([id]);
  });

  it('is possibly lost inside the bounds of a fuzzy date', async () => {
    const crime = await board('Crime');
    await action('Work', [owner('body', crime)]);
    await restructure([{ kind: 'dissolve', original: [crime] }], [{ body: crime, work: { is: 'not-recorded' } }], '2011-04-30', { from: '2011-04' }); // prettier-ignore
    expect(await matches('ListOrphans', { effectiveAt: '2011-04-15' })).toEqual(['possible']);
    expect(await matches('ListOrphans', { effectiveAt: '2011-04-30' })).toEqual(['definite']);
  });

  it('is not lost to whoever asks what had been recorded, or stated, before', async () => {
    const crime = await board('Crime');
    await action('Work', [owner('body', crime)]);
    const before = (await archive.head()).toString();
    await restructure([{ kind: 'dissolve', original: [crime] }], [{ body: crime, work: { is: 'not-recorded' } }], '2011-04-01'); // prettier-ignore
    expect(await ids('ListOrphans', { asOf: before })).toEqual([]);
    expect(await ids('ListOrphans', { statedBy: '2011-03-31' })).toEqual([]);
    expect(await matches('ListOrphans', { statedBy: '2011-04-01' })).toEqual(['definite']);
  });
});

describe('the ownership of one action', () => {
  it('shows to whom it came, by which restructures, and on what evidence', async () => {
    const [crime, safer] = [await board('Crime'), await board('Safer')];
    const id = await action('Work', [owner('body', crime)]);
    const change = { kind: 'replace', original: [crime], resulting: [safer] };
    const restructured = await restructure([change], [{ body: crime, work: { is: 'to', body: safer } }], '2011-04-01');
    const read = await archive.ask('GetOwnership', { id });
    expect(look(read, 'owners.0')).toMatchObject({
      recorded: { id: crime },
      effective: { is: 'owner' },
      to: { kind: 'body', id: safer },
      basis: 'default',
      chain: [{ body: crime, restructure: restructured, change: 'replace', by: 'default' }],
    });
    expect(read['orphaned']).toBe(false);
    expect(look(read, 'evidence.*.type')).toContain('BoardRestructured');
    expect(look(await archive.ask('GetAction', { id }), 'ownership.owners.0.to.id')).toBe(safer);
  });

  it('is made anew in a list when the structure changes, though nothing of the action did', async () => {
    const [a, b, c] = [await board('A'), await board('B'), await board('C')];
    await action('Work', [owner('body', a)]);
    await restructure([{ kind: 'dissolve', original: [a] }], [{ body: a, work: { is: 'to', body: b } }], '2011-04-01');
    const to = async () => look(await archive.ask('ListActions'), 'items.0.ownership.owners.0.to.id');
    expect(await to()).toBe(b);
    await restructure([{ kind: 'dissolve', original: [b] }], [{ body: b, work: { is: 'to', body: c } }], '2012-04-01');
    expect(await to()).toBe(c);
  });

  it('compares the quotes of the restructure with the text on file, whenever that is filed', async () => {
    const text = 'The Crime Board is dissolved.\n';
    const document = await archive.thing('document', 'FileDocument', {
      title: 'Minutes',
      digest: createHash('sha256').update(text).digest('hex'),
      lineCount: 1,
      parts: 1,
    });
    const crime = await board('Crime');
    const id = await action('Work', [owner('body', crime)]);
    const sources = [{ documentId: document, lines: { from: 1, to: 1 }, quote: 'The Crime Board is dissolved.' }];
    const dissolve = { kind: 'dissolve', original: [crime] };
    await restructure([dissolve], [{ body: crime, work: { is: 'not-recorded' } }], '2011-04-01', { sources });
    const verified = (read: object) =>
      (look(read, 'evidence') as { type: string; sources: { verified?: unknown }[] }[])
        .filter(({ type }) => type === 'BoardRestructured')
        .map(({ sources: [source] }) => source?.verified);
    const both = async () => [
      verified(await archive.ask('GetOwnership', { id })),
      verified((await archive.ask('ListActions')).items[0] ?? {}),
    ];
    expect(await both()).toEqual([['unverified'], ['unverified']]);
    await archive.record('document', 'FileDocumentText', { part: 1, text }, { id: document, target: document });
    expect(await both()).toEqual([[true], [true]]);
  });

  it('names those who hold the seat that owns it', async () => {
    const [crime, ann] = [await board('Crime'), await person('Ann')];
    const seat = await archive.record('structure', 'CreateSeat', { described: 'Chair' }, { target: crime, on: '2009-01-01' }); // prettier-ignore
    const id = await action('Work', [owner('seat', seat.id)]);
    const effective = async () => look(await archive.ask('GetOwnership', { id }), 'owners.0.effective');
    expect(await effective()).toMatchObject({ is: 'cannot-be-told' });
    await archive.record('structure', 'FillSeat', { holder: owner('person', ann) }, { target: crime, member: seat.id, on: '2010-01-01' }); // prettier-ignore
    expect(await effective()).toMatchObject({ is: 'owner', holders: [{ party: { id: ann }, holds: true }] });
  });
});

describe('actions owned by somebody', () => {
  it('are those owned in effect, not those of a board that is gone; as recorded where that is asked for', async () => {
    const [crime, safer] = [await board('Crime'), await board('Safer')];
    const given = await action('Given', [owner('body', crime)]);
    const own = await action('Own', [owner('body', safer)]);
    await restructure([{ kind: 'dissolve', original: [crime] }], [{ body: crime, work: { is: 'to', body: safer } }], '2011-04-01'); // prettier-ignore
    expect(await ids('ListActions', { owner: safer })).toEqual([given, own]);
    expect(await ids('ListActions', { owner: safer, via: 'succession' })).toEqual([given]);
    expect(await ids('ListActions', { owner: safer, via: 'recorded' })).toEqual([own]);
    expect(await ids('ListActions', { owner: crime })).toEqual([]);
    expect(await ids('ListActions', { owner: crime, via: 'recorded' })).toEqual([given]);
    expect(await ids('ListActions', { owner: safer, effectiveAt: '2011-03-31' })).toEqual([own]);
  });

  it('are found through several boards, and by an exception for a person', async () => {
    const [a, b, c, ann] = [await board('A'), await board('B'), await board('C'), await person('Ann')];
    const [usual, special] = [await action('Usual', [owner('body', a)]), await action('Special', [owner('body', a)])];
    const exceptions = [{ action: special, work: { is: 'to', owner: owner('person', ann) } }];
    await restructure([{ kind: 'dissolve', original: [a] }], [{ body: a, work: { is: 'to', body: b }, exceptions }], '2011-04-01'); // prettier-ignore
    await restructure([{ kind: 'dissolve', original: [b] }], [{ body: b, work: { is: 'to', body: c } }], '2012-04-01');
    expect(await ids('ListActions', { owner: c })).toEqual([usual]);
    expect(await ids('ListActions', { owner: ann })).toEqual([special]);
    expect(await ids('ListActions', { owner: b })).toEqual([]);
    expect(await ids('ListActions', { owner: b, effectiveAt: '2012-03-31' })).toEqual([usual]);
  });

  it('are those of a seat that they hold; of the group only where that is asked for', async () => {
    const [crime, ann] = [await board('Crime'), await person('Ann')];
    const seat = await archive.record('structure', 'CreateSeat', { described: 'Chair' }, { target: crime, on: '2009-01-01' }); // prettier-ignore
    await archive.record('structure', 'FillSeat', { holder: owner('person', ann) }, { target: crime, member: seat.id, on: '2010-01-01', to: '2012-01-01' }); // prettier-ignore
    const [ofSeat, ofGroup] = [
      await action('Of the seat', [owner('seat', seat.id)]),
      await action('Of the group', [owner('body', crime)]),
    ];
    const at = { owner: ann, effectiveAt: '2011-01-01' };
    expect(await ids('ListActions', at)).toEqual([ofSeat]);
    expect(await ids('ListActions', { ...at, via: 'seat' })).toEqual([ofSeat]);
    expect(await ids('ListActions', { ...at, via: 'group' })).toEqual([ofGroup]);
    expect(await ids('ListActions', { ...at, via: 'group,seat' })).toEqual([ofSeat, ofGroup]);
    expect(await ids('ListActions', { owner: ann, effectiveAt: '2013-01-01', via: 'group,seat' })).toEqual([]);
  });

  it('are possibly theirs inside the bounds of a fuzzy date', async () => {
    const [crime, safer] = [await board('Crime'), await board('Safer')];
    await action('Given', [owner('body', crime)]);
    await restructure([{ kind: 'dissolve', original: [crime] }], [{ body: crime, work: { is: 'to', body: safer } }], '2011-04-30', { from: '2011-04' }); // prettier-ignore
    const on = (id: string, effectiveAt: string) => matches('ListActions', { owner: id, effectiveAt });
    expect([await on(crime, '2011-04-15'), await on(safer, '2011-04-15')]).toEqual([['possible'], ['possible']]);
    expect([await on(crime, '2011-03-31'), await on(safer, '2011-03-31')]).toEqual([['definite'], []]);
    expect([await on(crime, '2011-04-30'), await on(safer, '2011-04-30')]).toEqual([[], ['definite']]);
  });

  it('may be asked for by whether their owners are gone', async () => {
    const [crime, safer] = [await board('Crime'), await board('Safer')];
    const [lost, kept] = [await action('Lost', [owner('body', crime)]), await action('Kept', [owner('body', safer)])];
    await restructure([{ kind: 'dissolve', original: [crime] }], [{ body: crime, work: { is: 'not-recorded' } }], '2011-04-01'); // prettier-ignore
    expect(await ids('ListActions', { orphaned: 'true' })).toEqual([lost]);
    expect(await ids('ListActions', { orphaned: 'false' })).toEqual([kept]);
    expect(await ids('ListActions', { orphaned: 'true', effectiveAt: '2011-03-31' })).toEqual([]);
  });
});
