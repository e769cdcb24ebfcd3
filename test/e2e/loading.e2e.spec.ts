import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadRecords, type LoadRequest, type Outcome, type Report } from '@app/platform';
import { paperOf } from '../../libs/platform/src/loading/papers.js';
import { memoryStack } from './support/memory-stack.js';
import { serve, type Served } from './support/server.js';
import { newFolder } from '../support/folders.js';

let served: Served;
let count = 0;
let slug: string;

beforeAll(async () => {
  served = await serve(await memoryStack());
});
afterAll(() => served.stop());
// Each test has a partnership of its own.
beforeEach(() => {
  slug = `anytown-${count++}`;
});

const OWNED = `
      - { entry: person, handle: ann, name: Ann Other }
      - { entry: body, handle: board, kind: board, name: The Board }
      - { entry: action, handle: map, kind: action, title: Map the services }
      - { entry: assignment, handle: map-owner, under: map, owners: [{ person: ann }], standsIn: column }
`;

const fileOf = (entries: string) => ({
  name: 'minutes.yaml',
  text: `throughline: 1
partnership: { id: ${slug}, name: Anytown Partnership }
sections:
  - defaults: { statedOn: 2011-11-09, sources: [{ words: by telephone }] }
    entries:${entries}`,
});

async function load(entries: string, how: Partial<LoadRequest> & { subject?: string } = {}): Promise<Report> {
  const { subject = 'secretary', ...more } = how;
  const token = await served.token(subject, ['partnerships:create']);
  return loadRecords({ url: served.url, token, files: [fileOf(entries)], ...more });
}

const states = ({ outcomes }: Report) => Object.fromEntries(outcomes.map(({ handle, state }) => [handle, state]));
const outcome = ({ outcomes }: Report, of: string) => outcomes.find(({ handle }) => handle === of) as Outcome;
const everything = (state: string) => ({ [slug]: state, ann: state, board: state, map: state, 'map-owner': state });

describe('loading a file', () => {
  it('records what is new, and owners can be asked for', async () => {
    expect(states(await load(OWNED))).toEqual(everything('new'));
    const secretary = await served.client('secretary');
    const { body } = await secretary.get(`/v1/partnerships/${slug}/actions`);
    expect(body.items).toMatchObject([
      { title: 'Map the services', ownership: { owners: [{ recorded: { text: 'Ann Other' } }] } },
    ]);
  });
});

describe('the partnership’s own terms', () => {
  const roles = (terms: string) => `
      - { entry: vocabulary, handle: roles, name: roles, terms: [${terms}] }
`;
  const recorded = async () => {
    const secretary = await served.client('secretary');
    const { body } = await secretary.get(`/v1/partnerships/${slug}/vocabularies?name=roles`);
    const items = body.items as { terms: { term: string }[] }[];
    return items.map(({ terms }) => terms.map(({ term }) => term));
  };

  it('are recorded once, however often the file is loaded', async () => {
    await load(roles('{ term: Responsible }, { term: Influential }'));
    expect(states(await load(roles('{ term: Responsible }, { term: Influential }')))).toMatchObject({
      roles: 'present',
    });
    expect(await recorded()).toEqual([['Responsible', 'Influential']]);
  });

  it('that the file has otherwise are recorded as an amendment', async () => {
    await load(roles('{ term: Responsible }'));
    const report = await load(roles('{ term: Accountable }'), { amend: 'transcription-error' });
    expect(states(report)).toMatchObject({ roles: 'amended' });
    expect(await recorded()).toEqual([['Accountable']]);
  });
});

describe('loading a file again', () => {
  it('records nothing twice, whoever does it', async () => {
    await load(OWNED);
    const secretary = await served.client('secretary');
    const grant = { issuer: 'urn:throughline:embedded', subject: 'deputy', roles: ['secretary'] };
    await secretary.record(`/v1/partnerships/${slug}/grants`, grant);
    const before = await served.stack.log.head();
    expect(states(await load(OWNED, { subject: 'deputy' }))).toEqual(everything('present'));
    expect(await served.stack.log.head()).toEqual(before);
  });

  it('records what was added to it since', async () => {
    await load(OWNED);
    const more = `${OWNED}      - { entry: completion, handle: map-done, under: map, outcome: Done }\n`;
    expect(states(await load(more))).toEqual({ ...everything('present'), 'map-done': 'new' });
  });

  it('reports an entry that was changed, with its line and every field that differs', async () => {
    await load(OWNED);
    const changed = OWNED.replace('{ person: ann }', '{ collective: All }').replace(
      'standsIn: column',
      'statedOn: 2011-11-10',
    );
    const report = await load(changed);
    expect(states(report)).toEqual({ ...everything('present'), 'map-owner': 'different' });
    const { place, differences = [] } = outcome(report, 'map-owner');
    expect(place).toEqual({ file: 'minutes.yaml', line: 9, column: 9 });
    expect(differences.map(({ field }) => field)).toEqual(['owners', 'standsIn', 'statedOn', 'effectiveFrom']);
    expect(differences[1]).toEqual({ field: 'standsIn', recorded: 'column', written: undefined });
  });

  it('goes on with what rests on an entry that was changed', async () => {
    await load(OWNED);
    const report = await load(
      `${OWNED.replace('title: Map the services', 'title: Map them')}      - { entry: completion, handle: done, under: map }\n`,
    );
    expect(states(report)).toMatchObject({ map: 'different', 'map-owner': 'present', done: 'new' });
  });

  it('compares with the event as amended, even where the file is as it was first recorded', async () => {
    await load(OWNED);
    await load(OWNED.replace('title: Map the services', 'title: Map them'), { amend: 'transcription-error' });
    expect(outcome(await load(OWNED), 'map')).toMatchObject({
      state: 'different',
      differences: [{ field: 'title', recorded: 'Map them', written: 'Map the services' }],
    });
  });

  it('finds no difference in what the server fills in where the file leaves it out', async () => {
    const structure = `${OWNED}
      - { entry: body, handle: other, kind: board, name: Other Board }
      - { entry: relation, handle: reports, under: board, type: reportsTo, to: { kind: body, id: other } }
      - { entry: restructure, handle: end, title: The end, changes: [{ kind: dissolve, original: [board] }] }
      - { entry: restructure-agreement, handle: end-agreed, under: end }
      - { entry: restructure-implementation, handle: ended, under: end, dispositions: [{ body: board, work: { is: not-recorded } }] }
`;
    await load(structure);
    const again = states(await load(structure));
    expect(new Set(Object.values(again))).toEqual(new Set(['present']));
    expect(states(await load(structure.replace('type: reportsTo', 'type: advises')))).toMatchObject({
      reports: 'different',
      ended: 'present',
    });
  });

  it('finds no difference in a certainty that was revised since', async () => {
    const likely = OWNED.replace('name: The Board', 'name: The Board, certainty: likely');
    await load(`${likely}      - { entry: certainty-revision, handle: board-agreed, under: board, becomes: fact }\n`);
    expect(outcome(await load(likely), 'board').state).toBe('present');
  });

  it('reports an entry whose event was withdrawn', async () => {
    await load(`${OWNED}      - { entry: completion, handle: done, under: map }\n`);
    const secretary = await served.client('secretary');
    const { body } = await secretary.get(`/v1/partnerships/${slug}/actions`);
    const { body: done } = await secretary.get(`/v1/partnerships/${slug}/actions/${body.items[0].id}/completions`);
    const action = await secretary.get(`/v1/partnerships/${slug}/actions/${body.items[0].id}`);
    const withdrawal = { kind: 'recorded-in-error', replacement: null };
    const event = `/v1/partnerships/${slug}/events/${done.items[0].evidence[0].event}`;
    await secretary.record(`${event}/amendments`, withdrawal, { 'if-match': action.headers.get('etag') ?? '' });
    const report = await load(`${OWNED}      - { entry: completion, handle: done, under: map }\n`);
    expect(outcome(report, 'done')).toMatchObject({
      state: 'refused',
      reason: 'it was withdrawn as recorded in error',
    });
  });
});

describe('loading with --amend', () => {
  const changed = OWNED.replace(
    'owners: [{ person: ann }]',
    'owners: [{ person: ann, text: A. Other, read: inferred }]',
  );

  it('records what the file says differently as an amendment of its event', async () => {
    await load(OWNED);
    const report = await load(changed, { amend: 'transcription-error' });
    expect(states(report)).toEqual({ ...everything('present'), 'map-owner': 'amended' });
    expect(states(await load(changed))).toEqual(everything('present'));
  });

  it('leaves the first words readable in the history', async () => {
    await load(OWNED);
    await load(changed, { amend: 'reading-revised' });
    const secretary = await served.client('secretary');
    const { body } = await secretary.get(`/v1/partnerships/${slug}/actions`);
    const { body: history } = await secretary.get(`/v1/partnerships/${slug}/actions/${body.items[0].id}/history`);
    const amendment = (history.items as { type: string }[]).find(({ type }) => type === 'FactAmended');
    expect(amendment).toMatchObject({
      data: { kind: 'reading-revised' },
      amends: {
        before: { data: { owners: [{ text: 'Ann Other' }] } },
        after: { data: { owners: [{ text: 'A. Other' }] } },
      },
    });
  });

  it('says which amendment was refused, and why', async () => {
    const twoBoards = `${OWNED}      - { entry: body, handle: other, kind: board, name: Other Board }\n`;
    await load(twoBoards);
    const report = await load(twoBoards.replace('name: Other Board', 'name: The Board'), {
      amend: 'transcription-error',
    });
    expect(outcome(report, 'other')).toMatchObject({
      state: 'refused',
      reason: expect.stringMatching(/name/) as string,
    });
  });
});

describe('loading an amendment', () => {
  const corrected = `${OWNED}      - { entry: amendment, handle: corrected, under: map-owner, statedOn: 2014-03-13, kind: minutes-correction, instead: { entry: assignment, owners: [{ collective: All }], standsIn: column } }
`;
  interface Answered {
    readonly ownership: { readonly owners: readonly { readonly recorded: { readonly text: string } }[] };
  }
  const owners = async (query: string) => {
    const secretary = await served.client('secretary');
    const { body } = await secretary.get(`/v1/partnerships/${slug}/actions${query}`);
    const [map] = body.items as readonly [Answered];
    return map.ownership.owners.map(({ recorded }) => recorded.text);
  };

  it('replaces what the entry says, which stays readable as it was known before', async () => {
    expect(states(await load(corrected))).toEqual({ ...everything('new'), corrected: 'new' });
    expect(await owners('')).toEqual(['All']);
    expect(await owners('?statedBy=2014-03-12')).toEqual(['Ann Other']);
  });

  it('keeps the dates and the sources that it leaves out', async () => {
    await load(corrected);
    const secretary = await served.client('secretary');
    const { body } = await secretary.get(`/v1/partnerships/${slug}/actions`);
    const { body: history } = await secretary.get(`/v1/partnerships/${slug}/actions/${body.items[0].id}/history`);
    const amendment = (history.items as { type: string }[]).find(({ type }) => type === 'FactAmended');
    const sources = [{ words: 'by telephone' }];
    expect(amendment).toMatchObject({
      amends: { before: { sources }, after: { statedOn: { edtf: '2011-11-09' }, sources } },
    });
  });

  it('is on record already when it is done again, and so is the entry that it is about', async () => {
    await load(corrected);
    expect(states(await load(corrected))).toEqual({ ...everything('present'), corrected: 'present' });
  });

  it('is reported where it was changed, by the fields of what it says instead', async () => {
    await load(corrected);
    const report = await load(corrected.replace('{ collective: All }', '{ collective: Everybody }'));
    expect(states(report)).toEqual({ ...everything('present'), corrected: 'different' });
    expect(outcome(report, 'corrected').differences?.map(({ field }) => field)).toEqual(['instead.owners']);
  });

  it('withdraws an entry, with nothing instead', async () => {
    const withdrawn = `${OWNED}      - { entry: amendment, handle: withdrawn, under: map-owner, kind: recorded-in-error, instead: null }\n`;
    await load(withdrawn);
    expect(await owners('')).toEqual([]);
    expect(states(await load(withdrawn))).toEqual({ ...everything('present'), withdrawn: 'present' });
  });

  it('is a fault where it says another kind of entry instead', async () => {
    const report = await load(
      corrected.replace(/instead: .*standsIn: column \} \}/, 'instead: { entry: completion } }'),
    );
    expect(report.faults.map(({ reason }) => reason)).toEqual(['instead must be of the kind of map-owner: assignment']);
  });
});

describe('what is refused', () => {
  const twice = `
      - { entry: body, handle: board, kind: board, name: The Board }
      - { entry: body, handle: again, kind: board, name: The Board }
      - { entry: body-name, handle: again-short, under: again, kind: acronym, name: TB }
      - { entry: action, handle: map, kind: action, title: Map the services }
      - { entry: assignment, handle: map-owner, under: map, owners: [{ body: again }] }
      - { entry: completion, handle: map-done, under: map }
`;

  it('is named with its line and the reason, and the rest goes on where it does not rest on it', async () => {
    const report = await load(twice);
    expect(states(report)).toEqual({
      [slug]: 'new', board: 'new', again: 'refused', 'again-short': 'blocked', map: 'new', 'map-owner': 'blocked', 'map-done': 'new',
    }); // prettier-ignore
    expect(outcome(report, 'again')).toMatchObject({
      place: { line: 7 },
      reason: expect.stringMatching(/A body of this name is on record/) as string,
    });
    expect(outcome(report, 'map-owner').reason).toBe('rests on what is not recorded: again');
  });

  it('is everything, where the partnership is registered and the token has no grant in it', async () => {
    await load(OWNED);
    const report = await load(OWNED, { subject: 'stranger' });
    expect(outcome(report, slug)).toMatchObject({
      state: 'refused',
      reason: expect.stringMatching(/no grant/) as string,
    });
    expect(outcome(report, 'ann').state).toBe('blocked');
  });

  it('is a file with a fault, whole: nothing of it is sent', async () => {
    const before = await served.stack.log.head();
    const report = await load(OWNED.replace('under: map,', 'under: mop,'));
    expect(report.faults.map(({ reason }) => reason)).toEqual(['no entry before this one has the handle mop']);
    expect(report.outcomes).toEqual([]);
    expect(await served.stack.log.head()).toEqual(before);
  });

  it('is a handle of another kind of thing', async () => {
    const report = await load(OWNED.replace('{ person: ann }', '{ person: board }'));
    expect(report.faults.map(({ reason }) => reason)).toEqual(['board is the handle of a body, not of a person']);
  });
});

describe('loading with --dry-run', () => {
  it('says what would be recorded, and records nothing', async () => {
    const before = await served.stack.log.head();
    expect(states(await load(OWNED, { dryRun: true }))).toEqual(everything('new'));
    expect(await served.stack.log.head()).toEqual(before);
  });

  it('tries out what is new beside what is there, and shows what would be refused', async () => {
    await load(OWNED);
    const before = await served.stack.log.head();
    const report = await load(
      `${OWNED.replace('title: Map the services', 'title: Map them')}      - { entry: completion, handle: done, under: map }
      - { entry: reopening, handle: again, under: map }
      - { entry: body, handle: twin, kind: board, name: The Board }
      - { entry: body-name, handle: twin-short, under: twin, kind: acronym, name: TB }
`,
      { dryRun: true },
    );
    expect(states(report)).toMatchObject({
      map: 'different', 'map-owner': 'present', done: 'new', again: 'refused', twin: 'refused', 'twin-short': 'blocked',
    }); // prettier-ignore
    expect(await served.stack.log.head()).toEqual(before);
  });
});

describe('loading several files', () => {
  it('knows the handles of a partnership from one file to the next', async () => {
    const token = await served.token('secretary', ['partnerships:create']);
    const next = fileOf('\n      - { entry: completion, handle: map-done, under: map }\n');
    const files = [fileOf(OWNED), { ...next, name: 'next.yaml' }];
    const report = await loadRecords({ url: served.url, token, files });
    expect(outcome(report, 'map-done')).toMatchObject({ state: 'new', place: { file: 'next.yaml' } });
  });
});

describe('loading with the papers', () => {
  const PAPER = 'Actions\n\t· Map the  services\n\tAnn Other\n';
  let papers: Awaited<ReturnType<typeof newFolder>>;
  beforeEach(async () => {
    papers = await newFolder();
    writeFileSync(join(papers.path, 'minutes.txt'), PAPER);
  });
  afterEach(() => papers.dispose());

  const withPaper = (document: string, entry = 'kind: action') => ({
    name: 'minutes.yaml',
    text: `throughline: 1
partnership: { id: ${slug}, name: Anytown Partnership }
documents:
  - { handle: minutes, file: minutes.txt, title: Minutes, ${document} }
sections:
  - defaults: { document: minutes, statedOn: 2011-11-09 }
    entries:
      - { entry: action, handle: map, lines: 2, ${entry} }
`,
  });
  const KNOWN = 'lineCount: 4, digest: 5b3f2a6d0c1e4f7a8b9c0d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5a6b7c8d9e0f1a';

  const loadWith = async (file: ReturnType<typeof withPaper>, how: Partial<LoadRequest> = {}) => {
    const token = await served.token('secretary', ['partnerships:create']);
    return loadRecords({ url: served.url, token, files: [file], ...how });
  };
  const theAction = async () => {
    const secretary = await served.client('secretary');
    const { body } = await secretary.get(`/v1/partnerships/${slug}/actions`);
    return body.items[0] as { text?: string };
  };

  it('files them, and takes the words of an action from its lines', async () => {
    const report = await loadWith(withPaper('date: 2011-11-09'), { papers: papers.path });
    expect(states(report)).toEqual({ [slug]: 'new', minutes: 'new', 'minutes.text.1': 'new', map: 'new' });
    expect((await theAction()).text).toBe('Map the services');
    const secretary = await served.client('secretary');
    const { body: documents } = await secretary.get(`/v1/partnerships/${slug}/documents`);
    const { body: lines } = await secretary.get(
      `/v1/partnerships/${slug}/documents/${documents.items[0].id}/lines?from=2&to=2`,
    );
    expect(JSON.stringify(lines)).toContain('Map the  services');
  });

  it('takes a paper that lies beside its file from there, without being told', async () => {
    const file = { ...withPaper('date: 2011-11-09'), beside: papers.path };
    expect(states(await loadWith(file))).toMatchObject({ minutes: 'new', 'minutes.text.1': 'new', map: 'new' });
    expect((await theAction()).text).toBe('Map the services');
  });

  it('files a paper by what the file says of it, where none lies beside it', async () => {
    const file = { ...withPaper(KNOWN, 'kind: action, title: Map them'), beside: join(papers.path, 'none') };
    expect(states(await loadWith(file))).toEqual({ [slug]: 'new', minutes: 'new', map: 'new' });
  });

  it('finds nothing different when it is done again, with them or without', async () => {
    await loadWith(withPaper('date: 2011-11-09'), { papers: papers.path });
    const again = await loadWith(withPaper('date: 2011-11-09'), { papers: papers.path });
    expect(states(again)).toEqual({
      [slug]: 'present',
      minutes: 'present',
      'minutes.text.1': 'present',
      map: 'present',
    });
  });

  it('refuses a document without digest where its paper is not at hand, and what cites it', async () => {
    const report = await loadWith(withPaper('date: 2011-11-09'));
    expect(states(report)).toEqual({ [slug]: 'new', minutes: 'refused', map: 'blocked' });
    expect(outcome(report, 'minutes').reason).toBe('needs digest and lineCount, or the paper itself by --documents');
  });

  it('takes a document with its digest before the paper is at hand, and the words when it comes', async () => {
    const { digest, lineCount } = paperOf(PAPER);
    const known = withPaper(`digest: ${digest}, lineCount: ${lineCount}`, 'kind: action, title: The map');
    expect(states(await loadWith(known))).toEqual({ [slug]: 'new', minutes: 'new', map: 'new' });
    const later = await loadWith(known, { papers: papers.path, amend: 'transcription-error' });
    expect(states(later)).toMatchObject({ 'minutes.text.1': 'new', map: 'amended' });
    expect((await theAction()).text).toBe('Map the services');
    expect(states(await loadWith(known))).toMatchObject({ map: 'present' });
  });

  it('refuses a paper that is another than the one whose digest the file gives', async () => {
    const report = await loadWith(withPaper(KNOWN), { papers: papers.path });
    expect(outcome(report, 'minutes')).toMatchObject({
      state: 'refused',
      reason: expect.stringMatching(/another paper/) as string,
    });
  });

  it('refuses words that are quoted and do not stand at their lines', async () => {
    const quoting = withPaper('date: 2011-11-09', 'kind: action, source: { quote: Map the servants }');
    const report = await loadWith(quoting, { papers: papers.path });
    expect(outcome(report, 'map')).toMatchObject({ state: 'refused', place: { line: 8 } });
  });
});
