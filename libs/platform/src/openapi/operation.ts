import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiResponse } from '@nestjs/swagger';
import type { Role } from '@app/domain';
import type { Query } from '@app/read-models';
import { EDGE_PROBLEMS, type EdgeProblem } from '../problems/problems.js';
import type { Mounted } from '../routes/mount.js';
import { GRANT_READERS, isOfEvent } from '../routes/readers.js';
import { DryRun, Receipt } from './schemas.js';

const PROBLEM = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

const ALWAYS = [
  'unauthorised',
  'not-found',
  'headers-too-large',
  'internal-error',
  'store-unavailable',
  'shutting-down',
] as const;
const COMMAND = [
  'validation-failed', 'idempotency-key-missing', 'forbidden', 'in-flight', 'external-id-in-use', 'precondition-failed',
  'payload-too-large', 'unsupported-media-type', 'idempotency-key-reused', 'contended', 'log-unavailable', 'disk-full',
] as const; // prettier-ignore
const QUERY = [
  'validation-failed', 'not-in-effect', 'not-yet-recorded', 'not-acceptable', 'position-beyond-head', 'projection-behind',
  'projection-parked',
] as const; // prettier-ignore

/** One response per status, which names the problems that it stands for. */
export function problems(...codes: readonly EdgeProblem[]): MethodDecorator {
  const byStatus = new Map<number, string[]>();
  for (const code of codes) {
    const { status, title } = EDGE_PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), `\`${code}\`: ${title}.`]);
  }
  const responses = [...byStatus].sort(([a], [b]) => a - b);
  return applyDecorators(
    ...responses.map(([status, lines]) => ApiResponse({ status, description: lines.join(' '), content: PROBLEM })),
  );
}

const header = (name: string, description: string, required = false) =>
  ApiHeader({ name, description, required, schema: { type: 'string' } });

export const minPositionHeader = (): MethodDecorator =>
  header('Throughline-Min-Position', 'Answer only when this position has been reached; waits up to 2 s.');

const positionHeader = {
  'Throughline-Position': {
    description: 'Where in the log the answer stands; send it as Throughline-Min-Position to read your writes.',
    schema: { type: 'string' },
  },
} as const;
const etagHeader = {
  ETag: { description: 'Revision of the stream, for If-Match.', schema: { type: 'string' } },
} as const;

const pathParams = (path: string): MethodDecorator[] =>
  [...path.matchAll(/[:{](\w+)/g)].map(([, name = '']) =>
    ApiParam({ name, required: true, schema: { type: 'string' }, description: PATH_PARAMS[name] ?? '' }),
  );
const PATH_PARAMS: Readonly<Record<string, string>> = {
  p: 'The partnership.',
  id: 'The thing; of an event its address, as evidence gives it.',
  member: 'The member of its collection.',
  sub: 'The member of a collection of that member.',
  leaf: 'The member of a collection of that one.',
};

const REFUSED =
  'A rule that forbids it is answered with 409: `rule` names it, `evidence` shows why, `remedy` what would work.';
const LATER = 'Recorded; what follows on it is not done yet. The same request again tells.';

/** How a command stands on the API page. */
export function describeCommand(mounted: Mounted, path: string): MethodDecorator {
  const { command, summary, type } = mounted;
  const roles = type.roles.length > 0 ? `Takes one of the roles ${type.roles.join(', ')}.` : '';
  const onSight = type.onSight ? ['precondition-required' as const] : [];
  return applyDecorators(
    ApiOperation({
      operationId: `${command}${mounted.operation ?? ''}`,
      summary,
      description: `${type.records.summary} Records \`${type.records.type}\`. ${roles} ${REFUSED}`,
    }),
    ...pathParams(path),
    header('Idempotency-Key', 'Yours, new for every change, the same for every retry of it.', true),
    header('If-Match', 'The ETag that you saw.', type.onSight),
    ApiResponse({
      status: 201,
      description: 'Recorded. A repeated request gives the first receipt again.',
      standardSchema: Receipt,
      headers: {
        ...positionHeader,
        ...etagHeader,
        Location: { description: 'Where it can be read.', schema: { type: 'string' } },
      },
    }),
    ApiResponse({ status: 200, description: 'What would be recorded, with dryRun=true.', standardSchema: DryRun }),
    ...(mounted.followedBy === undefined
      ? []
      : [ApiResponse({ status: 202, description: LATER, standardSchema: Receipt })]),
    problems(...ALWAYS, ...COMMAND, ...onSight),
  );
}

/** How a question stands on the API page. */
export function describeQuery(query: Query, path: string, readers: readonly Role[]): MethodDecorator {
  const isLimited = readers.length > 0;
  return applyDecorators(
    ApiOperation({
      operationId: query.name,
      summary: query.summary,
      ...(isLimited && { description: `Takes one of the roles ${readers.join(', ')}.` }),
      ...(isOfEvent(query) && { description: `That of a grant takes one of the roles ${GRANT_READERS.join(', ')}.` }),
    }),
    ...pathParams(path),
    minPositionHeader(),
    ApiResponse({
      status: 200,
      description: 'The answer, with the dates that it used.',
      standardSchema: query.answer,
      headers: { ...positionHeader, ...etagHeader },
    }),
    problems(...ALWAYS, ...QUERY, ...(isLimited || isOfEvent(query) ? ['forbidden' as const] : [])),
  );
}
