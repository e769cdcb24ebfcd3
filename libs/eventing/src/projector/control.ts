import type { Position } from '@app/domain';
import { ambient as system, type Ambient } from '../ambient.js';
import { GenerationGone } from '../ports.js';
import type { Documents, Generation, GenerationState, LogReader, ProjectionState } from '../ports.js';
import type { Projection } from '../projection.js';
import {
  candidateOf,
  generationsOf,
  isNewer,
  nextOf,
  otherVersionOf,
  predecessorOf,
  rolledBackOf,
} from './generations.js';
import { verify, type Verification } from './verification.js';

/** To move the live pointer: two seconds in all. */
const [ATTEMPTS, PAUSE_MS] = [100, 20];

/** Why an order about a read model was not carried out; nothing was changed. */
export type ControlFault =
  | 'no-such-projection'
  | 'newer-version'
  | 'older-version'
  | 'nothing-to-promote'
  | 'nothing-to-roll-back-to'
  | 'behind'
  | 'not-parked-there'
  | 'moved';

export class ControlRefused extends Error {
  constructor(
    readonly code: ControlFault,
    message: string,
  ) {
    super(message);
  }
}

export interface ControlOptions {
  readonly documents: Documents;
  readonly log: LogReader;
  readonly projections: readonly Projection[];
  readonly ambient?: Pick<Ambient, 'sleep'>;
  /** Something was changed: a projector in this process need not wait until it looks by itself. */
  readonly onChanged?: () => void;
  /** The live pointer was moved, just now. */
  readonly onPromoted?: (to: Generation) => void;
}

/**
 * Orders about read models, from whatever process: they are written into the store, and whoever brings the projection
 * along acts on them. Every one of them may be given again.
 */
export class ProjectionControl {
  constructor(private readonly options: ControlOptions) {}

  /**
   * Makes a generation to be built beside the live one, and gives it. What was kept beside it until now is dropped,
   * what was rolled back from too, except a build that is under way already: then that is given.
   */
  async rebuild(name: string): Promise<Generation> {
    const { documents } = this.options;
    const { projection, state } = await this.find(name);
    const begun = candidateOf(projection, state);
    if (begun) return begun.generation;
    if (isNewer(state.live, projection)) throw refused('newer-version', `${name} is written by a newer version`);
    for (const { generation } of state.others) if (!isNewer(generation, projection)) await documents.drop(generation);
    const next = nextOf(projection, state);
    await documents.create(next);
    this.options.onChanged?.();
    return next;
  }

  /**
   * Compares a generation with the log: the one being built, or the live one where there is none. Of another version of
   * the program that is refused: this one would make something else of the events.
   */
  async verify(name: string, o: { number?: number; sample?: number; signal?: AbortSignal } = {}): Promise<Verified> {
    const { documents, log } = this.options;
    const { projection, state } = await this.find(name);
    const asked = generationsOf(state).find(({ generation }) => generation.number === o.number);
    if (o.number !== undefined && !asked) throw refused('moved', `${name} has no generation ${o.number}`);
    const { generation } = asked ?? candidateOf(projection, state) ?? { generation: state.live };
    const version = otherVersionOf(generation, projection);
    if (version) {
      throw refused(`${version}-version`, `generation ${generation.number} of ${name} is of a ${version} version`);
    }
    const { sample, signal } = o;
    const limits = { ...(sample !== undefined && { sample }), ...(signal && { signal }) };
    try {
      return { generation, ...(await verify({ documents, log, projection, generation, ...limits })) };
    } catch (error) {
      throw error instanceof GenerationGone ? refused('moved', error.message) : error;
    }
  }

  /**
   * Puts what was built in the place of the live one, which is kept and stays fed, so that it can be gone back to. With
   * `number` only that one, which may also be one that was rolled back from.
   */
  async promote(name: string, number?: number): Promise<Generation> {
    const { projection, state } = await this.find(name);
    const [built, rolledBack] = [candidateOf(projection, state), rolledBackOf(projection, state)];
    if (number !== undefined) {
      const named = [built, rolledBack].find((one) => one?.generation.number === number);
      if (!named) throw refused('moved', `generation ${number} of ${name} is not one that would become live`);
      return this.move(name, state, named);
    }
    if (built) return this.move(name, state, built);
    const but = rolledBack
      ? `, but ${rolledBack.generation.number}, which was rolled back from and has to be named`
      : '';
    throw refused('nothing-to-promote', `${name} has no generation beside the live one that is newer${but}`);
  }

  /** Puts back what was live before. */
  async rollback(name: string): Promise<Generation> {
    const { projection, state } = await this.find(name);
    const to = predecessorOf(projection, state);
    if (!to) throw refused('nothing-to-roll-back-to', `${name} has no earlier generation that this program can write`);
    return this.move(name, state, to);
  }

  /** Lets a parked projection pass over the event that it stopped at. */
  async skip(name: string, at: Position, reason: string): Promise<void> {
    const { state } = await this.find(name);
    const stopped = generationsOf(state).filter(({ parked }) => parked?.at === at && !parked.diverged);
    for (const { generation, parked } of stopped) {
      await this.options.documents.unpark(generation, at, { at, eventId: parked!.eventId, reason });
    }
    if (stopped.length === 0) throw refused('not-parked-there', `${name} is not parked at position ${at}`);
    this.options.onChanged?.();
  }

  /** Lets a parked projection try its event again. Gives the generations that were parked. */
  async resume(name: string): Promise<readonly Generation[]> {
    const { state } = await this.find(name);
    const resumed: Generation[] = [];
    for (const { generation, parked } of generationsOf(state)) {
      if (parked && (await this.options.documents.unpark(generation, parked.at))) resumed.push(generation);
    }
    this.options.onChanged?.();
    return resumed;
  }

  /** Drops every generation beside the live one: builds under way, and what could have been rolled back to. */
  async drop(name: string): Promise<readonly Generation[]> {
    const { projection, state } = await this.find(name);
    const dropped = state.others.map(({ generation }) => generation).filter((g) => !isNewer(g, projection));
    for (const generation of dropped) await this.options.documents.drop(generation);
    this.options.onChanged?.();
    return dropped;
  }

  private async move(name: string, { live }: ProjectionState, { generation }: GenerationState): Promise<Generation> {
    const { documents, ambient = system, onPromoted, onChanged } = this.options;
    for (let attempt = 0; ; attempt++) {
      if (await documents.promote(name, live, generation)) {
        onPromoted?.(generation);
        onChanged?.();
        return generation;
      }
      const state = (await documents.states()).get(name);
      if (state?.live.number !== live.number) throw refused('moved', `another generation of ${name} is live by now`);
      // Where much is recorded the two are never at the same place for long, whichever is ahead.
      if (attempt === ATTEMPTS)
        throw refused('behind', `generation ${generation.number} of ${name} is behind the live one`);
      await ambient.sleep(PAUSE_MS);
    }
  }

  private async find(name: string): Promise<{ projection: Projection; state: ProjectionState }> {
    const projection = this.options.projections.find((known) => known.name === name);
    const state = projection && (await this.options.documents.states()).get(name);
    if (!projection || !state) throw refused('no-such-projection', `there is no read model ${name}`);
    return { projection, state };
  }
}

export interface Verified extends Verification {
  readonly generation: Generation;
}

const refused = (code: ControlFault, message: string): ControlRefused => new ControlRefused(code, message);
