import { factsFrom, given, happened, idOf, type Happened } from '../testing/given.js';
import {
  collective,
  established,
  introduced,
  introducedOrganisation,
  organisation,
  person,
} from '../testing/parties.js';
import { Day } from '../time/index.js';
import { identitiesOn } from './identities.js';
import { seatOn } from './seats.js';
import { SeatCreated, type SeatPayload } from './seats.events.js';
import { BodyEstablished, BodyNamed } from './structure.events.js';
import { structureAggregate } from './structure.js';
import type { z } from 'zod';

const STATED = '2010-11-18/2010-12-31';
const SSB = idOf('ssb');
const lines = (...at: number[]) => at.map((line) => ({ documentId: idOf('002'), lines: { from: line, to: line } }));
const [police, fire] = [idOf('Staffordshire Police'), idOf('Fire & Rescue')];

/** The core membership, lines 151 to 171: words, line, what is said of who takes it. */
const SEATS: readonly [string, number, Partial<z.input<typeof SeatPayload>>?][] = [
  ['District Council Representation', 153, { represents: [collective('District Council')] }],
  ['Stoke-on-Trent City Council', 155],
  ['Staffordshire County Council', 157],
  [
    'Staffordshire Police',
    159,
    {
      posts: {
        taken: 'all',
        of: [
          { text: 'Chair/Elected Commissioner', organisationId: police },
          { text: 'CX', organisationId: police },
        ],
      },
    },
  ],
  [
    'Staffordshire Fire & Rescue',
    161,
    {
      posts: {
        taken: 'all',
        of: [
          { text: 'Chair', organisationId: fire },
          { text: 'CX', organisationId: fire },
        ],
      },
    },
  ],
  [
    'Health Sector Representation',
    163,
    { candidates: [{ text: 'possibly the new Trust' }, { text: 'chair of H&WbB Board' }] },
  ],
  ['GP Consortia Representation', 165, { represents: [collective('GP Consortia')] }],
  [
    'Business Representation',
    167,
    { exOfficio: true, posts: { taken: 'one', of: [{ text: 'Chair of the LEP', bodyId: idOf('lep') }] } },
  ],
  ['Third Sector Representation', 169, { represents: [collective('Third Sector')] }],
  ['Skills Agenda Representation', 171, { represents: [collective('Skills Agenda')] }],
];

const around = (...at: number[]) => ({ statedOn: STATED, certainty: 'intention' as const, sources: lines(...at) });
const bodies: Happened[] = [
  established('old board', { statedOn: STATED }),
  established('lep', { statedOn: STATED }),
  introducedOrganisation('Staffordshire Police'),
  introducedOrganisation('Fire & Rescue'),
  happened(
    BodyEstablished,
    { bodyId: SSB, name: 'Staffordshire Strategic Board', kind: 'board', maybeSameAs: [idOf('old board')] },
    { as: 'ssb', ...around(123, 179), effectiveFrom: '2011-01/2011-04' },
  ),
  happened(
    BodyNamed,
    { bodyId: SSB, name: 'Strategic Board', kind: 'alias', maybeSameAs: [idOf('old board')] },
    { as: 'ssb in short', ...around(18), effectiveFrom: '2011-01/2011-04' },
  ),
];
const seats = SEATS.map(([described, line, more]) =>
  happened(SeatCreated, { bodyId: SSB, described, category: 'core', ...more }, { as: described, ...around(151, line) }),
);
const facts = factsFrom('structure', [...bodies, ...seats]);
const on = (described: string, day = '2010-12-31') => seatOn(facts, idOf(described), Day.parse(day));

describe('the core membership of the Staffordshire Strategic Board', () => {
  it('is ten seats, every one of them recorded by a command, and nobody in any', () => {
    const scene = given(structureAggregate, bodies, SSB).and('document', idOf('002'), []);
    for (const [described, , more] of SEATS) {
      scene.when('CreateSeat', { described, category: 'core', ...more }).thenRecords(SeatCreated, { described });
    }
    expect(SEATS.map(([described]) => on(described).status)).toEqual(Array(10).fill('not-recorded'));
  });

  it('awkward case 26: has a seat that two posts fill together', () => {
    expect(on('Staffordshire Police')).toMatchObject({
      status: 'not-recorded',
      posts: { taken: 'all', of: [{ text: 'Chair/Elected Commissioner' }, { text: 'CX', organisationId: police }] },
    });
  });

  it('awkward case 26: has a seat that goes with a post, one that is undecided, and one of a sector', () => {
    expect(on('Business Representation')).toMatchObject({ exOfficio: true, posts: { taken: 'one' } });
    expect(on('Health Sector Representation')).toMatchObject({
      candidates: [{ text: 'possibly the new Trust' }, { text: 'chair of H&WbB Board' }],
      expected: [],
    });
    expect(seats[8]?.data).toMatchObject({ represents: [{ kind: 'collective', text: 'Third Sector' }] });
  });

  it('awkward case 27: takes any term for a role, R, A, C and D, and I for Influential', () => {
    const scene = given(structureAggregate, [...bodies, ...seats], SSB).and('person', idOf('Ann'), introduced('Ann'));
    for (const role of ['Responsible', 'Accountable', 'Consulted', 'Influential', 'Deliver']) {
      const { decision } = scene.when(
        'FillSeat',
        { holder: person('Ann'), role, onBehalfOf: organisation('Staffordshire Police') },
        { member: idOf('Staffordshire Police') },
      );
      expect(decision).toMatchObject({ ok: true, events: [{ data: { role } }] });
    }
  });

  it('cannot be told of days before the paper', () => {
    expect(on('Skills Agenda Representation', '2010-11-17')).toMatchObject({
      status: 'unknown',
      reason: 'start not recorded',
    });
  });
});

describe('the new board and the old one', () => {
  it('awkward case 32: share a name, and whether they are one is open, at both of them', () => {
    const compared = (id: string) => identitiesOn(facts, id, Day.parse('2010-12-31'));
    expect(compared(SSB)).toMatchObject([{ other: { kind: 'body', id: idOf('old board') }, verdict: 'open' }]);
    expect(compared(idOf('old board'))).toMatchObject([{ other: { id: SSB }, verdict: 'open' }]);
    expect(compared(SSB)[0]?.rests.map(({ recorded }) => recorded.id)).toEqual([idOf('ssb'), idOf('ssb in short')]);
  });
});
