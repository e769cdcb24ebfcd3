/** What a column is to a reader: to be read, the words of evidence, for machines to go on with, or JSON. */
export type Sort = 'read' | 'evidence' | 'id' | 'whole';

const SORTS: readonly Sort[] = ['read', 'evidence', 'id', 'whole'];

/** Fields that are read before all others, in this order, with all that stands in them. */
const FIRST = [
  'title', 'name', 'label', 'text', 'described', 'words', 'question', 'kind', 'type', 'is', 'status', 'stage',
  'orphaned', 'occupancy', 'lost.recorded', 'lost.effective.words', 'lost.effective.reason', 'lost.chain.on',
  'candidates', 'ownership.answer', 'ownership.owners.recorded', 'ownership.owners.to', 'owner', 'holders', 'due', 'left',
  'party', 'voter', 'from', 'to', 'period', 'when', 'votes', 'rank', 'place', 'changes', 'dispositions', 'effectiveFrom',
  'bodies', 'ownership',
]; // prettier-ignore

interface Placed {
  readonly name: string;
  readonly sort: Sort;
  readonly depth: number;
}

/**
 * What is read first comes first, then the rest of what is read, as the schema has it, and then what lies deep within
 * lists. Evidence, ids and JSON come last.
 */
export const inReadingOrder = <T extends Placed>(columns: readonly T[]): readonly T[] =>
  columns
    .map((column) => ({ column, place: placeOf(column) }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ column }) => column);

function placeOf({ name, sort, depth }: Placed): number {
  const first = FIRST.findIndex((field) => name === field || name.startsWith(`${field}.`));
  const isDeep = depth > 1 && !FIRST[first]?.includes('.');
  const within = sort !== 'read' ? 0 : (isDeep ? FIRST.length + 1 : 0) + (first < 0 ? FIRST.length : first);
  return SORTS.indexOf(sort) * 1_000 + within;
}
