import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Generation } from '@app/eventing';
import { chainsOf, liveOf, pointerId, type Chains, type ControlRow, type PointerRow } from './control.js';
import type { Filter } from './driver.js';
import type { Table } from './table.js';

const NO_CHAINS: Chains = { generations: new Map(), pointers: [] };

/** How often, and how soon again, a new pointer is tried to be settled. It counts meanwhile whenever it is ahead. */
const SETTLING = { attempts: 40, pauseMs: 5 };

/** The chains of live pointers; see `liveOf`. */
export class Pointers {
  constructor(private readonly control: Table<ControlRow>) {}

  async promote(projection: string, from: Generation | 'none', to: Generation): Promise<boolean> {
    // What an earlier one left unsettled has to be first: from two that are not, nobody could tell what was read.
    const chains = await this.settled(projection, 1);
    if (!chains) return false;
    const live = liveOf(chains);
    const next = chains.generations.get(to.number);
    if ((live?.number ?? 'none') !== (from === 'none' ? from : from.number) || !next) return false;
    if (live && !live.parked && next.position < live.position) return false;
    if (!(await this.point(projection, (chains.pointers[0]?.epoch ?? 0) + 1, to))) return false;
    await this.settled(projection, SETTLING.attempts);
    return true;
  }

  async chains(projection: string): Promise<Chains> {
    const rows = await this.control.find({ projection } as Filter<ControlRow>);
    return chainsOf(rows).get(projection) ?? NO_CHAINS;
  }

  private async point(projection: string, epoch: number, to: Generation): Promise<boolean> {
    const token = randomUUID();
    const row: PointerRow = {
      ...{ _id: pointerId(projection, epoch), kind: 'live', projection, number: to.number, epoch, token },
    };
    await this.control.insert([row]);
    const [newest] = (await this.chains(projection)).pointers;
    if (newest?.token !== token) {
      await this.control.delete({ _id: row._id, token } as Filter<ControlRow>);
      return false;
    }
    const older = { $gte: pointerId(projection, 0), $lt: pointerId(projection, Math.max(0, epoch - 1)) };
    await this.control.delete({ _id: older } as Filter<ControlRow>);
    return true;
  }

  /**
   * The chains once the newest pointer counts for good. On record at the generation before it, and only while that is
   * not ahead: one atomic update of the row that holds its checkpoint. Undefined where it stayed ahead.
   */
  private async settled(projection: string, attempts: number): Promise<Chains | undefined> {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const chains = await this.chains(projection);
      const [newest, before] = chains.pointers;
      const next = newest && chains.generations.get(newest.number);
      const last = before && chains.generations.get(before.number);
      if (!next || !last || next === last || last.yielded >= newest.epoch) return chains;
      const notAhead = [{ position: { $lte: next.position } }, { parked: { $ne: null } }];
      const filter = { _id: last._id, fenced: false, $or: notAhead } as Filter<ControlRow>;
      const { matched } = await this.control.update(filter, { $set: { yielded: newest.epoch } } as object);
      if (matched) return this.chains(projection);
      if (attempt < attempts) await pause(SETTLING.pauseMs);
    }
    return undefined;
  }
}
