const DOCUMENT = '0b0e2a6e-8d3c-5b61-9a2e-0d7a4c1f2b3e';
const PERSON = '6a1de3a4-1f67-5f0e-8c1b-9f3f5d1c2b10';
const RECORDED = 'YWN0aW9uLzFmMC8w';
const ASSIGNED = 'YWN0aW9uLzFmMC8x';
const day = (edtf: string) => ({ edtf, earliest: edtf, latest: edtf });

const evidence = (event: string, type: string, position: string, from: number, to: number) => ({
  event,
  type,
  position,
  recordedAt: '2026-03-02T10:00:00.000Z',
  statedOn: day('2019-07-03'),
  sources: [{ documentId: DOCUMENT, lines: { from, to } }],
});

/** For the API page; that they have the shape of an answer, a test tells. */
export const OWNERSHIP_EXAMPLE = {
  answer: 'owned',
  joint: false,
  orphaned: false,
  leads: 0,
  owners: [
    {
      recorded: { kind: 'person', id: PERSON, text: 'Adrian Scarrott', resolution: 'declared' },
      lead: false,
      owns: true,
      status: 'in-force',
      effective: { is: 'owner', words: 'It is owned as recorded.' },
      basis: 'recorded',
      chain: [],
      certainty: 'fact',
      events: [ASSIGNED],
    },
  ],
  performers: [],
} as const;

export const ACTION_EXAMPLE = {
  id: '1f0c9d52-6f3e-5d1a-9b7e-2c4d6e8f0a12',
  kind: 'action',
  status: 'open',
  inEffect: true,
  text: 'Establish working group',
  due: [],
  ownership: OWNERSHIP_EXAMPLE,
  statedOn: day('2019-07-03'),
  effectiveFrom: day('2019-07-03'),
  certainty: 'fact',
  missing: { due: { status: 'not-recorded', reason: 'No due date is recorded.' } },
  evidence: [
    evidence(RECORDED, 'ActionRecorded', '209', 171, 171),
    evidence(ASSIGNED, 'ActionAssigned', '210', 171, 172),
  ],
} as const;

const NAMED = { bodies: {}, organisations: {}, documents: { [DOCUMENT]: { title: 'Output document' } } };
const BESIDE = {
  temporal: { effectiveAt: '2019-08-01', asOf: '1042', statedBy: null, position: '1042', uncertain: [] },
  people: { [PERSON]: { name: 'Adrian Scarrott' } },
  named: NAMED,
};

export const ACTION_ANSWER_EXAMPLE = { ...ACTION_EXAMPLE, links: [], linkedFrom: [], ...BESIDE };
export const ACTION_LIST_EXAMPLE = {
  items: [{ match: 'definite', ...ACTION_EXAMPLE }],
  page: { next: null, limit: 50, total: 1 },
  ...BESIDE,
};
export const OWNERSHIP_ANSWER_EXAMPLE = {
  action: ACTION_EXAMPLE.id,
  ...OWNERSHIP_EXAMPLE,
  missing: {},
  evidence: ACTION_EXAMPLE.evidence,
  ...BESIDE,
};
