import { AMENDMENT_KINDS, revision, streamId, type StreamKind } from '@app/domain';
import { externalCommandIdOf, thingIdOf } from '@app/eventing';
import { eventAddress, parseEventAddress } from '@app/read-models';
import type { Receipt } from '../openapi/schemas.js';
import { codeOf, type ApiClient, type Problem } from './api-client.js';
import { amendmentDifferences, differences, type Difference, type Said } from './compare.js';
import { decidedBy } from './entry-kinds.js';
import type { Paper } from './papers.js';
import type { Entry } from './read-file.js';
import { recordedEvent } from './recorded-event.js';
import { filledIn, handlesIn } from './references.js';
import type { Known, Register, Thing } from './register.js';
import type { Outcome } from './report.js';

export type AmendmentKind = (typeof AMENDMENT_KINDS)[number];

export interface Manner {
  /** Send a changed entry as an amendment of this kind. */
  readonly amend?: AmendmentKind;
  /** Ask what would become of each entry, and record nothing. */
  readonly dryRun?: boolean;
}

/** What is said of a thing, or of a member of it that the payload names. */
const MAY_BE_OF_MEMBERS = new Set(['gap', 'consultation']);

type Verdict = Pick<Outcome, 'state' | 'reason' | 'differences'>;

/** Sends the entries of one partnership, one after the other, and keeps what the server made of each. */
export class Loader {
  private readonly base: string;

  constructor(
    private readonly api: ApiClient,
    private readonly partnership: string,
    private readonly register: Register,
    private readonly manner: Manner,
    /** What the log held before the run: events up to here were there already. */
    private readonly before: bigint,
  ) {
    this.base = `/v1/partnerships/${partnership}`;
  }

  /** Throws ServerUnavailable. `paper` is the one that the entry's lines are lines of, where it is at hand. */
  async load(entry: Entry, paper?: Paper): Promise<Verdict> {
    return this.waits(entry) ?? (await this.send(entry, paper));
  }

  /**
   * An entry that cannot be sent, since only its paper tells some of its fields: it stands as it was recorded before,
   * or is refused for that reason.
   */
  async recall(entry: Entry, lacking: ReadonlySet<string>, reason: string): Promise<Verdict> {
    const known = this.knownAs(entry, this.pathOf(entry), { id: entry.handle, revision: '0' });
    const recorded = await recordedEvent(this.api, `${this.base}/events/${known.event}`);
    if ('problem' in recorded) return { state: 'refused', reason };
    this.register.set(entry.handle, known);
    return this.compare(
      entry,
      known,
      filledIn(entry, (handle) => this.register.known(handle), undefined),
      lacking,
    );
  }

  private waits(entry: Entry): Verdict | undefined {
    const named = [...new Set(handlesIn(entry).map(({ handle }) => handle))];
    const missing = named.filter((handle) => this.register.of(handle) === 'not-recorded');
    if (missing.length > 0) return { state: 'blocked', reason: `rests on what is not recorded: ${missing.join(', ')}` };
    if (named.every((handle) => this.register.of(handle) !== 'only-tried-out')) return undefined;
    this.register.set(entry.handle, 'only-tried-out');
    return { state: 'new', reason: 'not tried out, since it rests on what is new itself' };
  }

  private async send(entry: Entry, paper: Paper | undefined): Promise<Verdict> {
    const said = filledIn(entry, (handle) => this.register.known(handle), paper);
    const path = this.pathOf(entry);
    const body = { ...said.data, ...said.statement, ...this.memberOf(entry), externalId: entry.handle };
    const etag = entry.kind.onSight ? await this.etagOf(this.above(entry)?.thing.href ?? this.base) : null;
    const reply = await this.api.post(path, body, { etag, dryRun: this.manner.dryRun ?? false });
    if (!reply.ok && codeOf(reply.problem) !== 'external-id-in-use') return refused(reply.problem);
    if (reply.ok && reply.body === 'would-be-recorded') return this.triedOut(entry);
    const event = reply.ok ? (reply.body as Receipt).events[0] : eventInUse(this.partnership, reply.problem);
    if (!event) return { state: 'refused', reason: 'the server does not say which event it recorded' };
    const known = this.knownAs(entry, path, event);
    this.register.set(entry.handle, known);
    const isNew = reply.ok && BigInt(event.position) > this.before;
    if (isNew) return { state: 'new' };
    const { printed } = entry.kind;
    const left = new Set(printed !== undefined && said.data[printed] === undefined ? [printed] : []);
    return this.compare(entry, known, said, left);
  }

  private triedOut({ handle }: Entry): Verdict {
    this.register.set(handle, 'only-tried-out');
    return { state: 'new' };
  }

  /** `open`: the fields that the entry leaves to its paper; what is recorded of them stays. */
  private async compare(entry: Entry, known: Known, said: Said, open: ReadonlySet<string>): Promise<Verdict> {
    const href = `${this.base}/events/${known.event}`;
    const recorded = await recordedEvent(this.api, href);
    if ('problem' in recorded) return refused(recorded.problem);
    // What an amendment of the files says otherwise is compared there.
    const isAmended = this.register.isAmended(entry.handle);
    const compared = isAmended ? recorded.first : recorded.said;
    if (compared === undefined) return { state: 'refused', reason: 'it was withdrawn as recorded in error' };
    const found = differencesOf(entry, said, compared, open);
    if (found.length === 0) return { state: 'present' };
    if (!this.manner.amend || this.manner.dryRun || isAmended) return { state: 'different', differences: found };
    const kept = Object.fromEntries([...open].map((field) => [field, recorded.said?.data[field]]));
    const replacement = { ...said.statement, data: { ...said.data, ...this.memberOf(entry), ...kept } };
    const { amend: kind } = this.manner;
    const reply = await this.api.post(
      `${href}/amendments`,
      { kind, replacement },
      { etag: await this.etagOf(known.thing.href) },
    );
    return reply.ok ? { state: 'amended', differences: found } : { ...refused(reply.problem), differences: found };
  }

  private knownAs(entry: Entry, path: string, { id, revision: at }: { id: string; revision: string }): Known {
    const made = thingIdOf(externalCommandIdOf(this.partnership, path, entry.handle));
    const above = this.above(entry)?.thing ?? this.ofPartnership(entry);
    const own = above ? id : made;
    const thing: Thing = above ?? { stream: entry.kind.stream as StreamKind, id: made, href: `${path}/${made}` };
    const event = eventAddress({
      stream: streamId(this.partnership, thing.stream, thing.id),
      revision: revision(BigInt(at)),
    });
    const { name } = entry.body;
    return { id: own, thing, href: `${path}/${own}`, event, ...(typeof name === 'string' && { name }) };
  }

  /** What is said of the partnership itself stands under no entry: it is the head of the file. */
  private ofPartnership({ kind: { stream } }: Entry): Thing | undefined {
    return stream === 'partnership' ? { stream, id: this.partnership, href: this.base } : undefined;
  }

  private above({ envelope: { under } }: Entry): Known | undefined {
    return under === undefined ? undefined : this.register.known(under);
  }

  private pathOf(entry: Entry): string {
    const above = this.above(entry);
    const { collection, under } = entry.kind;
    if (!above) return `${this.base}/${collection}`;
    if (under === 'event') return `${this.base}/events/${above.event}/${collection}`;
    return `${under === 'member' ? above.href : above.thing.href}/${collection}`;
  }

  /** What is said of a thing may be said of one member of it. */
  private memberOf(entry: Entry): { member?: string } {
    const above = this.above(entry);
    return MAY_BE_OF_MEMBERS.has(entry.kind.name) && above && above.id !== above.thing.id ? { member: above.id } : {};
  }

  private async etagOf(href: string): Promise<string | null> {
    const reply = await this.api.get(href);
    return reply.ok ? reply.etag : null;
  }
}

function differencesOf(
  { kind, instead }: Entry,
  written: Said,
  recorded: Said,
  open: ReadonlySet<string>,
): Difference[] {
  const isLeftToServer = (field: string) => kind.supplied.has(field) && written.data[field] === undefined;
  const of = { type: kind.records, fields: decidedBy(kind).filter((field) => !isLeftToServer(field)), open };
  if (kind.name !== 'amendment') return differences(written, recorded, of);
  const inner = instead && { ...of, type: instead.kind.records, fields: decidedBy(instead.kind) };
  return amendmentDifferences(written, recorded, of, inner);
}

const refused = (problem: Problem): Verdict => ({ state: 'refused', reason: reasonOf(problem) });

export function reasonOf({ title, detail, errors = [] }: Problem): string {
  const places = errors.map((error) => [error.pointer, error.detail].filter(Boolean).join(' '));
  return [detail ?? title, ...places].join('; ');
}

type EventOfAnswer = { readonly id: string; readonly revision: string; readonly position: string };

/** The event that an external id stands for already, as the refusal cites it. */
function eventInUse(partnership: string, { evidence: [cited] = [] }: Problem): EventOfAnswer | undefined {
  const place = cited && parseEventAddress(partnership, cited.href.split('/').at(-1) ?? '');
  return place && { id: cited.id, position: cited.position, revision: place.revision.toString() };
}
