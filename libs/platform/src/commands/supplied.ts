import { AGGREGATES, type GrantRequest, type KeyId } from '@app/domain';
import { Runner } from '@app/eventing';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { Grants } from '../auth/grants.js';

/** What the server adds to the payload of a command, since no client can know it. */
@Injectable()
export class Supplied {
  constructor(
    private readonly runner: Runner,
    private readonly grants: Grants,
  ) {}

  async to(command: string, partnership: string, payload: object): Promise<object | undefined> {
    if (command !== 'GrantAccess') return undefined;
    const loaded = await this.runner.load(AGGREGATES.partnership, partnership, partnership);
    const digestKey = loaded?.state.registered?.data.digestKey;
    if (digestKey === undefined) return undefined;
    return { actorId: await this.grants.actorOf(payload as z.output<typeof GrantRequest>, digestKey as KeyId) };
  }
}
