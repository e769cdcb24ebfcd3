import { accept, commandType, record, refuse, type Command, type Decision } from '../decider.js';
import { upheld } from '../upheld.js';
import type { EventOf } from '../event.js';
import type { Fact } from '../facts.js';
import { comesAfter, foundBy, placeOf } from '../in-force.js';
import { walk } from '../schema.js';
import { isPlanned } from '../source.js';
import { refuseChanges, refuseDead, refuseDispositions, refuseUndisposed } from './restructure-rules.js';
import {
  AbandonmentPayload, AgreementPayload, BoardRestructured, ImplementationPayload, ProposalPayload, RestructureAbandoned,
  RestructureAgreed, RestructureProposed,
  type StructureChange,
} from './restructures.events.js'; // prettier-ignore
import { refuseTakenName } from './taken-names.js';
import type { Implementation, RestructureFact } from './restructures.js';
import type { StructureState } from './structure.state.js';

type Refused = Extract<Decision, { ok: false }>;
type Proposed = Fact<EventOf<typeof RestructureProposed>>;

const proposeRestructure = commandType({
  name: 'ProposeRestructure',
  records: RestructureProposed,
  roles: ['secretary', 'chair'],
  body: ProposalPayload,
  decide: (state: StructureState, command) => {
    const { changes, dispositions = [] } = command.body;
    return (
      refuseChanges(changes) ??
      refuseDispositions({ changes, dispositions }) ??
      refuseProposedLate(state, command) ??
      accept(record(RestructureProposed, command, { restructureId: command.target, ...command.body }))
    );
  },
});

const agreeRestructure = commandType({
  name: 'AgreeRestructure',
  records: RestructureAgreed,
  roles: ['chair'],
  body: AgreementPayload,
  onSight: true,
  decide: (state: StructureState, command) => {
    const step = stepOf(state, command);
    return 'ok' in step ? step : accept(record(RestructureAgreed, command, { ...step, ...command.body }));
  },
});

const implementRestructure = commandType({
  name: 'ImplementRestructure',
  records: BoardRestructured,
  roles: ['chair'],
  body: ImplementationPayload,
  onSight: true,
  decide: (state: StructureState, command, refs) => {
    const proposed = proposalFor(state, command);
    if ('ok' in proposed) return proposed;
    const { body } = command;
    const made = {
      changes: body.changes ?? proposed.data.changes,
      dispositions: body.dispositions ?? proposed.data.dispositions ?? [],
    };
    return (
      refuseOver(state, command) ??
      refuseUnagreed(state, command) ??
      refuseChanges(made.changes) ??
      refuseDispositions(made) ??
      refuseUndisposed(made) ??
      refuseDead(made, command, refs.own()) ??
      refuseNewNames(state, command, made.changes) ??
      // A body that moves must not come to stand inside itself.
      upheld(
        command,
        refs,
        accept(record(BoardRestructured, command, { restructureId: command.target, ...body, ...made })),
      )
    );
  },
});

const abandonRestructure = commandType({
  name: 'AbandonRestructure',
  records: RestructureAbandoned,
  roles: ['chair'],
  body: AbandonmentPayload,
  onSight: true,
  decide: (state: StructureState, command) => {
    const step = stepOf(state, command);
    return 'ok' in step ? step : accept(record(RestructureAbandoned, command, { ...step, ...command.body }));
  },
});

/** What a step that follows on the proposal says of it, unless it comes too early or too late. */
function stepOf(state: StructureState, command: Command): { restructureId: string; bodies: string[] } | Refused {
  const proposed = proposalFor(state, command);
  if ('ok' in proposed) return proposed;
  const over = refuseOver(state, command);
  if (over) return over;
  const { restructureId } = proposed.data;
  return { restructureId, bodies: bodiesIn(stepsOf(state, command).filter(isTelling)) };
}

const stepsOf = ({ restructures }: StructureState, { target }: Command): readonly RestructureFact[] =>
  restructures.filter(({ data }) => data.restructureId === target);

const isTelling = ({ type }: RestructureFact) => type === 'RestructureProposed' || type === 'BoardRestructured';

/** What was put forward, where it was by then; one that the record lacks is taken for made in time. */
function proposalFor(state: StructureState, command: Command): Proposed | Refused {
  const proposed = stepsOf(state, command).find((step): step is Proposed => step.type === 'RestructureProposed');
  if (!proposed) return refuse('not-found', `There is no restructure ${command.target}.`);
  if (proposed.data.proposalNotRecorded || foundBy([proposed], command).length > 0) return proposed;
  return refuse('restructure-not-proposed', `It was proposed after ${command.effectiveFrom.edtf} only.`, {
    evidence: [proposed],
    pointers: ['/effectiveFrom'],
  });
}

/** A proposal that is amended must still come before the steps that it led to. */
function refuseProposedLate(state: StructureState, command: Command<{ proposalNotRecorded?: true | undefined }>) {
  if (command.body.proposalNotRecorded) return undefined;
  const early = stepsOf(state, command).filter((step) => comesAfter(placeOf(command), step));
  return early.length === 0
    ? undefined
    : refuse('restructure-not-proposed', 'It was agreed, implemented or abandoned before.', { evidence: early });
}

function refuseUnagreed(state: StructureState, command: Command<{ agreementNotRecorded?: true | undefined }>) {
  if (command.body.agreementNotRecorded) return undefined;
  const agreements = stepsOf(state, command).filter(({ type }) => type === 'RestructureAgreed');
  if (foundBy(agreements, command).length > 0) return undefined;
  return refuse('restructure-not-agreed', `Nobody had agreed to it by ${command.effectiveFrom.edtf}.`, {
    evidence: agreements,
    remedies: [{ command: 'AgreeRestructure', target: command.target, why: 'to record who agreed to it, and when' }],
  });
}

/**
 * Nothing follows what was implemented or given up. What is agreed may be recorded late; a plan that nothing has
 * confirmed may be given up; otherwise there is one end to it, whatever the days.
 */
function refuseOver(state: StructureState, command: Command): Refused | undefined {
  const steps = stepsOf(state, command);
  const over = steps.filter(({ type }) => type === 'BoardRestructured' || type === 'RestructureAbandoned');
  const ends = over.filter((end) => forbids(end, command));
  const [first] = ends;
  if (!first) return undefined;
  const on = first.effectiveFrom.edtf;
  return first.type === 'BoardRestructured'
    ? refuse('restructure-implemented', `It was implemented already, on ${on}.`, { evidence: ends })
    : refuse('restructure-abandoned', `It was given up already, on ${on}.`, { evidence: ends });
}

function forbids(end: RestructureFact, command: Command): boolean {
  const follows = comesAfter(placeOf(command), end);
  const agrees = command.name === 'AgreeRestructure';
  if (end.type !== 'BoardRestructured') return !isPlanned(end.certainty) && (follows || !agrees);
  return command.name === 'ImplementRestructure' || (follows && !isHeldWhole(end));
}

/** A new name that is only intended or likely takes none. */
function refuseNewNames(state: StructureState, command: Command, changes: readonly StructureChange[]) {
  for (const [i, { kind, original: [id] = [], name, certainty }] of changes.entries()) {
    if (kind !== 'rename' || id === undefined || name === undefined) continue;
    if (isPlanned(certainty ?? command.certainty)) continue;
    const taken = refuseTakenName(state, command, id, { name, kind: 'primary' }, `/changes/${i}/name`);
    if (taken) return taken;
  }
  return undefined;
}

/** Every one of its changes is intended or likely only. */
const isHeldWhole = ({ certainty, revisions, data: { changes } }: Implementation): boolean =>
  changes.every((change) => isPlanned(revisions.length > 0 ? certainty : (change.certainty ?? certainty)));

/** Every body that it names, as proposed or as planned in detail since. */
function bodiesIn(steps: readonly RestructureFact[]): string[] {
  const ids: string[] = [];
  for (const { type, data } of steps) {
    const schema = type === 'BoardRestructured' ? BoardRestructured.data : RestructureProposed.data;
    walk(schema, data, ({ leaf, value }) => {
      if (leaf.is === 'ref' && leaf.to === 'body') ids.push(value);
    });
  }
  return [...new Set(ids)];
}

export const restructureCommands = [
  proposeRestructure,
  agreeRestructure,
  implementRestructure,
  abandonRestructure,
] as const;
