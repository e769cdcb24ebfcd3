import { happened, idOf } from '../testing/given.js';
import { adopted, deciding, entered, list } from '../testing/priorities.js';
import { PriorityLocked } from './priority-list.events.js';

const BODIES = {
  LonglistPriority: {},
  ShortlistPriority: {},
  AdoptPriority: deciding(),
  RetirePriority: {},
  WordPriority: { text: 'x' },
  ChallengeWording: { text: 'Not so.' },
  ResolveWording: { challenge: idOf('challenge'), outcome: 'kept' },
  DesignatePriority: { designation: 'priority', basis: 'rule' },
  LockPriority: { by: idOf('Cabinet') },
} as const;

describe('what is said of an entry', () => {
  it.each(Object.entries(BODIES))('is said of one of this list: %s', (command, body) => {
    list(entered('Safer'))
      .when(command, body, { member: idOf('Foreign') })
      .thenRefuses('not-found');
  });
});

describe('an agenda item', () => {
  const item = { agendaItemId: idOf('item') };
  const { ResolveWording: _, WordPriority: __, DesignatePriority: ___, ...atMeetings } = BODIES;

  it.each(Object.entries(atMeetings))('is one of the meeting beside it: %s', (command, body) => {
    list(entered('Safer'))
      .when(command, { ...body, ...item }, { member: idOf('Safer') })
      .thenRefuses('unknown-reference', { pointers: ['/agendaItemId'] });
  });

  it.each([
    ['NoteLonglist', { contents: 'unknown' }],
    ['LockPriorityList', { by: idOf('Cabinet') }],
  ])('is one of the meeting beside it: %s', (command, body) => {
    list()
      .when(command, { ...body, ...item })
      .thenRefuses('unknown-reference', { pointers: ['/agendaItemId'] });
  });
});

describe('a decision that need not be cited', () => {
  it.each(['RetirePriority', 'WordPriority', 'ShortlistPriority'] as const)('is one where it is: %s', (command) => {
    list(entered('Safer'))
      .when(command, { ...BODIES[command], ...deciding('view') }, { member: idOf('Safer') })
      .thenRefuses('no-decision-cited', { pointers: ['/decisionId'] });
  });
});

describe('a locked list', () => {
  it('has exceptions granted by the body that locked it only', () => {
    const lock = happened(PriorityLocked, { by: idOf('Cabinet') }, { statedOn: '2011-01-01', as: 'lock' });
    const grant = (decision: object) =>
      list(entered('Safer'), adopted('Safer', '2010-06-01'), lock).when('GrantCapException', { extra: 1, ...decision });
    grant(deciding()).thenRefuses('priority-locked', { evidence: ['lock'] });
    expect(grant(deciding('of the Cabinet')).decision.ok).toBe(true);
  });
});
