import { fold } from '../decider.js';
import type { Fact } from '../facts.js';
import type { Party } from '../party.js';
import { structureFrom } from '../structure/structure-on.js';
import { factsFrom, happened, idOf } from '../testing/given.js';
import { body, established, person } from '../testing/parties.js';
import { inForce, only } from '../in-force.js';
import { onDay, type Day } from '../time/index.js';
import { actionAggregate } from './action.js';
import { ActionAssigned, ActionDueSet, ActionRecorded, type ActionKind } from './action.events.js';
import { actionAt, isUnownedWork } from './action-view.js';
import { ownership } from './ownership.js';

const DAY = '2019-07-03' as Day;
const sources = (from: number, to: number) => [{ documentId: idOf('000'), lines: { from, to } }];
const [adrian, andy, danny, susan, peta] = [
  'Adrian Scarrott',
  'Andy Meakin',
  'Danny Flynn',
  'Susan Barnes',
  'Peta Curno',
].map((name) => person(name)) as [Party, Party, Party, Party, Party];
const lsg = body('LSG');

/** The table of actions, lines 161 to 250: kind, first and last line, title, owners. */
const TABLE: readonly [ActionKind, number, number, string, ...Party[]][] = [
  ['action', 161, 164, 'Mapping exercise', adrian],
  ['action', 166, 168, 'Understand what is out there', andy],
  ['action', 171, 172, 'Establish working group', adrian],
  ['action', 175, 176, 'Identify community leaders to target Influencers', lsg],
  ['challenge', 179, 180, 'How Might We address and mitigate impacts', lsg],
  ['action', 182, 184, 'Lead the mapping exercise'],
  ['challenge', 187, 188, 'Be more effective'],
  ['challenge', 191, 192, 'Join up'],
  ['challenge', 195, 196, 'Communicate'],
  ['challenge', 199, 200, 'Understand the co-ordinating force'],
  ['heading', 203, 204, 'Mapping exercise Outcomes'],
  ['action', 207, 208, 'Create Draft approach', adrian, lsg],
  ['action', 211, 212, 'Develop pilot', lsg],
  ['aspiration', 215, 216, 'Cultural shift'],
  ['action', 218, 220, 'Community Meals', danny],
  ['outcome', 223, 226, 'Town Hall outcome'],
  ['offer', 229, 230, 'YMCA offer'],
  ['blank', 233, 234, ''],
  ['heading', 236, 238, 'Any Other Business'],
  ['action', 241, 242, 'Questionnaire', susan],
  ['action', 245, 246, 'Share our own materials'],
  ['action', 249, 250, 'Loneliness materials', peta],
];

const structureFacts: Fact[] = factsFrom('structure', [established('LSG', { statedOn: '2019-07-03' })]);
const rows = TABLE.map(([kind, from, to, title, ...owners]) => {
  const around = { statedOn: DAY, sources: sources(from, to) };
  const past = [
    happened(ActionRecorded, { kind, ...(title && { title }) }, around),
    ...(owners.length > 0
      ? [happened(ActionAssigned, { owners, standsIn: 'column' }, { ...around, sources: sources(to, to) })]
      : []),
    ...(title === 'Community Meals'
      ? [
          happened(
            ActionDueSet,
            {
              due: [
                { text: '12 Month Route map', duration: 'P12M', role: 'horizon', strictness: 'soft', basis: 'stated' },
              ],
            },
            { ...around, sources: sources(219, 219) },
          ),
        ]
      : []),
  ];
  const state = fold(actionAggregate, factsFrom('action', past, idOf(title)));
  return {
    title,
    state,
    owned: ownership(
      state,
      DAY,
      structureFrom(() => structureFacts),
    ),
  };
});
const row = (title: string) => {
  const found = rows.find((each) => each.title === title);
  if (!found) throw new Error(`${title} is in the table`);
  return found;
};
const ownersOf = (title: string) => row(title).owned.owners.map(({ recorded }) => recorded.text);
const linesOf = (facts: readonly Fact[]) =>
  facts.flatMap((fact) => fact.sources.map((source) => ('lines' in source ? source.lines.from : 0)));

describe('of the actions of Stoke-on-Trent on 3 July 2019 the record tells', () => {
  it('who owns "Establish working group": Adrian Scarrott, alone', () => {
    expect(ownersOf('Establish working group')).toEqual(['Adrian Scarrott']);
    expect(row('Establish working group').owned.joint).toBe(false);
    expect(linesOf(row('Establish working group').owned.rests)).toEqual([172]);
  });

  it('what the LSG owns alone, and what jointly', () => {
    const owned = rows.filter(({ owned: { owners } }) => owners.some(({ key }) => key === `body:${idOf('LSG')}`));
    const titles = (joint: boolean) => owned.filter((each) => each.owned.joint === joint).map(({ title }) => title);
    expect(titles(false)).toEqual([
      'Identify community leaders to target Influencers',
      'How Might We address and mitigate impacts',
      'Develop pilot',
    ]);
    expect(titles(true)).toEqual(['Create Draft approach']);
    expect(owned.flatMap(({ owned: { owners } }) => owners.map(({ effective }) => effective.is))).not.toContain(
      'unknown',
    );
  });

  it('who owns "Create Draft approach", and that no lead is marked', () => {
    expect(ownersOf('Create Draft approach')).toEqual(['Adrian Scarrott', 'LSG']);
    expect(row('Create Draft approach').owned.owners.map(({ lead }) => lead)).toEqual([false, false]);
  });

  it('no date of the Community Meals, only how far its route map reaches', () => {
    const due = actionAt(row('Community Meals').state, DAY)?.due.value;
    expect(due).toEqual([
      { text: '12 Month Route map', duration: 'P12M', role: 'horizon', strictness: 'soft', basis: 'stated' },
    ]);
    expect(ownersOf('Community Meals')).toEqual(['Danny Flynn']);
  });

  it('that 12 of 22 rows have no owner: nine with content, two headings, one blank', () => {
    const unowned = rows.filter(({ owned }) => owned.answer === 'unowned');
    expect([rows.length, unowned.length]).toEqual([22, 12]);
    const kinds = unowned.map(({ state }) => only(inForce(state.kinds, onDay(DAY)))?.data.kind);
    expect(kinds.filter((kind) => kind === 'heading')).toHaveLength(2);
    expect(kinds.filter((kind) => kind === 'blank')).toHaveLength(1);
    expect(rows.filter(({ state }) => isUnownedWork(state, DAY) === true)).toHaveLength(9);
  });
});
