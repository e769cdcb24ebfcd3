import { AccessGranted, AGGREGATES } from '@app/domain';
import { Runner } from '@app/eventing';
import { parseEventAddress, type Query } from '@app/read-models';
import { Injectable } from '@nestjs/common';
import type { Access } from '../auth/access.js';
import { Problem } from '../problems/problem.js';
import { GRANT_READERS, isOfEvent } from '../routes/readers.js';

/** An event has an address whatever it says; what a grant says of its subject is for those who may read grants. */
@Injectable()
export class GrantEvents {
  constructor(private readonly runner: Runner) {}

  /** Throws `forbidden` where the address is that of a grant, and the caller may not read grants. */
  async refuse(query: Query, { partnership, roles }: Access, address = ''): Promise<void> {
    if (!isOfEvent(query) || GRANT_READERS.some((role) => roles.has(role))) return;
    const place = parseEventAddress(partnership, address);
    if (place?.kind !== 'partnership') return;
    const loaded = await this.runner.load(AGGREGATES.partnership, partnership, partnership);
    if (loaded?.facts[Number(place.revision)]?.type !== AccessGranted.type) return;
    throw new Problem('forbidden', `This takes one of the roles ${GRANT_READERS.join(', ')}.`, {
      roles: GRANT_READERS,
    });
  }
}
