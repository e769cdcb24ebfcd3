import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { withAnything } from '../anything/anything.js';
import { decide } from '../decide.js';
import { fold, type Aggregate, type References } from '../decider.js';
import { Statement, type Recorded } from '../event.js';
import { factsOf, type Fact } from '../facts.js';
import { position, revision, streamId, type EventId, type StreamKind } from '../ids.js';
import { idOf, TODAY, type Around } from './given.js';

/** A command as somebody might send it, right or wrong. */
export interface Step {
  readonly name: string;
  readonly body: unknown;
  readonly target?: string;
  readonly member?: string;
  readonly sub?: string;
  readonly around?: Around;
}

/**
 * What is recorded when the steps are sent one after the other, each decided on what stands by then; refused ones
 * leave no trace. The nth event has the id `idOf('event n')`, n from 0, and revision n.
 */
export function play<S>(
  aggregate: Aggregate<S>,
  steps: readonly Step[],
  others: ReadonlyMap<string, readonly Fact[]> = new Map(),
) {
  const whole = withAnything(aggregate);
  const stream = streamId('testshire', aggregate.kind, idOf(aggregate.kind));
  const events: Recorded[] = [];
  for (const { name, body, member, sub, around, target = idOf(aggregate.kind) } of steps) {
    const type = whole.commands.find((command) => command.name === name);
    if (!type) throw new Error(`${aggregate.kind} knows no command ${name}`);
    const parsed = type.body.safeParse(body);
    if (!parsed.success) continue;
    const eventId = idOf(`event ${events.length}`) as EventId;
    const statement = Statement.parse({ sources: [{ words: 'by telephone' }], ...around });
    const proposal = { name, target, body: parsed.data, statement, today: TODAY, actor: 'actor', eventId };
    const facts = factsOf(events);
    const decision = decide(
      whole,
      facts,
      { ...proposal, ...(member !== undefined && { member }), ...(sub !== undefined && { sub }) },
      refsTo(whole, facts, others),
    );
    if (!decision.ok) continue;
    for (const event of decision.events) {
      const n = events.length;
      events.push({
        ...event,
        id: idOf(`event ${n}`) as EventId,
        stream,
        revision: revision(n),
        position: position(n + 1),
        version: 1,
        recordedAt: '2020-01-15T12:00:00.000Z' as Recorded['recordedAt'],
        actor: 'actor' as Recorded['actor'],
        commandId: eventId as string as Recorded['commandId'],
        correlationId: 'test',
        causationId: 'test',
      });
    }
  }
  return events;
}

function refsTo<S>(
  aggregate: Aggregate<S>,
  own: readonly Fact[],
  others: ReadonlyMap<string, readonly Fact[]>,
): References {
  const factsIn = (kind: StreamKind, id: string) =>
    kind === aggregate.kind && kind === 'structure' ? own : (others.get(id) ?? []);
  return {
    get: (other, id) => {
      const facts = factsIn(other.kind, id);
      return facts.length > 0 ? fold(other, facts) : undefined;
    },
    facts: factsIn,
    own: () => own,
    aggregate: aggregate,
    sha256: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
  };
}

/** Every state that a history went through, from the first event on. */
export const statesOf = <S>(aggregate: Aggregate<S>, events: readonly Recorded[]): S[] =>
  events.map((_, i) => fold(aggregate, factsOf(events.slice(0, i + 1))));

const DAYS = [
  '2011',
  '2011-11-09',
  '2012-04',
  '[..2012-03-01]',
  '[2013-04-01..]',
  '2013-04-01',
  '2019-12-31',
  '2020-01-15',
  '2021',
];

/** Dates around a command, fuzzy ones and ones of the future among them, or none. */
export const dates: fc.Arbitrary<Around> = fc.record(
  {
    statedOn: fc.constantFrom('2010-01-01', '2011-11-09', '2012-03', '2020-01-15'),
    effectiveFrom: fc.constantFrom(...DAYS),
    effectiveTo: fc.constantFrom('2012-06-01', '2014', '2021-01-01'),
  },
  { requiredKeys: [] },
);

/** Amendments, withdrawals, disputes and revisions of any of the first events. `data` are payloads to put in their place. */
export function secondThoughts(data: fc.Arbitrary<unknown>): fc.Arbitrary<Step> {
  const member = fc.nat(8).map(String);
  const replacement = fc.oneof(
    fc.constant(null),
    fc.tuple(data, dates).map(([payload, around]) => ({ data: payload, ...around })),
  );
  return fc.oneof(
    fc.record({
      name: fc.constant('AmendFact'),
      member,
      body: fc.record({ kind: fc.constant('transcription-error'), replacement }),
    }),
    fc.record({ name: fc.constant('DisputeFact'), member, body: fc.constant({ statement: 'not so' }) }),
    fc.record({
      name: fc.constant('ReviseCertainty'),
      member,
      body: fc.record({ becomes: fc.constantFrom('fact', 'wish') }),
    }),
  );
}
