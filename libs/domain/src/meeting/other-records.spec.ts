import { fold } from '../decider.js';
import type { Fact } from '../facts.js';
import { FactDisputed } from '../anything/anything.events.js';
import { factsFrom, happened, idOf, type Happened } from '../testing/given.js';
import { person, words } from '../testing/parties.js';
import { AttendanceStated } from './attendance.events.js';
import { InitialsResolved } from './marks.events.js';
import { meetingAggregate } from './meeting.js';
import { MeetingRecorded, PaperPresented } from './meeting.events.js';
import { inCapacity, meetingView } from './meeting-view.js';

const lines = (document: string, from: number, to = from) => [{ documentId: idOf(document), lines: { from, to } }];
const linesOf = (facts: readonly Fact[]) =>
  facts.flatMap((fact) => fact.sources.map((source) => ('lines' in source ? source.lines.from : 0)));
function viewOf(...past: Happened[]) {
  const view = meetingView(fold(meetingAggregate, factsFrom('meeting', past)));
  if (!view) throw new Error('the meeting is on record');
  return view;
}

describe('of the meeting in Stoke-on-Trent on 3 July 2019 the record tells', () => {
  const council = { text: 'Stoke-on-Trent CC', organisationId: idOf('Stoke-on-Trent CC') };
  const others = [
    'Danny Flynn',
    'David Williams',
    'Susan Barnes',
    'Julie Russell',
    'Simmy Akhtar',
    'Simon Harris',
    'Peter Dartford',
    'Andy Meakin',
    'Jayne Thorpe',
  ];
  const fromTheCouncil = ['Adrian Scarrott', 'Peter Tomlin', 'Philip Sequrola', 'Peta Curno'];
  const listed = (name: string, more: object) =>
    happened(AttendanceStated, {
      attendee: person(name),
      says: 'present',
      shownBy: 'list',
      heading: 'Attendees',
      ...more,
    });
  const view = viewOf(
    happened(MeetingRecorded, { date: '2019-07-03', describedAs: ['second session'] }),
    ...others.map((name) => listed(name, {})),
    ...fromTheCouncil.map((name) => listed(name, { organisation: council })),
    listed('Glenn Handforth', { organisation: { text: 'The Ideas Facility' }, capacity: 'facilitator' }),
    happened(
      InitialsResolved,
      { initials: person('Adrian Scarrott', 'AS', 'inferred') },
      { sources: lines('000', 163, 164) },
    ),
  );

  it('14 attendees, four of them of Stoke-on-Trent CC', () => {
    expect(view.listed.present).toBe(14);
    const ofTheCouncil = view.attendance.filter(({ statements }) =>
      statements.some(({ data }) => data.organisation?.organisationId === council.organisationId),
    );
    expect(ofTheCouncil.map(({ party }) => party?.text)).toEqual(fromTheCouncil);
  });

  it('no chair, and a facilitator', () => {
    expect(inCapacity(view, 'chair')).toEqual([]);
    expect(inCapacity(view, 'facilitator').map(({ party }) => party?.text)).toEqual(['Glenn Handforth']);
  });

  it('whom AS means', () => {
    expect(view.initials.map(({ data }) => data.initials)).toEqual([person('Adrian Scarrott', 'AS', 'inferred')]);
    expect(linesOf(view.initials)).toEqual([163]);
  });
});

describe('of the meetings in Leicestershire in March 2007 the record tells', () => {
  const session = (date: string, described: string, duration: object, ...more: Happened[]) =>
    viewOf(
      happened(MeetingRecorded, { date, describedAs: [described], duration, bodies: [idOf(date)] }, { as: 'meeting' }),
      ...more,
    );
  const leads = session('2007-03-09', 'first meeting of a new group', { words: 'half day' });
  const board = session('2007-03-12', 'first meeting of a reconstituted Board', {
    words: 'an hour, before the lunch break',
    iso: 'PT1H',
  });
  const contrary = { stream: '', revision: '0', type: 'MeetingRecorded', ids: [] };
  const ssog = session(
    '2007-03-13',
    'first meeting of a new group',
    { words: 'half day' },
    happened(
      FactDisputed,
      { eventId: idOf('meeting'), statement: 'each group knew the SSOG already', concerned: contrary },
      { sources: lines('001', 28) },
    ),
    happened(
      PaperPresented,
      { title: 'presentation on the LAA', by: [words('Jan Sensier')], handed: 'promised' },
      { sources: lines('001', 278, 280) },
    ),
  );

  it('that all three are described as a first meeting, of which that of the SSOG is disputed', () => {
    expect([leads, board, ssog].map(({ recorded }) => recorded.data.describedAs)).toEqual([
      ['first meeting of a new group'],
      ['first meeting of a reconstituted Board'],
      ['first meeting of a new group'],
    ]);
    const disputes = [leads, board, ssog].map(({ recorded }) => recorded.disputes);
    expect(disputes.map((list) => list.length)).toEqual([0, 0, 1]);
    expect(disputes[2]?.[0]?.sources).toEqual(lines('001', 28));
  });

  it('how long each was', () => {
    expect([leads, board, ssog].map(({ recorded }) => recorded.data.duration?.words)).toEqual([
      'half day',
      'an hour, before the lunch break',
      'half day',
    ]);
  });

  it('nobody who attended the Board', () => {
    expect(board.attendance).toEqual([]);
    expect(board.listed).toEqual({ present: 0, apologies: 0, absent: 0 });
  });

  it('a presentation that is promised', () => {
    expect(ssog.papers.map(({ data }) => data.handed)).toEqual(['promised']);
  });
});

describe('of the meeting in Trafford on 12 July 2011 the record tells', () => {
  const present = Array.from({ length: 21 }, (_, i) => `member ${i + 1}`);
  const view = viewOf(
    happened(MeetingRecorded, { date: '2011-07-12' }),
    ...present.map((name) =>
      happened(
        AttendanceStated,
        { attendee: person(name), says: 'present', shownBy: 'list' },
        { sources: lines('004', 5) },
      ),
    ),
    happened(
      AttendanceStated,
      { attendee: person('Paul Harvey'), says: 'apologies', shownBy: 'list' },
      { sources: lines('004', 6) },
    ),
    happened(
      AttendanceStated,
      { capacity: 'chair', says: 'present', shownBy: 'narrative' },
      { sources: lines('004', 10) },
    ),
  );

  it('that 21 were present, that Paul Harvey apologised, and that the chair is not named', () => {
    expect(view.listed).toEqual({ present: 21, apologies: 1, absent: 0 });
    expect(view.attendance.filter(({ says }) => says === 'apologies').map(({ party }) => party?.text)).toEqual([
      'Paul Harvey',
    ]);
    const [chair, ...others] = inCapacity(view, 'chair');
    expect(others).toEqual([]);
    expect(chair).not.toHaveProperty('party');
    expect(linesOf(chair?.statements ?? [])).toEqual([10]);
  });

  it('of no initials', () => {
    expect(view.initials).toEqual([]);
  });
});
