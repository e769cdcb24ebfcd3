import { refuse, type Command, type Decision, type References } from './decider.js';

/** A parent stands at an earlier position, in amendments too, so that no cycle can arise. What is new is later than all. */
export function refuseLateParent(
  kind: 'action' | 'statement',
  { body: { parent }, amends }: Command<{ readonly parent?: string | undefined }>,
  refs: References,
): Decision | undefined {
  const [first] = parent === undefined ? [] : refs.facts(kind, parent);
  if (!first || !amends || first.recorded.position < amends.recorded.position) return undefined;
  return refuse('parent-not-earlier', `A parent must have been recorded before the ${kind} itself.`, {
    pointers: ['/parent'],
    evidence: [first],
  });
}
