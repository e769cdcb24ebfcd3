import fc from 'fast-check';
import { position } from '@app/domain';
import { Archive } from '../../../../test/support/archive.js';
import type { Answer } from '../query/answer.js';

const DAYS = ['2019-01-10', '2019-02', '2019-02-15', '2019-03-01'] as const;
const QUERIED = ['2019-01-09', '2019-02-01', '2019-02-20', '2019-04-01'] as const;

const number = fc.nat({ max: 5 });
/** Something that is tried; the numbers choose among what is there. */
const attempt = fc.record({ what: number, one: number, other: number, day: fc.constantFrom(...DAYS) });
type Attempt = typeof attempt extends fc.Arbitrary<infer A> ? A : never;

const KINDS = ['aim', 'view', 'decision'] as const;

/** Two lists, an issue and a call, with what is said, moved, withdrawn, linked and answered at random. */
class Talk {
  readonly statements: { readonly id: string; readonly body: object }[] = [];

  private constructor(
    readonly archive: Archive,
    readonly lists: readonly string[],
    readonly issue: string,
    readonly call: string,
    readonly body: string,
  ) {}

  static async of(archive: Archive, attempts: readonly Attempt[]): Promise<Talk> {
    const list = () => archive.thing('statement-list', 'RecordStatementList', { contents: 'partial' }, on(DAYS[0]));
    const issue = { kind: 'issue', text: 'The sanction' };
    const body = await archive.body('Board', on(DAYS[0]));
    const addressees = [{ kind: 'body', id: body, text: 'the Board', resolution: 'declared' }];
    const talk = new Talk(
      archive,
      [await list(), await list()],
      await archive.thing('action', 'RecordAction', issue, on(DAYS[0])),
      await archive.thing('call', 'CallForOffers', { title: 'Offers', addressees }, on(DAYS[0])),
      body,
    );
    for (const each of attempts) await talk.try(each);
    return talk;
  }

  private async try({ what, one, other, day }: Attempt): Promise<void> {
    const { archive, issue, call, statements } = this;
    const said = statements[one % Math.max(1, statements.length)];
    const board = { kind: 'body', id: this.body, text: 'the Board', resolution: 'declared' };
    switch (what) {
      case 0:
      case 1: {
        const body = this.statement(one, other);
        const made = await archive.attempt('statement', 'RecordStatement', body, on(day));
        if (made) statements.push({ id: made.id, body });
        return;
      }
      case 2: {
        if (!said) return;
        const replacement = other === 0 ? null : { data: this.statement(one, other) };
        const body = { kind: 'transcription-error', replacement };
        await archive.attempt('statement', 'AmendFact', body, {
          ...on(day),
          id: said.id,
          target: said.id,
          member: '0',
        });
        return;
      }
      case 3: {
        const to = said && other % 2 ? { kind: 'statement', id: said.id } : { kind: 'action', id: issue };
        const from = await archive.thing('action', 'RecordAction', { kind: 'action', title: 'Ask' }, on(day));
        const link = { link: 'concerns', to, basis: 'stated' };
        await archive.attempt('action', 'LinkAction', link, { ...on(day), id: from, target: from });
        return;
      }
      case 4: {
        const report = other % 2 ? ['ReportActionProgress', { report: 'Asked' }] : ['ReclassifyAction', { kind: other > 2 ? 'issue' : 'action' }]; // prettier-ignore
        await archive.attempt('action', report[0] as string, report[1] as object, { ...on(day), id: issue, target: issue }); // prettier-ignore
        return;
      }
      default:
        await archive.attempt('call', other % 2 ? 'MakeOffer' : 'DeclineToOffer', { by: board }, { ...on(day), id: call, target: call }); // prettier-ignore
    }
  }

  private statement(one: number, other: number): object {
    const parent = this.statements[other]?.id;
    return {
      kind: KINDS[one % 3],
      text: `said ${one} ${other}`,
      listId: this.lists[one % 2],
      ...(other > 1 && { place: other }),
      ...(other % 2 === 0 && { about: [{ kind: 'action', id: this.issue }] }),
      ...(parent !== undefined && other === 3 && { parent }),
    };
  }

  questions(): [string, object, object][] {
    const [first = '', second = ''] = this.lists;
    return [
      ['GetStatementList', { id: first }, {}],
      ['ListStatements', {}, { list: second }],
      ['ListStatements', {}, { kind: 'aim' }],
      ['ListStatements', {}, { about: this.issue, limit: '1' }],
      ['GetStatement', { id: this.statements[0]?.id ?? first }, {}],
      ['ListIssues', {}, {}],
      ['GetAction', { id: this.issue }, {}],
      ['GetCall', { id: this.call }, {}],
      ['ListConflicts', {}, { kind: 'breach,withdrawn-reference' }],
    ];
  }
}

const on = (day: string) => ({ on: day });

/** But for the position answered at, and for cursors, which are of a list with `asOf` or without. */
function bare(answer: Answer): unknown {
  if (!answer.ok) return answer;
  const read = JSON.parse(answer.json) as { temporal: object; page?: { next: string | null } };
  const page = read.page && { ...read.page, next: read.page.next !== null };
  return { ...read, page, temporal: { ...read.temporal, position: '' } };
}

/** What was recorded later is unknown to read models that were not fed it; here it is not recorded yet. */
const unlessUnknown = (then: Answer, only: unknown): unknown =>
  !then.ok && then.problem === 'not-yet-recorded' && JSON.stringify(only) === '{"ok":false,"problem":"not-found"}'
    ? then
    : only;

it('statements, lists, issues and calls are answered at any position as read models answer that were fed no further', async () => {
  const when = fc.record({
    effectiveAt: fc.constantFrom(...QUERIED),
    statedBy: fc.option(fc.constantFrom(...QUERIED), { nil: undefined }),
  });
  const attempts = fc.array(attempt, { minLength: 6, maxLength: 30 });
  // Of all moments alike: doubles would nearly all be close to none.
  const share = fc.integer({ min: 0, max: 1_000 });
  const property = fc.asyncProperty(attempts, share, when, async (tried, along, dates) => {
    const archive = await Archive.open();
    try {
      const talk = await Talk.of(archive, tried);
      const asOf = position(((await archive.head()) * BigInt(along)) / 1_000n);
      const only = await archive.asOnlyFed(asOf);
      for (const [name, target, params] of talk.questions()) {
        const then = await archive.answer(name, target, { ...params, ...dates, asOf: asOf.toString() });
        const expected = unlessUnknown(then, bare(await only(name, target, { ...params, ...dates })));
        expect({ name, answer: bare(then) }).toEqual({ name, answer: expected });
      }
    } finally {
      await archive.close();
    }
  });
  await fc.assert(property, { numRuns: 15, endOnFailure: true });
}, 60_000);
