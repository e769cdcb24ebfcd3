import { AGGREGATES, rolesOn, type ActorId, type KeyId, type PartnershipId } from '@app/domain';
import { digestKey, digestOf, type Keyring, type Runner } from '@app/eventing';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Access } from './access.js';
import type { Subject } from './tokens.js';
import { todayIn } from './today.js';

/** Who a caller is in a partnership, and what they may do there, from the partnership's own stream. */
@Injectable()
export class Grants {
  private readonly actors = new LRUCache<string, ActorId>({ max: 10_000 });

  constructor(
    private readonly runner: Runner,
    private readonly keyring: Keyring,
  ) {}

  /** Undefined where there is no such partnership, or no grant in it that holds today. */
  async accessOf(caller: Subject, partnership: string): Promise<Access | undefined> {
    const loaded = await this.runner.load(AGGREGATES.partnership, partnership, partnership);
    const registered = loaded?.state.registered;
    if (!loaded || !registered) return undefined;
    const { digestKey: key, zone } = registered.data;
    const actor = await this.actorOf(caller, key);
    const roles = rolesOn(loaded.state, actor, todayIn(zone));
    return roles.size > 0 ? { partnership: partnership as PartnershipId, actor, roles } : undefined;
  }

  /** The opaque id of a subject under a partnership's digest key: nobody can tell who it is without that key. */
  async actorOf({ issuer, subject }: Subject, key: string): Promise<ActorId> {
    const cached = JSON.stringify([key, issuer, subject]);
    const known = this.actors.get(cached);
    if (known) return known;
    const bytes = (await this.keyring.find([key as KeyId])).get(key as KeyId);
    if (bytes === undefined || bytes === 'destroyed') throw new Error('the digest key of a partnership is gone');
    const actor = digestOf(digestKey(bytes), ['actor', issuer, subject]) as string as ActorId;
    this.actors.set(cached, actor);
    return actor;
  }
}
