import { z } from 'zod';
import { accept, commandType, record, refuse, type Command } from '../decider.js';
import {
  RelationDenied, RelationEnded, RelationPayload, RelationStated,
  type RelationEnd,
} from './relations.events.js'; // prettier-ignore
import type { StructureState } from './structure.state.js';

const stateRelation = commandType({
  name: 'StateRelation',
  records: RelationStated,
  roles: ['secretary', 'chair'],
  body: RelationPayload,
  decide: (_state: StructureState, command) => accept(record(RelationStated, command, edge(command))),
});

const denyRelation = commandType({
  name: 'DenyRelation',
  records: RelationDenied,
  roles: ['secretary', 'chair'],
  body: RelationPayload,
  decide: (_state: StructureState, command) => accept(record(RelationDenied, command, edge(command))),
});

const endRelation = commandType({
  name: 'EndRelation',
  records: RelationEnded,
  roles: ['secretary', 'chair'],
  body: z.strictObject({}),
  decide: (_state: StructureState, command, refs) => {
    const relation = refs.own().find(({ recorded }) => recorded.id === command.member);
    if (relation?.type !== 'RelationStated' && relation?.type !== 'RelationDenied') {
      return refuse('not-found', `There is no relation ${command.member}.`);
    }
    const { from, to } = relation.data as { from: RelationEnd; to: RelationEnd };
    return accept(record(RelationEnded, command, { relation: command.member as string, from, to }));
  },
});

/** From the body in the path, or to it. */
function edge({ target, body: { type, scope, from, to } }: Command<z.output<typeof RelationPayload>>) {
  const own: RelationEnd = { kind: 'body', id: target };
  return { type, ...(scope !== undefined && { scope }), from: from ?? own, to: to ?? own };
}

export const relationCommands = [stateRelation, denyRelation, endRelation] as const;
