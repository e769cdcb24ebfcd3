import {
  restructuresIn, statesOn, withRemandates,
  type BodyMandated, type Day, type EventOf, type EventType, type Fact, type InForce, type MeetingFrequencySet,
} from '@app/domain'; // prettier-ignore
import { statusOf } from '../query/fact-view.js';
import { missing, type gapsOf, type Missing } from '../query/missing.js';

type Of<E extends EventType> = Fact<EventOf<E>>;
type Mandating = Of<typeof BodyMandated>;
type Frequency = Of<typeof MeetingFrequencySet>;

/** What a body is for, where and how often it meets, on a day. */
export interface Standing {
  readonly view: { readonly mandate?: string; readonly area?: string; readonly frequency?: string };
  /** Which of them are only intended, or stated ahead of their day. */
  readonly planned: readonly string[];
  readonly missing: Readonly<Record<string, Missing>>;
  readonly cites: readonly Fact[];
}

/** Each of the three replaces the earlier one of its sort alone: who says the area anew says nothing of the mandate. */
export function standingOn(facts: readonly Fact[], id: string, day: Day, gaps: ReturnType<typeof gapsOf>): Standing {
  const own = facts.filter(({ data, withdrawn }) => !withdrawn && (data as { bodyId?: string }).bodyId === id);
  const stated = own.filter((fact): fact is Mandating => fact.type === 'BodyMandated');
  const mandates = withRemandates(stated, restructuresIn(facts)).filter(({ data }) => data.bodyId === id);
  const frequencies = own.filter((fact): fact is Frequency => fact.type === 'MeetingFrequencySet');
  const on = {
    mandate: statesOn(mandates.filter(({ data }) => data.mandate !== undefined), day),
    area: statesOn(mandates.filter(({ data }) => data.area !== undefined), day),
    frequency: statesOn(frequencies, day),
  }; // prettier-ignore
  const told = {
    ...pick(on.mandate, ({ data }) => ({ mandate: data.mandate as string })),
    ...pick(on.area, ({ data }) => ({ area: data.area as string })),
    ...pick(on.frequency, ({ data: { bodyId: _, ...said } }) => said),
  };
  const fields = Object.entries(on) as [keyof typeof on, InForce<Fact>][];
  return {
    view: told,
    planned: fields
      .filter(([field, { possible }]) => field in told && possible.some(isPlanned))
      .map(([field]) => field),
    missing: Object.fromEntries(
      fields
        .filter(([field]) => !(field in told))
        .map(([field, { possible }]) => [field, missing(gaps, field, whyNot(field, possible), id)]),
    ),
    cites: [...new Set(fields.flatMap(([, { possible }]) => possible))],
  };
}

const isPlanned = (fact: Fact): boolean => statusOf(fact) === 'planned';

function pick<F extends Fact, T extends object>({ possible, nothing }: InForce<F>, say: (fact: F) => T): T | undefined {
  const [only, ...others] = possible;
  return only && others.length === 0 && nothing === false ? say(only) : undefined;
}

const SAYS = {
  mandate: 'what it is for',
  area: 'which area it covers',
  frequency: 'how often it meets',
} as const;

const whyNot = (field: keyof typeof SAYS, possible: readonly Fact[]): Missing =>
  possible.length > 0
    ? { status: 'unknown', reason: `The dates on record leave open ${SAYS[field]} on that day.` }
    : { status: 'not-recorded', reason: `The record does not say ${SAYS[field]}.` };
