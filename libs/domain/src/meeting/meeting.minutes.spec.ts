import { given, happened, idOf } from '../testing/given.js';
import { established, introduced, person } from '../testing/parties.js';
import { meetingAggregate } from './meeting.js';
import { CorrectionTargetResolved, MeetingRecorded, MinutesAgreed, MinutesCorrected } from './meeting.events.js';

const previous = { kind: 'words', text: 'the previous meeting' };
const october = { kind: 'meeting', id: idOf('October') };
const present = [{ about: 'attendance', party: person('Gillian'), says: 'present' }];
const meeting = (...past: Parameters<typeof given>[1] & object) =>
  given(meetingAggregate, [happened(MeetingRecorded, {}), ...past])
    .and('person', idOf('Gillian'), introduced('Gillian'))
    .and('structure', '', [established('SIIG')])
    .and('meeting', idOf('October'), [
      happened(MeetingRecorded, { bodies: [idOf('SIIG')] }, { as: 'October is recorded' }),
    ]);
const corrected = (of: object) => happened(MinutesCorrected, { of, corrections: present }, { as: 'correction' });

describe('an agreement of minutes', () => {
  it('names the meeting, on record or in words, and whether it was bar corrections', () => {
    meeting().when('AgreeMinutes', { of: previous, corrected: true }).thenRecords(MinutesAgreed, { of: previous });
    meeting().when('AgreeMinutes', { of: october, corrected: false }).thenRecords(MinutesAgreed, { of: october });
  });

  it('is for the chair', () => {
    const agree = meetingAggregate.commands.find(({ name }) => name === 'AgreeMinutes');
    expect(agree?.roles).toEqual(['chair']);
  });

  it.each(['AgreeMinutes', 'CorrectMinutes'])('as any decision on sight, %s demands If-Match', (name) => {
    expect(meetingAggregate.commands.find((command) => command.name === name)?.onSight).toBe(true);
  });

  it('is refused of a meeting that is not on record', () => {
    meeting()
      .when('AgreeMinutes', { of: { kind: 'meeting', id: idOf('nothing') }, corrected: false })
      .thenRefuses('unknown-reference', { pointers: ['/of/id'] });
  });
});

describe('a correction of minutes', () => {
  it('may be aimed at a meeting that is known by words only', () => {
    const event = meeting()
      .when('CorrectMinutes', { of: previous, corrections: present })
      .thenRecords(MinutesCorrected, { of: previous });
    expect(event.data).not.toHaveProperty('concerned');
  });

  it('carries where the corrected meeting is recorded, and every id it names', () => {
    meeting()
      .when('CorrectMinutes', { of: october, corrections: present })
      .thenRecords(MinutesCorrected, {
        concerned: {
          stream: `testshire/meeting/${idOf('October')}`,
          revision: '0',
          type: 'MeetingRecorded',
          ids: [idOf('October'), idOf('SIIG')],
        },
      });
  });

  it('corrects words, too', () => {
    const corrections = [{ about: 'words', item: '4.0', stood: 'Harret', reads: 'Harrett' }];
    meeting().when('CorrectMinutes', { of: previous, corrections }).thenRecords(MinutesCorrected, { corrections });
  });

  it('is refused at an item that is not this meeting’s', () => {
    meeting()
      .when('CorrectMinutes', { of: previous, corrections: present, itemId: idOf('elsewhere') })
      .thenRefuses('unknown-reference', { pointers: ['/itemId'] });
  });
});

describe('the target of a correction', () => {
  const of = { member: idOf('correction') };
  const target = { meetingId: idOf('October'), basis: 'inferred' };
  const settled = happened(
    CorrectionTargetResolved,
    { ...target, correctionId: idOf('correction'), concerned: { stream: '', revision: '1', type: '', ids: [] } },
    { as: 'settled' },
  );

  it('is settled later, with what the correction concerns', () => {
    meeting(corrected(previous))
      .when('ResolveCorrectionTarget', target, of)
      .thenRecords(CorrectionTargetResolved, {
        correctionId: idOf('correction'),
        concerned: {
          stream: `testshire/meeting/${idOf('meeting')}`,
          revision: '1',
          type: 'MinutesCorrected',
          ids: [idOf('October'), idOf('Gillian')],
        },
      });
  });

  it('is refused where the correction names the meeting itself', () => {
    meeting(corrected(october))
      .when('ResolveCorrectionTarget', target, of)
      .thenRefuses('target-already-known', { evidence: ['correction'] });
  });

  it('is refused where it is settled already', () => {
    meeting(corrected(previous), settled)
      .when('ResolveCorrectionTarget', target, of)
      .thenRefuses('target-already-resolved', { evidence: ['settled'] });
  });

  it('is refused of a correction that is not on record', () => {
    meeting().when('ResolveCorrectionTarget', target, of).thenRefuses('unknown-reference');
  });

  it('can be amended to another meeting', () => {
    const amendment = { kind: 'reading-revised', replacement: { data: { ...target, basis: 'stated' } } };
    const { decision } = meeting(corrected(previous), settled).when('AmendFact', amendment, { member: '2' });
    expect(decision).toMatchObject({
      ok: true,
      events: [{ data: { replacement: { data: { basis: 'stated', correctionId: idOf('correction') } } } }],
    });
  });
});
