import fc from 'fast-check';
import type { Recorder } from './archive.js';

/** A day, or part of one of a few months: fuzzy dates that overlap, meet and enclose one another. */
const DATES = [
  '2019-01-10',
  '2019-02',
  '2019-02-15',
  '2019-03-01',
  '2019-02-10/2019-03-10',
  '[..2019-02-20]',
  '2019-03',
] as const;
export const DAYS = [
  '2019-01-09',
  '2019-01-10',
  '2019-02-01',
  '2019-02-15',
  '2019-02-20',
  '2019-03-01',
  '2019-03-11',
  '2019-04-01',
] as const;

/** Once in six times. */
const seldom = <T>(some: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: some });

const small = fc.nat({ max: 11 });
/** Something that is tried: what, on which thing, by whom, and when. The numbers choose among what is there. */
export const attempt = fc.record({
  what: fc.nat({ max: 33 }),
  thing: small,
  who: small,
  other: small,
  statedOn: fc.constantFrom(...DATES),
  from: fc.option(fc.constantFrom(...DATES), { nil: undefined }),
  to: seldom(fc.constantFrom('2019-03-05', '2019-04')),
  certainty: seldom(fc.constantFrom('likely', 'disputed', 'intention')),
});
export type Attempt = typeof attempt extends fc.Arbitrary<infer A> ? A : never;

interface Done {
  readonly kind: 'action' | 'meeting' | 'structure' | 'person';
  readonly id: string;
  readonly target: string;
  readonly revision: string;
  readonly event: string;
  readonly body: object;
}

/** The things of a small partnership, and what was done to them. */
export class Chronicle {
  readonly people: string[] = [];
  readonly bodies: string[] = [];
  readonly actions: string[] = [];
  readonly meetings: string[] = [];
  readonly restructures: string[] = [];
  readonly seats: string[] = [];
  readonly holdings: { readonly body: string; readonly seat: string; readonly holding: string }[] = [];
  readonly items: { readonly meeting: string; readonly id: string }[] = [];
  readonly done: Done[] = [];

  /** `most`: of things of one kind that have streams of their own. */
  constructor(
    readonly archive: Recorder,
    private readonly most = 4,
  ) {}

  static async of(archive: Recorder, attempts: readonly Attempt[], most?: number): Promise<Chronicle> {
    const chronicle = new Chronicle(archive, most);
    for (const name of ['Ann Lee', 'Bob Ray'])
      chronicle.people.push(await archive.thing('person', 'IntroducePerson', { name }, { on: '2019-01-10' }));
    chronicle.bodies.push(await archive.body('Steering Group', { on: '2019-02-15' }), await archive.body('Board', { on: '2019-01-10', certainty: 'likely' }), await archive.body('Panel', { on: '2019-01-10' })); // prettier-ignore
    for (const each of attempts) await chronicle.try(each);
    return chronicle;
  }

  /** Records it, or leaves it where a rule refuses. */
  async try(attempt: Attempt): Promise<void> {
    const { what, thing, who, other, statedOn, from, to, certainty } = attempt;
    const said = { on: statedOn, ...(from && { from }), ...(to && { to }), ...(certainty && { certainty }) };
    const action = pick(this.actions, thing);
    const meeting = pick(this.meetings, thing);
    const item = this.items.find((one) => one.meeting === meeting);
    const party = this.party(who);
    const owners = other % 3 === 0 ? [party, this.party(who + 1)] : [party];
    const on = async (kind: Done['kind'], id: string | undefined, command: string, body: object, more = {}) => {
      if (id !== undefined) await this.attempted(kind, id, command, body, { ...said, ...more });
    };
    switch (what) {
      case 0: case 1: case 2: {
        const kind = (['action', 'heading', 'challenge', 'blank'] as const)[other % 4];
        const at = pick(this.meetings, who);
        const place = this.items.find((one) => one.meeting === at);
        const body = { kind, text: `entry ${this.actions.length}`, ...(at && { meetingId: at }), ...(place && { agendaItemId: place.id }), ...(action && other % 2 ? { parent: action } : {}), ...(other > 8 && { by: [party] }) };
        return this.begun(this.actions, 'action', 'RecordAction', body, said);
      }
      case 3: case 4: case 5: return on('action', action, 'AssignAction', { owners, ...(other % 5 === 0 && { lead: 0 }), ...(other % 4 === 0 && { performers: [this.party(other)] }) });
      case 6: return on('action', action, 'TransferAction', { from: [this.ownerRef(who)], owners: [this.party(other)] });
      case 7: return on('action', action, 'ReleaseAction', other % 2 ? {} : { from: [this.ownerRef(who)] });
      case 8: case 9: return on('action', action, 'SetActionDue', { due: other === 0 ? [] : [{ text: 'by then', edtf: from ?? statedOn, role: other === 1 ? 'horizon' : 'due', strictness: 'hard', basis: 'stated' }] });
      case 10: return on('action', action, 'CompleteAction', {});
      case 11: return on('action', action, other % 2 ? 'ReopenAction' : 'WithdrawAction', {});
      case 12: return on('action', action, 'ReclassifyAction', { kind: (['action', 'heading', 'issue'] as const)[other % 3] });
      case 13: case 14: return this.begun(this.meetings, 'meeting', 'RecordMeeting', { date: statedOn, bodies: [pick(this.bodies, who)] }, said);
      case 15: {
        const made = meeting && (await this.attempted('meeting', meeting, 'RecordAgendaItem', { place: other + 1, names: ['An item'], outcome: 'taken' }, said));
        if (meeting && made) this.items.push({ meeting, id: made });
        return;
      }
      case 16: case 17: return on('meeting', meeting, 'StateAttendance', { attendee: party, says: other % 3 === 0 ? 'apologies' : 'present', shownBy: other % 2 ? 'list' : 'narrative', ...(item && other > 6 && other % 3 > 0 && { seenAt: [item.id], to: { itemId: item.id, point: 'start' } }) });
      case 18: return on('meeting', meeting, 'ClaimNextMeeting', { when: { text: 'then', edtf: from ?? statedOn, role: 'start', strictness: 'hard', basis: 'stated' } });
      case 19: return on('meeting', meeting, 'CorrectMinutes', { of: { kind: 'meeting', id: pick(this.meetings, other) }, corrections: [{ about: 'attendance', party, says: 'present' }] });
      case 20: return this.amend(attempt, said);
      case 21: return this.aboutEvent('DisputeFact', { statement: 'It is not so.' }, other, said);
      case 22: return this.aboutEvent('ReviseCertainty', { becomes: (['fact', 'disputed', 'likely'] as const)[thing % 3] }, other, said);
      case 23: return this.restructure(attempt, said);
      case 24: return this.restructure({ ...attempt, certainty: undefined }, { on: statedOn, ...(from && { from }) });
      case 25: return this.seat(attempt, said);
      case 26: return this.leave(attempt, said);
      case 27: return on('structure', pick(this.bodies, thing), 'StateDecisionRight', { right: other % 3 ? 'decides' : 'helps', what: 'the priorities', ...(other % 4 === 0 && { beside: pick(this.bodies, who) }) });
      case 28: return on('structure', pick(this.bodies, thing), 'IdentifyBody', { other: { kind: 'body', id: pick(this.bodies, who) }, verdict: (['same', 'different', 'open'] as const)[other % 3], basis: 'inferred' });
      case 29: return on('structure', pick(this.bodies, thing), 'StateRelation', this.relation(who, other));
      case 30: return on('structure', pick(this.bodies, thing), 'DenyRelation', this.relation(who, other));
      case 31: return on('structure', pick(this.bodies, thing), 'SetBodyPhase', other % 2 ? { axis: 'operating', phase: (['shadow', 'operating', 'dormant'] as const)[other % 3] } : { axis: 'legal', phase: 'informal' });
      case 32: {
        const relation = pick(this.done.filter(({ body }) => 'type' in body && ('to' in body || 'from' in body)), other);
        return relation && on('structure', relation.target, 'EndRelation', {}, { member: relation.event });
      }
      default: return on(other % 2 ? 'action' : 'meeting', other % 2 ? action : meeting, 'NoteGap', { about: 'owners', reason: 'not-in-the-record' });
    }
  } // prettier-ignore

  /** A body ends, or becomes another, and its work goes to one, or to nobody, but perhaps for one action. */
  private async restructure({ thing, who, other, statedOn }: Attempt, said: object): Promise<void> {
    const [body, heir] = [pick(this.bodies, thing), pick(this.bodies, who)];
    const change = other % 2 ? { kind: 'dissolve', original: [body] } : { kind: 'replace', original: [body], resulting: [heir] }; // prettier-ignore
    const proposal = { title: 'Change', changes: [change], proposalNotRecorded: true };
    const proposed = await this.archive.attempt('structure', 'ProposeRestructure', proposal, { on: statedOn });
    if (!proposed) return;
    this.restructures.push(proposed.id);
    const work = [{ is: 'to', body: heir }, { is: 'orphaned', reason: 'No money.' }, { is: 'not-recorded' }][other % 3];
    const action = pick(this.actions, other);
    const exceptions = action && other > 5 ? [{ action, work: { is: 'to', owner: this.party(who) } }] : [];
    const made = { dispositions: [{ body, work, exceptions }], agreementNotRecorded: true };
    await this.attempted('structure', proposed.id, 'ImplementRestructure', made, said);
  }

  /** A seat on a body, and somebody in it. */
  private async seat({ thing, who, statedOn }: Attempt, said: object): Promise<void> {
    const body = pick(this.bodies, thing) as string;
    const seat = await this.archive.attempt('structure', 'CreateSeat', { described: 'Chair' }, { target: body, on: statedOn }); // prettier-ignore
    if (!seat) return;
    this.seats.push(seat.id);
    const holder = { kind: 'person', id: pick(this.people, who), text: 'AL', resolution: 'inferred' };
    const filling = { ...said, target: body, member: seat.id };
    const held = await this.attempted('structure', body, 'FillSeat', { holder }, filling);
    if (held !== undefined) this.holdings.push({ body, seat: seat.id, holding: held });
  }

  private async leave({ thing }: Attempt, said: object): Promise<void> {
    const held = pick(this.holdings, thing);
    if (!held) return;
    const path = { target: held.body, member: held.seat, sub: held.holding };
    await this.attempted('structure', held.body, 'VacateSeat', {}, { ...said, ...path });
  }

  private relation(who: number, other: number): object {
    const end = { kind: 'body', id: pick(this.bodies, who) };
    return { type: other % 3 ? 'reportsTo' : 'linksWith', ...(other % 2 ? { to: end } : { from: end }) };
  }

  private async amend({ thing, other }: Attempt, said: object): Promise<void> {
    const event = pick(this.done, thing + other);
    if (!event) return;
    const { on, from, to, ...rest } = said as { on: string; from?: string; to?: string };
    const dates = { statedOn: on, effectiveFrom: from ?? on, ...(to !== undefined && { effectiveTo: to }) };
    const replacement =
      other % 3 === 0
        ? null
        : { data: this.otherwise(event, thing), sources: [{ words: 'by letter' }], ...dates, ...rest };
    const body = { kind: 'transcription-error', replacement };
    await this.attempted(event.kind, event.id, 'AmendFact', body, {
      on: '2019-03-01',
      target: event.target,
      member: event.revision,
    });
  }

  /** The same, but of a relation with another end. */
  private otherwise({ body }: Done, n: number): object {
    return 'type' in body && 'to' in body ? { ...body, to: { kind: 'body', id: pick(this.bodies, n) } } : body;
  }

  private async aboutEvent(command: string, body: object, n: number, said: object): Promise<void> {
    const event = pick(this.done, n);
    if (event)
      await this.attempted(event.kind, event.id, command, body, {
        ...said,
        target: event.target,
        member: event.revision,
      });
  }

  private async begun(list: string[], kind: Done['kind'], command: string, body: object, said: object): Promise<void> {
    if (list.length === this.most) return;
    const outcome = await this.archive.attempt(kind, command, body, said);
    if (!outcome) return;
    list.push(outcome.id);
    this.keep(kind, outcome.id, outcome.id, body, outcome.events);
  }

  private async attempted(
    kind: Done['kind'],
    id: string,
    command: string,
    body: object,
    said: object,
  ): Promise<string | undefined> {
    const outcome = await this.archive.attempt(kind, command, body, { id, target: id, ...said });
    if (outcome && !/^(Amend|Dispute|Revise|Note)/.test(command)) this.keep(kind, id, id, body, outcome.events);
    return outcome?.events[0]?.id;
  }

  private keep(
    kind: Done['kind'],
    id: string,
    target: string,
    body: object,
    events: readonly { id: string; revision: bigint }[],
  ): void {
    const [event] = events;
    if (event) this.done.push({ kind, id, target, body, event: event.id, revision: event.revision.toString() });
  }

  private party(n: number): object {
    const seat = n % 7 === 6 ? pick(this.seats, n) : undefined;
    if (seat !== undefined) return { kind: 'seat', id: seat, text: 'the Chair', resolution: 'declared' };
    if (n % 5 === 4) return { kind: 'collective', text: 'All', resolution: 'none' };
    return n % 2
      ? { kind: 'body', id: pick(this.bodies, n >> 1), text: 'the group', resolution: 'declared' }
      : { kind: 'person', id: pick(this.people, n >> 1), text: 'AL', resolution: 'inferred' };
  }

  private ownerRef(n: number): object {
    return n % 2 ? { kind: 'body', id: pick(this.bodies, n >> 1) } : { kind: 'person', id: pick(this.people, n >> 1) };
  }
}

const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)];
