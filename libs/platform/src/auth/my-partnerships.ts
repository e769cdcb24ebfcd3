import { AGGREGATES, position, Role, type Position } from '@app/domain';
import { readLive, Runner, type Documents, type ProjectionState } from '@app/eventing';
import { ALL, EVERYWHERE, partnershipsProjection, UNDIVIDED } from '@app/read-models';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { partnershipHref } from '../http/links.js';
import { DOCUMENTS } from '../stack.js';
import { Grants } from './grants.js';
import type { Subject } from './tokens.js';

/** A partnership in which somebody has a grant that holds today. */
export const Membership = z
  .object({
    partnership: z.string().describe('Its slug.'),
    href: z.string(),
    name: z.string(),
    zone: z.string().describe('IANA time zone: decides on which day an instant falls.'),
    actor: z.string().describe('What the events of this partnership call the caller.'),
    roles: z.array(Role),
  })
  .meta({ id: 'Membership' });
export type Membership = z.output<typeof Membership>;

const BATCH = 200;

/**
 * The partnerships that a subject may read. An actor's id is another one in each, so that nobody can follow a person
 * from one to the next; each partnership is therefore asked.
 */
@Injectable()
export class MyPartnerships {
  constructor(
    private readonly runner: Runner,
    private readonly grants: Grants,
    @Inject(DOCUMENTS) private readonly documents: Documents,
  ) {}

  /** All of them, and up to which position those were looked for. */
  of(subject: Subject): Promise<{ readonly memberships: Membership[]; readonly position: Position }> {
    return readLive(() => this.find(subject));
  }

  private async find(subject: Subject): ReturnType<MyPartnerships['of']> {
    const memberships: Membership[] = [];
    const state = (await this.documents.states()).get(partnershipsProjection.name);
    for await (const partnership of state ? this.all(state) : []) {
      const access = await this.grants.accessOf(subject, partnership);
      const loaded = access && (await this.runner.load(AGGREGATES.partnership, partnership, partnership));
      if (!access || !loaded?.state.registered) continue;
      const { name, zone } = loaded.state.registered.data;
      const { actor, roles } = access;
      memberships.push({ partnership, href: partnershipHref(partnership), name, zone, actor, roles: [...roles] });
    }
    return { memberships, position: state?.checkpoint.position ?? position(0) };
  }

  private async *all(state: ProjectionState): AsyncIterable<string> {
    const query = {
      scope: EVERYWHERE,
      field: ALL,
      values: UNDIVIDED,
      at: { effectiveAt: null, position: state.checkpoint.position },
      limit: BATCH,
    };
    let after: { key: string; id: string } | undefined;
    do {
      const page = await this.documents.find(state.live, { ...query, ...(after && { after }) });
      for (const { id } of page.docs) yield id.split('/')[0] as string;
      after = page.next;
    } while (after);
  }
}
