/** What decides the text of a find; its parameters are the same for all. */
export interface FindShape {
  /** Asked at the checkpoint or later, where an entry that is closed never counts: the index of open ones serves. */
  readonly current: boolean;
  /** Of one value of the field, else of all, which have to be sorted. */
  readonly oneValue: boolean;
  readonly descending: boolean;
  /** Behind an earlier page, which may have shown a document already, at another of its entries. */
  readonly continued: boolean;
  /** Without JSON: reading a long text costs more than finding it. */
  readonly withoutJson: boolean;
}

const matches = (e: string, current: boolean): string =>
  current
    ? `${e}.until IS NULL AND ${e}.starts <= $day AND ${e}.ends > $end`
    : `${e}.since <= $position AND (${e}.until IS NULL OR ${e}.until > $until) AND ${e}.starts <= $day AND ${e}.ends > $end`;

// Named, since SQLite judges an index without having looked at what is in it.
const indexFor = (current: boolean): string => (current ? 'entries_open' : 'entries_ever');

/** Matching entries behind ($key, $id) in order, each with its document; at most $limit. */
export function findSql({ current, oneValue, descending, continued, withoutJson }: FindShape): string {
  const [beyond, within, order] = descending ? ['<', '>=', 'DESC'] : ['>', '<=', 'ASC'];
  return `SELECT e.key, e.id, ${withoutJson ? 'e.document' : 'd.json'}, d.position FROM entries e INDEXED BY ${indexFor(current)} CROSS JOIN documents d ON d.key = e.document
    WHERE e.field = $field ${oneValue ? 'AND e.value = $value' : ''} AND ${matches('e', current)}
      AND (e.key, e.id) ${beyond} ($key, $id) AND e.key ${within} $last
      ${continued ? `AND NOT ${shown(current, descending)}` : ''}
    ORDER BY e.key ${order}, e.id ${order} LIMIT $limit`;
}

/** Number of documents with a matching entry, at most $limit. */
export const countSql = (current: boolean, listed: boolean): string =>
  `SELECT count(*) AS count FROM (SELECT DISTINCT e.document FROM entries e INDEXED BY ${indexFor(current)}
    WHERE e.field = $field ${listed ? 'AND e.value IN (SELECT value FROM json_each($values))' : ''}
      AND e.key >= $from AND e.key <= $to AND ${matches('e', current)} LIMIT $limit)`;

/** The document has a matching entry at or before ($afterKey, $afterId), in the order asked, from $first on. */
function shown(current: boolean, descending: boolean): string {
  const [before, from] = descending ? ['>=', '<='] : ['<=', '>='];
  return `EXISTS (SELECT 1 FROM entries p INDEXED BY entries_of_document
    WHERE p.document = e.document AND p.field = e.field
      AND ($values IS NULL OR p.value IN (SELECT value FROM json_each($values))) AND ${matches('p', current)}
      AND (p.key, p.id) ${before} ($afterKey, $afterId) AND p.key ${from} $first)`;
}
