import { AGGREGATES, PartnershipId, rolesOn, type ActorId, type KeyId } from '@app/domain';
import { actorIdOf, Calendar, Keyring, Runner } from '@app/eventing';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Access } from './access.js';
import type { Subject } from './tokens.js';

/** Who a caller is in a partnership, and what they may do there, from the partnership's own stream. */
@Injectable()
export class Grants {
  private readonly actors = new LRUCache<string, ActorId>({ max: 10_000 });
  private readonly calendar = new Calendar(() => new Date());

  constructor(
    private readonly runner: Runner,
    private readonly keyring: Keyring,
  ) {}

  /** Undefined where there is no such partnership, or no grant in it that holds today. */
  async accessOf(caller: Subject, slug: string): Promise<Access | undefined> {
    const { data: partnership } = PartnershipId.safeParse(slug);
    if (partnership === undefined) return undefined;
    const loaded = await this.runner.load(AGGREGATES.partnership, partnership, partnership);
    const registered = loaded?.state.registered;
    if (!loaded || !registered) return undefined;
    const { digestKey, zone } = registered.data;
    const actor = await this.actorOf(caller, digestKey as KeyId);
    const roles = rolesOn(loaded.state, actor, this.calendar.today(zone));
    return roles.size > 0 ? { partnership, actor, roles } : undefined;
  }

  /** The opaque id of a subject under a partnership's digest key: nobody can tell who it is without that key. */
  async actorOf({ issuer, subject }: Subject, digestKey: KeyId): Promise<ActorId> {
    const name = JSON.stringify([digestKey, issuer, subject]);
    const known = this.actors.get(name);
    if (known) return known;
    const key = (await this.keyring.find([digestKey])).get(digestKey);
    if (key === undefined || key === 'destroyed') throw new Error('the digest key of a partnership is gone');
    const actor = actorIdOf(key, issuer, subject);
    this.actors.set(name, actor);
    return actor;
  }
}
