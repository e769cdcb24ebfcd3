import {
  CapExceptionGranted, PriorityAdopted, PriorityCapSet, PriorityEntered, PriorityListStarted, PriorityRetired,
} from '../priority-list/priority-list.events.js'; // prettier-ignore
import { priorityListAggregate } from '../priority-list/priority-list.js';
import { StatementRecorded } from '../statement/statement.events.js';
import { given, happened, idOf, type Happened } from './given.js';
import { established } from './parties.js';

/** A list of the Board’s, begun in 2010. */
export const started = (data: object = {}): Happened =>
  happened(
    PriorityListStarted,
    { title: 'Shared priorities', owner: { is: 'body', body: idOf('Board') }, ...data },
    { statedOn: '2010-01-01', as: 'list' },
  );

/** An entry of that name, whose id is `idOf(name)`. */
export const entered = (name: string, data: object = {}, on = '2010-01-01'): Happened =>
  happened(PriorityEntered, { is: 'priority', text: name, ...data }, { statedOn: on, as: name });
export const heading = (name: string): Happened => entered(name, { is: 'heading' });

export const adopted = (entry: string, on: string, around: Happened['around'] = {}): Happened =>
  happened(
    PriorityAdopted,
    { entryId: idOf(entry), decisionId: idOf('decision') },
    { statedOn: on, as: `${entry} adopted`, ...around },
  );
export const retired = (entry: string, on: string, around: Happened['around'] = {}): Happened =>
  happened(PriorityRetired, { entryId: idOf(entry) }, { statedOn: on, as: `${entry} retired`, ...around });
export const capped = (max: number, on: string, around: Happened['around'] = {}): Happened =>
  happened(PriorityCapSet, { max }, { statedOn: on, as: `cap ${max}`, ...around });
export const excepted = (extra: number, on: string, around: Happened['around'] = {}): Happened =>
  happened(CapExceptionGranted, { extra, decisionId: idOf('decision') }, { statedOn: on, as: 'exception', ...around });

/** A statement of that kind, taken by these bodies where it is a decision. */
export const said = (kind: string, ...decidedBy: string[]): Happened[] => [
  happened(StatementRecorded, { kind, ...(decidedBy.length > 0 && { decidedBy: decidedBy.map(idOf) }) }),
];

/** The list with that past, the bodies, and statements: of the Board, of the Cabinet, of nobody named, intended, a view. */
export const list = (...past: Happened[]) => listOf({}, ...past);
/** As `list`, begun otherwise. */
export const listOf = (data: object, ...past: Happened[]) =>
  given(priorityListAggregate, [started(data), ...past])
    .and('structure', '', [established('Board'), established('Cabinet')])
    .and('statement', idOf('decision'), said('decision', 'Board'))
    .and('statement', idOf('of the Cabinet'), said('decision', 'Cabinet'))
    .and('statement', idOf('of nobody named'), said('decision'))
    .and('statement', idOf('intended'), [happened(StatementRecorded, { kind: 'decision' }, { certainty: 'intention' })])
    .and('statement', idOf('view'), said('view'));

export const deciding = (name = 'decision') => ({ decisionId: idOf(name) });
