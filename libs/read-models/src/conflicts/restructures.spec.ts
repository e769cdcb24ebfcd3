import { Archive, look } from '../../../../test/support/archive.js';

let archive: Archive;
beforeEach(async () => {
  archive = await Archive.open();
});
afterEach(() => archive.close());

const board = (name: string) => archive.body(name, { on: '2009-01-01', from: '2009-01-01' });
const owner = (id: string) => ({ kind: 'body', id, text: 'Owner', resolution: 'declared' });
const work = (body: string, becomes: object = { is: 'not-recorded' }) => ({ body, work: becomes });

async function propose(changes: object[], on: string): Promise<string> {
  const said = { title: 'Change', changes, proposalNotRecorded: true };
  return archive.thing('structure', 'ProposeRestructure', said, { on });
}
async function restructure(changes: object[], dispositions: object[], on: string, from = on): Promise<string> {
  const target = await propose(changes, on);
  const made = { dispositions, agreementNotRecorded: true };
  await archive.record('structure', 'ImplementRestructure', made, { target, on, from });
  return target;
}
const dissolve = (...bodies: string[]) => ({ kind: 'dissolve', original: bodies });

const revisionOf = async (type: string) => {
  const events = (await archive.stored('structure', '')).filter((event) => event.type === type);
  return String(events.at(-1)?.revision);
};
const amend = async (type: string, replacement: object | null) =>
  archive.record(
    'structure',
    'AmendFact',
    { kind: 'transcription-error', replacement },
    { member: await revisionOf(type) },
  );

const breaches = async (params: object = {}) =>
  (await archive.ask('ListConflicts', {}, { kind: 'breach', ...params })).items.map(({ about, rule, match }) => [
    look(about, 'id'),
    rule,
    match,
  ]);

async function assigned(body: string, on: string): Promise<string> {
  const id = await archive.thing('action', 'RecordAction', { kind: 'action', text: 'Work' }, { on: '2010-01-01' });
  await archive.record('action', 'AssignAction', { owners: [owner(body)] }, { id, target: id, on });
  return id;
}

describe('an action given to a body', () => {
  it('after its end is listed as a conflict, and before its end is none', async () => {
    const crime = await board('Crime');
    await restructure([dissolve(crime)], [work(crime)], '2011-04-01');
    const [, late] = [await assigned(crime, '2011-03-31'), await assigned(crime, '2011-04-01')];
    expect(await breaches()).toEqual([[late, 'body-ended', 'definite']]);
    expect(await breaches({ about: late })).toEqual([[late, 'body-ended', 'definite']]);
  });

  it('perhaps after its end is a possible one', async () => {
    const crime = await board('Crime');
    await restructure([dissolve(crime)], [work(crime)], '2011-04-30', '2011-04');
    const late = await assigned(crime, '2011-04-15');
    expect(await breaches()).toEqual([[late, 'body-ended', 'possible']]);
  });
});

describe('a body', () => {
  it('that got work after its end, as amended, is listed', async () => {
    const [a, b] = [await board('A'), await board('B')];
    await restructure([dissolve(a)], [work(a, { is: 'to', body: b })], '2011-04-01');
    await restructure([dissolve(b)], [work(b)], '2012-04-01');
    expect(await breaches()).toEqual([]);
    await amend('BoardRestructured', {
      data: { changes: [dissolve(b)], dispositions: [work(b)], agreementNotRecorded: true },
      effectiveFrom: '2010-06-01',
    });
    expect(await breaches()).toEqual([[b, 'work-to-no-living-body', 'definite']]);
    expect(await breaches({ about: b })).toHaveLength(1);
  });

  it('that turns out to have begun after its end is listed, and perhaps so where only that may be', async () => {
    const a = await board('A');
    await restructure([dissolve(a)], [work(a)], '2011-04-01');
    const begun = (effectiveFrom: string) =>
      amend('BodyEstablished', { data: { name: 'A', kind: 'board' }, statedOn: '2013-01-01', effectiveFrom });
    await begun('2011-04-01');
    expect(await breaches()).toEqual([]);
    await begun('2012-01-01');
    expect(await breaches()).toEqual([[a, 'body-not-begun', 'definite']]);
    await begun('2011');
    expect(await breaches()).toEqual([[a, 'body-not-begun', 'possible']]);
  });

  it('that turns out to have ended before what is said of it is listed', async () => {
    const [a, b] = [await board('A'), await board('B')];
    const on = { target: a, on: '2012-04-01', from: '2012-04-01' };
    await archive.record('structure', 'MandateBody', { mandate: 'To meet' }, on);
    await archive.record('structure', 'StateRelation', { type: 'reportsTo', to: { kind: 'body', id: b } }, on);
    await archive.record('structure', 'MandateBody', { mandate: 'To meet' }, { target: a, on: '2013-01-01' });
    expect(await breaches()).toEqual([]);
    await restructure([dissolve(a)], [work(a)], '2011-04-01');
    expect(await breaches()).toEqual([
      [a, 'body-ended', 'definite'],
      [a, 'body-ended', 'definite'],
    ]);
  });

  it('that was changed after its end, as recorded late, is listed', async () => {
    const a = await board('A');
    await restructure([{ kind: 'rename', original: [a], name: 'Other' }], [], '2012-04-01');
    expect(await breaches()).toEqual([]);
    await restructure([dissolve(a)], [work(a)], '2011-04-01');
    expect(await breaches()).toEqual([[a, 'body-ended', 'definite']]);
  });
});

describe('a restructure', () => {
  it('whose agreement was withdrawn is listed as implemented without one', async () => {
    const a = await board('A');
    const id = await propose([dissolve(a)], '2011-01-01');
    await archive.record('structure', 'AgreeRestructure', {}, { target: id, on: '2011-02-01' });
    await archive.record('structure', 'ImplementRestructure', { dispositions: [work(a)] }, { target: id, on: '2011-04-01' }); // prettier-ignore
    expect(await breaches()).toEqual([]);
    await amend('RestructureAgreed', null);
    expect(await breaches()).toEqual([[id, 'restructure-not-agreed', 'definite']]);
  });

  it('that was given up before its day is none, and is one where that cannot be told', async () => {
    const a = await board('A');
    const id = await propose([dissolve(a)], '2011-01-01');
    const made = { dispositions: [work(a)], agreementNotRecorded: true };
    await archive.record('structure', 'ImplementRestructure', made, { target: id, on: '2011-02-01', from: '2011-04' });
    await archive.record('structure', 'AbandonRestructure', {}, { target: id, on: '2011-04-15' });
    expect(await breaches()).toEqual([[id, 'restructure-implemented', 'possible']]);
    await amend('RestructureAbandoned', { data: {}, statedOn: '2011-03-01', effectiveFrom: '2011-03-01' });
    expect(await breaches()).toEqual([]);
  });
});
