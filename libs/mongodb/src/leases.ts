import { randomUUID } from 'node:crypto';
import { StaleLease } from '@app/eventing';
import type { Generation, Lease, Mark, Parked, Position, Skip } from '@app/eventing';
import { chainFrom, freshLease, leaseId, type ControlRow, type LeaseRow } from './control.js';
import type { Filter } from './driver.js';
import type { Table } from './table.js';

/** Claims that another came before, in a row, until it is given up as a fault. */
const ATTEMPTS = 50;

/** Where nobody says who he is. */
const NOBODY_NAMED = 'unnamed';

/** The chains of leases; see `LeaseRow`. */
export class Leases {
  constructor(
    private readonly control: Table<ControlRow>,
    /** Makes the collections of a generation, before anybody can know of it. */
    private readonly make: (fresh: LeaseRow) => Promise<void>,
  ) {}

  /** The last row of a generation, dropped or not. */
  async last(g: Generation): Promise<LeaseRow | undefined> {
    const rows = await this.chain(g);
    return rows.at(-1);
  }

  async create(g: Generation): Promise<LeaseRow> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const last = await this.last(g);
      if (last && !last.dropped) return last;
      const fresh = freshLease(g, last ? last.epoch + 1 : 0, randomUUID());
      await this.make(fresh);
      await this.control.insert([fresh]);
    }
    throw contended(g);
  }

  async claim(g: Generation, { holder = NOBODY_NAMED, after }: { holder?: string; after?: number }): Promise<LeaseRow> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const last = after === undefined ? await this.create(g) : await this.last(g);
      if (after !== undefined && (last?.epoch !== after || last.dropped)) {
        throw new StaleLease({ generation: g, epoch: after });
      }
      const next = last && (await this.succeed(last, { holder }));
      if (next) return next;
    }
    throw contended(g);
  }

  /** Adds the next row of a chain, with what the last had reached. Undefined where another did. */
  async succeed(last: LeaseRow, o: { holder: string | null; dropped?: boolean }): Promise<LeaseRow | undefined> {
    const g = generationOf(last);
    const fenced = await this.control.change({ _id: last._id } as Filter<ControlRow>, { $set: { fenced: true } });
    if (!fenced) return undefined;
    const epoch = last.epoch + 1;
    const { made, position, eventId, parked, skips, yielded } = fenced as LeaseRow;
    const kept = { made, position, eventId, parked, skips, yielded, ...o };
    const next = { ...freshLease(g, epoch, randomUUID()), ...kept };
    await this.control.insert([next]);
    // The row says whose insert it was. Who slept since he looked may also have filled a gap left behind the last.
    const now = await this.last(g);
    if (now?.token !== next.token) {
      await this.control.delete({ _id: next._id, token: next.token } as Filter<ControlRow>);
      return undefined;
    }
    await this.control.delete({ _id: { ...chainFrom(g), $lt: last._id } } as Filter<ControlRow>);
    return now;
  }

  /** The row of a lease that still holds. Throws StaleLease. */
  async held(lease: Lease): Promise<LeaseRow> {
    const [own, ...later] = await this.chain(lease.generation, lease.epoch);
    if (own?.epoch !== lease.epoch || own.fenced || own.dropped || later.length > 0) throw new StaleLease(lease);
    return own;
  }

  /** Moves the checkpoint on, never back. Throws StaleLease. */
  async advance(lease: Lease, { position, eventId }: Mark): Promise<void> {
    const { matched } = await this.control.update(
      { _id: idOf(lease), fenced: false, position: { $lt: position } } as Filter<ControlRow>,
      { $set: { position, eventId } },
    );
    // It is there already, or it may not be moved.
    if (!matched) await this.held(lease);
  }

  renew(lease: Lease): Promise<void> {
    return this.set(lease, { $inc: { beats: 1 } });
  }

  park(lease: Lease, parked: Parked): Promise<void> {
    return this.set(lease, { $set: { parked } });
  }

  async release(lease: Lease): Promise<void> {
    await this.control.update({ _id: idOf(lease), fenced: false } as Filter<ControlRow>, { $set: { holder: null } });
  }

  async unpark(g: Generation, at: Position, skip?: Skip): Promise<boolean> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const last = await this.last(g);
      if (!last || last.dropped || last.parked?.at !== at) return false;
      if (last.fenced) {
        // Whoever fenced it has died since, or is about to take over: a row that cannot change is no place for this.
        await this.succeed(last, { holder: null });
        continue;
      }
      const { matched, repeated } = await this.control.update(
        { _id: last._id, fenced: false, 'parked.at': at } as Filter<ControlRow>,
        { $set: { parked: null }, ...(skip && { $push: { skips: skip } }) } as object,
      );
      if (matched || repeated) return true;
    }
    throw contended(g);
  }

  private async set(lease: Lease, update: object): Promise<void> {
    const { matched } = await this.control.update({ _id: idOf(lease), fenced: false } as Filter<ControlRow>, update);
    if (!matched) throw new StaleLease(lease);
  }

  private chain(g: Generation, from = 0): Promise<LeaseRow[]> {
    const filter = { _id: chainFrom(g, from) } as Filter<ControlRow>;
    return this.control.find(filter, { sort: { _id: 1 } }) as Promise<LeaseRow[]>;
  }
}

const generationOf = ({ projection, number }: LeaseRow): Generation => ({ projection, number });
const idOf = ({ generation, epoch }: Lease): string => leaseId(generation, epoch);
const contended = (g: Generation): Error => new Error(`${g.projection} ${g.number} is claimed by too many at once`);
