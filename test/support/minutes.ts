import { createHash } from 'node:crypto';
import type { Recorder } from './archive.js';

/** Lines of a made-up paper, in the manner of the real ones. */
export const PAPER = [
  'Group for Improvement',
  'Minutes of 9 November 2011, 1pm, in the Town Hall',
  'Present: Ann Lee (Chair), Bob Ray, Cat Fox',
  'Apologies: Bob Ray',
  '1.0 Strategy',
  'Comments are wanted before the next meeting and preferably before the 7th December.',
  'The next meeting is on 14th December.',
  'Bob Ray left the meeting.',
  'All',
  'AL/BR',
  '2.0 Close',
  'Next meeting: 11th January 2012.',
] as const;

export interface Minutes {
  readonly document: string;
  readonly meeting: string;
  readonly group: string;
  readonly council: string;
  readonly people: Readonly<Record<'ann' | 'bob' | 'cat', string>>;
  readonly items: Readonly<Record<'strategy' | 'close', string>>;
  readonly action: string;
  readonly marks: readonly string[];
}

const DAY = '2011-11-09';

/** A meeting with what makes minutes hard: presence and apologies at once, marks without text, two next dates. */
export async function minutes(archive: Recorder): Promise<Minutes> {
  const text = `${PAPER.join('\n')}\n`;
  const document = await archive.thing('document', 'FileDocument', {
    title: 'Minutes of 9 November',
    digest: createHash('sha256').update(text).digest('hex'),
    lineCount: PAPER.length,
    parts: 1,
  });
  const said = (from: number, to = from, quote?: string) => ({
    on: DAY,
    sources: [{ documentId: document, lines: { from, to }, ...(quote !== undefined && { quote }) }],
  });
  const person = (name: string) => archive.thing('person', 'IntroducePerson', { name }, said(3));
  const people = { ann: await person('Ann Lee'), bob: await person('Bob Ray'), cat: await person('Cat Fox') };
  const group = await archive.body('Group for Improvement', said(1));
  const council = await archive.organisation('City Council', said(3));
  const meeting = await archive.thing('meeting', 'RecordMeeting', { title: 'Group for Improvement', date: DAY, startTime: { words: '1pm', at: '13:00' }, place: 'Town Hall', bodies: [group] }, said(1, 2)); // prettier-ignore
  const of = { id: meeting, target: meeting };
  const member = async (command: string, body: object, line: number, quote?: string) =>
    (await archive.record('meeting', command, body, { ...of, ...said(line, line, quote) })).events[0]?.id as string;
  const items = {
    strategy: await member('RecordAgendaItem', { number: '1.0', place: 1, names: ['Strategy'], outcome: 'taken' }, 5),
    close: await member('RecordAgendaItem', { number: '2.0', place: 2, names: ['Close'], outcome: 'taken' }, 11),
  };
  const named = (who: keyof typeof people, text: string) => ({
    kind: 'person',
    id: people[who],
    text,
    resolution: 'declared',
  });
  const present = { says: 'present', shownBy: 'list', heading: 'Present' };
  const from = { text: 'City Council', organisationId: council };
  await member(
    'StateAttendance',
    { ...present, attendee: named('ann', 'Ann Lee'), capacity: 'chair', organisation: from },
    3,
    PAPER[2],
  );
  await member(
    'StateAttendance',
    { ...present, attendee: named('bob', 'Bob Ray'), to: { itemId: items.strategy, point: 'end' } },
    3,
  );
  await member('StateAttendance', { ...present, attendee: named('cat', 'Cat Fox') }, 3);
  await member(
    'StateAttendance',
    { attendee: named('bob', 'Bob Ray'), says: 'apologies', shownBy: 'list', heading: 'Apologies' },
    4,
  );
  const marks = [
    await member('RecordOwnerMark', { itemId: items.strategy, order: 1, words: 'All' }, 9),
    await member('RecordOwnerMark', { itemId: items.strategy, order: 2, words: 'AL/BR' }, 10),
  ];
  await member(
    'ResolveInitials',
    { initials: { kind: 'person', id: people.ann, text: 'AL', resolution: 'inferred' } },
    10,
  );
  const when = (edtf: string, text: string) => ({ text, edtf, role: 'start', strictness: 'hard', basis: 'stated' });
  await member('ClaimNextMeeting', { when: when('2011-12-14', '14th December'), itemId: items.strategy }, 7, PAPER[6]);
  await member('ClaimNextMeeting', { when: when('2012-01-11', '11th January 2012') }, 12, 'Next meeting: 12th January');
  const action = await archive.thing('action', 'RecordAction', { kind: 'request', text: PAPER[5], meetingId: meeting, agendaItemId: items.strategy }, said(6)); // prettier-ignore
  const due = (text: string, more: object) => ({ text, role: 'due', basis: 'stated', strictness: 'hard', ...more });
  await archive.record('action', 'SetActionDue', { due: [due('before the next meeting', {}), due('preferably before the 7th December', { strictness: 'soft', latest: '2011-12-06' })] }, { id: action, target: action, ...said(6) }); // prettier-ignore
  return { document, meeting, group, council, people, items, action, marks };
}

/** Files the text that `minutes` speaks of. */
export const fileText = (archive: Recorder, { document }: Minutes) =>
  archive.record(
    'document',
    'FileDocumentText',
    { part: 1, text: `${PAPER.join('\n')}\n` },
    { id: document, target: document },
  );
