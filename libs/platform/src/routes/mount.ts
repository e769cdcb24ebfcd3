import { AGGREGATES, type CommandType, type StreamKind } from '@app/domain';
import type { z } from 'zod';
import { partnershipHref } from '../http/links.js';
import { documentedBody } from '../commands/body.js';
import type { CommandRoute, Resource } from './route.js';

/** A route joined with the command that it stands for: all that a request needs, worked out once. */
export interface Mounted extends CommandRoute {
  readonly kind: StreamKind;
  /** Below `/v1/partnerships/:p`, without a slash at either end. */
  readonly path: string;
  readonly type: CommandType<never>;
  /** What is validated. */
  readonly payload: z.ZodType<object>;
  /** The flat body, for the API page. */
  readonly body: z.ZodType;
}

/** Throws where the table names a command that the aggregate does not have: at boot, not at the first request. */
export function mount({ path, kind }: Pick<Resource, 'path' | 'kind'>, route: CommandRoute): Mounted {
  const commands = AGGREGATES[kind].commands as readonly CommandType<never>[];
  const type = commands.find(({ name }) => name === route.command);
  if (!type) throw new Error(`${kind} has no command ${route.command} to mount at ${path}/${route.at}`);
  const payload = (route.asks ?? type.body) as z.ZodType<object>;
  return {
    ...route,
    kind,
    path: [path, route.at].filter((part) => part !== '').join('/'),
    type,
    payload,
    body: documentedBody(route.command, payload, route.example),
  };
}

/** What the path of a request names. */
export interface PathParams {
  readonly p: string;
  readonly id?: string;
  readonly member?: string;
  /** A member of what the member has: a resolution of an attendance. */
  readonly sub?: string;
}

/** A path in its one spelling, however the client encoded it. */
export const hrefOf = (path: string, { p, id = '', member = '', sub = '' }: PathParams): string =>
  [
    partnershipHref(p),
    ...(path === '' ? [] : [path.replace(':id', id).replace(':member', member).replace(':sub', sub)]),
  ].join('/');
