import { onAnything, SOME, STATED, type Resource } from './route.js';

const SOMEBODY = { kind: 'person', id: SOME.person, text: 'A. N. Other', resolution: 'declared' } as const;
const THE_PREVIOUS_ONE = { kind: 'words', text: 'the previous meeting' } as const;

export const meetings: Resource = {
  tag: 'Meetings',
  about: 'Meetings: when and whose they were, who was there, what was on the agenda, and what the minutes leave open.',
  path: 'meetings',
  kind: 'meeting',
  commands: [
    {
      at: '',
      command: 'RecordMeeting',
      summary: 'Put a meeting on record',
      example: { date: '2011-11-09', startTime: { words: '1pm', at: '13:00' }, bodies: [SOME.body], ...STATED },
    },
    {
      at: ':id/agenda-items',
      command: 'RecordAgendaItem',
      summary: 'Record an item of the agenda',
      example: { number: '1.0', place: 1, names: ['Welcome and introductions'], outcome: 'taken', ...STATED },
    },
    {
      at: ':id/attendances',
      command: 'StateAttendance',
      summary: 'Record what the paper says of somebody’s presence',
      example: { attendee: SOMEBODY, says: 'present', shownBy: 'list', heading: 'Present', ...STATED },
    },
    {
      at: ':id/attendances/:member/resolutions',
      command: 'ResolveAttendance',
      summary: 'Say which of several statements on an attendee is taken to hold',
      example: { says: 'present', because: { words: 'The minutes quote them at two items.' }, ...STATED },
    },
    {
      at: ':id/interests',
      command: 'DeclareInterests',
      summary: 'Record an interest declared, or that there was none',
      example: { declared: { is: 'none' }, ...STATED },
    },
    {
      at: ':id/papers',
      command: 'PresentPaper',
      summary: 'Record a paper brought before the meeting',
      example: { title: 'Annual report', by: [SOMEBODY], handed: 'promised', ...STATED },
    },
    {
      at: ':id/owner-marks',
      command: 'RecordOwnerMark',
      summary: 'Record a cell of an owner column that stands beside no text of its own',
      example: { itemId: SOME.item, order: 1, words: 'All', ...STATED },
    },
    {
      at: ':id/owner-marks/:member/matches',
      command: 'MatchOwnerMark',
      summary: 'Say to which action a mark belongs, or that it cannot be told',
      example: { match: { is: 'actions', actions: [SOME.action], basis: 'inferred' }, ...STATED },
    },
    {
      at: ':id/initials',
      command: 'ResolveInitials',
      summary: 'Say whom initials mean, in this meeting only',
      example: { initials: { kind: 'person', id: SOME.person, text: 'ANO', resolution: 'inferred' }, ...STATED },
    },
    {
      at: ':id/agreements',
      command: 'AgreeMinutes',
      summary: 'Record that the minutes of another meeting were agreed at this one',
      example: { of: THE_PREVIOUS_ONE, corrected: true, ...STATED },
    },
    {
      at: ':id/corrections',
      command: 'CorrectMinutes',
      summary: 'Record a correction, made at this meeting, of the minutes of another',
      example: {
        of: THE_PREVIOUS_ONE,
        corrections: [{ about: 'attendance', party: SOMEBODY, says: 'present' }],
        ...STATED,
      },
    },
    {
      at: ':id/corrections/:member/targets',
      command: 'ResolveCorrectionTarget',
      summary: 'Say which recorded meeting a correction was aimed at',
      example: { meetingId: SOME.meeting, basis: 'inferred', ...STATED },
    },
    {
      at: ':id/next-dates',
      command: 'ClaimNextMeeting',
      summary: 'Record what this meeting says of the next one',
      example: {
        when: { text: '14 December', edtf: '2011-12-14', role: 'start', strictness: 'hard', basis: 'stated' },
        ...STATED,
      },
    },
    ...onAnything('Meeting'),
  ],
};
