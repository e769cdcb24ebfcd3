import { fold } from '../decider.js';
import { factsFrom, given, happened, idOf, type Happened } from '../testing/given.js';
import { body, collective, established } from '../testing/parties.js';
import { said } from '../testing/priorities.js';
import type { Day } from '../time/index.js';
import {
  PriorityAdopted, PriorityCapSet, PriorityDesignated, PriorityEntered, PriorityListStarted, PriorityLocked, PriorityLonglisted,
  PriorityShortlisted, PriorityWorded, WordingChallenged,
} from './priority-list.events.js'; // prettier-ignore
import { priorityListAggregate } from './priority-list.js';
import { prioritiesOn, type PrioritiesOn } from './priorities-on.js';

const on = (day: string, past: readonly Happened[]): PrioritiesOn =>
  prioritiesOn(fold(priorityListAggregate, factsFrom('priority-list', past)), day as Day) as PrioritiesOn;
const from =
  (record: string, statedOn: string) =>
  (first: number, last = first) => ({
    statedOn,
    sources: [{ documentId: idOf(record), lines: { from: first, to: last } }],
  });

describe('record 001', () => {
  const lines = from('001', '2007-03-13');
  const list = on('2007-03-13', [
    happened(
      PriorityListStarted,
      {
        title: '8 top priorities',
        owner: { is: 'unsettled', candidates: [idOf('Board'), idOf('SSOG')] },
        intended: { number: 8, words: '8 top priorities' },
      },
      lines(256),
    ),
  ]);

  it('awkward case 18: is to have eight priorities, of which none is named, and of which two bodies may decide', () => {
    expect(list.started.data.intended?.number).toBe(8);
    expect(list.entries).toEqual([]);
    expect(list.started.data.owner).toMatchObject({ is: 'unsettled', candidates: [idOf('Board'), idOf('SSOG')] });
  });
});

describe('record 002', () => {
  const lines = from('002', '2010-12-31');
  const entry = (name: string, line: number, data: object = {}) =>
    happened(PriorityEntered, { is: 'priority', text: name, ...data }, { ...lines(line), as: name });
  const TABLE: readonly (readonly [string, number, string])[] = [
    ['develop a more business-friendly environment', 26, 'Outcome 1'],
    ['brand and market Staffordshire', 27, 'Outcome 1'],
    ['raise aspirations', 28, 'Outcome 1'],
    ['reduce the impact caused by alcohol misuse', 34, 'Outcome 2'],
    ['positively support the ageing population', 35, 'Outcome 2'],
    ['reduce crime and the fear of crime', 36, 'Outcome 2'],
  ];
  const past = [
    happened(
      PriorityListStarted,
      { title: 'The Shared Partnership Priorities', owner: { is: 'body', body: idOf('new Board') } },
      lines(20),
    ),
    entry('Outcome 1', 22, { is: 'heading' }),
    entry('Outcome 2', 30, { is: 'heading' }),
    ...TABLE.map(([name, line, outcome]) => entry(name, line, { heading: idOf(outcome) })),
    ...TABLE.map(([name, line]) => happened(PriorityShortlisted, { entryId: idOf(name) }, lines(17, line))),
    happened(PriorityLonglisted, { contents: 'unknown', described: 'A long list of priorities' }, lines(16)),
    happened(PriorityCapSet, { words: 'small number' }, lines(15)),
    happened(
      WordingChallenged,
      {
        entryId: idOf('reduce the impact caused by alcohol misuse'),
        alternative: 'healthy life-style choices rather than just alcohol',
        views: [
          { holder: collective('The Health Sector'), view: 'for-alternative' },
          {
            holder: collective('A majority of partners'),
            view: 'against-alternative',
            words: 'too broad',
            count: null,
          },
        ],
        toBeResolvedBy: body('new Board'),
      },
      { ...lines(38), as: 'challenge' },
    ),
  ];
  const list = on('2010-12-31', past);

  it('question 1: has two outcomes with three priorities each on the short list, none adopted', () => {
    const shown = list.entries.map(({ entry: { data }, stage }) => (data.is === 'heading' ? data.text : stage.value));
    const three = ['shortlisted', 'shortlisted', 'shortlisted'];
    expect(shown).toEqual(['Outcome 1', ...three, 'Outcome 2', ...three]);
    expect(list.adopted).toEqual({ certain: 0, possible: 0 });
  });

  it('awkward case 17: has a cap without a figure, which leaves no room that could be told and refuses nothing', () => {
    expect(list.cap).toMatchObject({ told: 'in-words', possible: [{ data: { words: 'small number' } }] });
    expect(list.room).toEqual({ told: 'cannot-be-told', because: 'cap-in-words' });
    given(priorityListAggregate, past)
      .and('structure', '', [established('new Board')])
      .and('statement', idOf('decision'), said('decision', 'new Board'))
      .when(
        'AdoptPriority',
        { decisionId: idOf('decision') },
        { member: idOf('raise aspirations'), statedOn: '2011-02-01' },
      )
      .thenRecords(PriorityAdopted);
  });

  it('awkward case 19: has one contested wording, with a majority without a count, for a body yet to come', () => {
    const contested = list.entries.filter((one) => one.contested === true);
    expect(contested.map(({ entry: { data } }) => data.text)).toEqual(['reduce the impact caused by alcohol misuse']);
    const [{ challenge, open } = {}] = contested[0]?.contests ?? [];
    expect(open).toBe(true);
    expect(challenge?.data.views?.map(({ count }) => count)).toEqual([undefined, null]);
    expect(challenge?.data.toBeResolvedBy).toMatchObject({ kind: 'body', id: idOf('new Board') });
  });

  it('awkward case 20: has a long list that is known to have been there, with nothing on it', () => {
    expect(list.longlists.map(({ fact }) => fact.data.contents)).toEqual(['unknown']);
    expect(list.entries.some(({ stage }) => stage.value === 'longlisted')).toBe(false);
  });
});

describe('record 003', () => {
  const lines = from('003', '2011-11-09');
  const agreed = given(priorityListAggregate, [
    happened(
      PriorityListStarted,
      { title: 'the agreed objectives', owner: { is: 'body', body: idOf('SIIG') } },
      lines(141, 142),
    ),
    happened(PriorityEntered, { is: 'priority', text: 'University City' }, { ...lines(143), as: 'University City' }),
    happened(
      PriorityLocked,
      { by: idOf('Partnership Board') },
      { ...lines(142), effectiveFrom: '[..2011-11-09]', as: 'lock' },
    ),
  ])
    .and('structure', '', [established('SIIG'), established('Partnership Board')])
    .and('statement', idOf('of the Board'), said('decision', 'Partnership Board'))
    .and('statement', idOf('of the workshop'), said('decision', 'SIIG'));
  const university = { member: idOf('University City'), statedOn: '2011-11-09' };

  it('awkward case 31: what the Partnership Board agreed is altered by no workshop, which may challenge it', () => {
    agreed
      .when('WordPriority', { text: 'City', decisionId: idOf('of the workshop') }, university)
      .thenRefuses('priority-locked', { evidence: ['lock'] });
    agreed.when('RetirePriority', {}, university).thenRefuses('priority-locked');
    agreed
      .when('ChallengeWording', { text: 'the University reference was removed' }, university)
      .thenRecords(WordingChallenged);
    agreed
      .when('WordPriority', { text: 'City', decisionId: idOf('of the Board') }, university)
      .thenRecords(PriorityWorded);
  });
});

describe('record 004', () => {
  it('awkward case 16: cannot tell which were made priorities, though the rule is quoted, and works it out of nothing', () => {
    const lines = from('004', '2011-07-12');
    const rule = 'The actions in bold type are the ones that gained the most votes';
    const list = on('2011-07-12', [
      happened(PriorityListStarted, { title: 'Actions', owner: { is: 'unsettled', candidates: [] } }, lines(56)),
      happened(PriorityEntered, { is: 'priority', text: 'Mapping' }, { ...lines(93), as: 'Mapping' }),
      happened(
        PriorityDesignated,
        { entryId: idOf('Mapping'), designation: 'cannot-be-told', basis: 'not-recoverable', rule },
        lines(149),
      ),
    ]);
    expect(list.entries[0]?.designation.value).toBe('cannot-be-told');
    expect(list.entries[0]?.stage.value).toBe('entered');
  });
});
