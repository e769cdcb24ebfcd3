import type { Query } from '@app/read-models';
import type { Type } from '@nestjs/common';
import { controllerOf } from './resource.controller.js';
import type { Resource } from './route.js';
import { RESOURCES } from './table.js';

/** What is only asked: questions that stand below no resource of the table. */
const READ_ONLY: readonly Omit<Resource, 'kind' | 'commands'>[] = [
  { tag: 'Events', about: 'What stands behind every answer.', path: 'events' },
  {
    tag: 'Structure',
    about: 'The structure on a day: bodies, relations, denials and what is planned.',
    path: 'structure',
  },
  { tag: 'Conflicts', about: 'Where the record contradicts itself.', path: 'conflicts' },
  { tag: 'Seats', about: 'Who sits on which body, and which seats nobody holds.', path: 'seats' },
  { tag: 'Decision rights', about: 'Which body decides what, and where several are said to.', path: 'decision-rights' },
];

/** One controller per resource; each question goes to the resource below whose path it is asked. */
export function resourceControllers(queries: readonly Query[]): Type[] {
  const resources: readonly Resource[] = [
    ...RESOURCES,
    ...READ_ONLY.map((resource) => ({ ...resource, kind: 'partnership' as const, commands: [] })),
  ];
  const owner = (query: Query): Resource => {
    const named = resources.find(
      ({ path }) => path !== '' && (query.path === path || query.path.startsWith(`${path}/`)),
    );
    const fallback = resources.find(({ path }) => path === '');
    if (named ?? fallback) return (named ?? fallback) as Resource;
    throw new Error(`${query.path} stands below no resource`);
  };
  return resources.map((resource) =>
    controllerOf(
      resource,
      queries.filter((query) => owner(query) === resource),
    ),
  );
}
