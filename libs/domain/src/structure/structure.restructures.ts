import { accept, commandType, record } from '../decider.js';
import {
  AbandonmentPayload, AgreementPayload, BoardRestructured, ImplementationPayload, ProposalPayload, RestructureAbandoned, RestructureAgreed, RestructureProposed,
} from './restructures.events.js'; // prettier-ignore
import type { StructureState } from './structure.state.js';

const proposeRestructure = commandType({
  name: 'ProposeRestructure',
  records: RestructureProposed,
  roles: ['secretary', 'chair'],
  body: ProposalPayload,
  decide: (_state: StructureState, command) =>
    accept(record(RestructureProposed, command, { restructureId: command.target, ...command.body })),
});

const agreeRestructure = commandType({
  name: 'AgreeRestructure',
  records: RestructureAgreed,
  roles: ['chair'],
  body: AgreementPayload,
  onSight: true,
  decide: (_state: StructureState, command) =>
    accept(record(RestructureAgreed, command, { restructureId: command.target, bodies: [], ...command.body })),
});

const implementRestructure = commandType({
  name: 'ImplementRestructure',
  records: BoardRestructured,
  roles: ['chair'],
  body: ImplementationPayload,
  onSight: true,
  decide: (_state: StructureState, command) =>
    accept(
      record(BoardRestructured, command, {
        restructureId: command.target,
        ...command.body,
        changes: command.body.changes ?? [],
        dispositions: command.body.dispositions ?? [],
      }),
    ),
});

const abandonRestructure = commandType({
  name: 'AbandonRestructure',
  records: RestructureAbandoned,
  roles: ['chair'],
  body: AbandonmentPayload,
  onSight: true,
  decide: (_state: StructureState, command) =>
    accept(record(RestructureAbandoned, command, { restructureId: command.target, bodies: [], ...command.body })),
});

export const restructureCommands = [
  proposeRestructure,
  agreeRestructure,
  implementRestructure,
  abandonRestructure,
] as const;
