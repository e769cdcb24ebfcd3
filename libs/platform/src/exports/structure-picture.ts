import type { RelationType } from '@app/domain';
import type { Graph } from '@app/read-models';
import type { Listed } from './format.js';

/** More than these nobody can read in one picture, and to lay them out takes its time; what is left out is counted. */
const MOST_BODIES = 150;
const MOST_EDGES = 250;

export interface PictureNode {
  readonly key: string;
  readonly shape: 'body' | 'class' | 'organisation';
  readonly style: 'in-force' | 'planned' | 'unknown';
  readonly name: string;
  /** What stands below the name. */
  readonly about: string;
}

export interface PictureEdge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly style: 'in-force' | 'planned' | 'unknown';
  readonly denied: boolean;
  /** False for a relation that goes neither way. */
  readonly directed: boolean;
}

/** A structure as it is drawn. Names and labels are as in the record: whoever draws them escapes them. */
export interface Picture {
  readonly title: string;
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
}

/** How a relation reads from one end to the other, and how its denial does. */
const READS: Readonly<Record<RelationType, readonly [said: string, denied: string]>> = {
  subOrganizationOf: ['part of', 'not part of'],
  reportsTo: ['reports to', 'does not report to'],
  holdsToAccount: ['holds to account', 'does not hold to account'],
  delegatesTo: ['delegates to', 'does not delegate to'],
  advises: ['advises', 'does not advise'],
  supports: ['supports', 'does not support'],
  challenges: ['challenges', 'does not challenge'],
  contributesTo: ['contributes to', 'does not contribute to'],
  linksWith: ['links with', 'does not link with'],
};

type Drawable = Pick<Graph, 'bodies' | 'organisations' | 'relations' | 'denials'> & {
  readonly temporal: { readonly effectiveAt: string };
};
type Body = Graph['bodies'][number];

/** The picture of an answer to the question for the structure. */
export const pictureIn = (answer: Listed): Picture => pictureOf(answer as Listed & Drawable);

/** What of a structure is drawn: first the bodies that stand in relations. */
export function pictureOf({ bodies, organisations, relations, denials, temporal }: Drawable): Picture {
  const said = [...relations, ...denials];
  const related = new Set(said.flatMap(({ from, to }) => [from.id, to.id]));
  const inOrder = [...bodies.filter(({ id }) => related.has(id)), ...bodies.filter(({ id }) => !related.has(id))];
  const drawn = inOrder.slice(0, MOST_BODIES);
  const nodes = [...drawn.map(bodyNode), ...organisations.slice(0, MOST_BODIES).map(organisationNode)];
  const keys = new Set(nodes.map(({ key }) => key));
  const between = [...drawn.flatMap(membership), ...said.map(relationEdge)];
  const edges = between.filter(({ from, to }) => keys.has(from) && keys.has(to)).slice(0, MOST_EDGES);
  const left = [
    ...(bodies.length > drawn.length ? [`${bodies.length - drawn.length} bodies are left out`] : []),
    ...(between.length > edges.length ? [`${between.length - edges.length} relations are left out`] : []),
  ];
  return { title: [`The structure on ${temporal.effectiveAt}`, ...left].join('; '), nodes, edges };
}

const styleOf = ({ status }: Body): PictureNode['style'] =>
  status === 'in-force' || status === 'unknown' ? status : 'planned';

const bodyNode = (body: Body): PictureNode => ({
  key: body.id,
  shape: body.kind === 'class' ? 'class' : 'body',
  style: styleOf(body),
  name: body.name,
  about: [
    ...(body.status === 'in-force' ? [] : [body.status]),
    ...phaseIn(body.phases.operating),
    ...phaseIn(body.phases.legal),
    ...(body.plannedEnd ? ['to end'] : []),
  ].join(', '),
});

const phaseIn = ({ value, status }: { readonly value: string; readonly status: string }): string[] =>
  value === 'unknown' ? [] : [status === 'planned' ? `${value} (planned)` : value];

const organisationNode = ({ id, name }: Graph['organisations'][number]): PictureNode => ({
  key: id,
  shape: 'organisation',
  style: 'in-force',
  name,
  about: '',
});

const membership = (body: Body): PictureEdge[] =>
  body.memberOf === undefined
    ? []
    : [{ from: body.id, to: body.memberOf, label: 'one of', style: styleOf(body), denied: false, directed: true }];

const relationEdge = ({ type, from, to, denied, status }: Graph['relations'][number]): PictureEdge => ({
  from: from.id,
  to: to.id,
  label: READS[type][denied ? 1 : 0],
  style: status,
  denied,
  directed: type !== 'linksWith',
});
