import { accept, commandType, record, refuse, type Aggregate, type Decision, type References } from '../decider.js';
import type { EventOf } from '../event.js';
import type { Fact } from '../facts.js';
import {
  DocumentAttributed,
  DocumentFiled,
  DocumentTextFiled,
  documentEvents,
  type DocumentEvent,
} from './document.events.js';
import { linesOf } from './lines.js';

type Filed = Fact<EventOf<typeof DocumentFiled>>;
type Part = Fact<EventOf<typeof DocumentTextFiled>>;

/** A paper: what was said of it when it was filed, and its text once all parts are there. */
export interface DocumentState {
  readonly filed?: Filed;
  /** As stated when it was filed; the text is checked against it. */
  readonly lineCount?: number;
  /** By number, counted from 1. */
  readonly parts: ReadonlyMap<number, Part>;
  /** The whole text by lines (see `linesOf`); undefined until the last part is filed. */
  readonly lines?: readonly string[];
  readonly attributions: readonly Fact<EventOf<typeof DocumentAttributed>>[];
}

function evolve(state: DocumentState, fact: Fact): DocumentState {
  const known = fact as Fact<DocumentEvent>;
  switch (known.type) {
    case 'DocumentFiled':
      return withLines({ ...state, filed: known, lineCount: known.data.lineCount });
    case 'DocumentTextFiled':
      return withLines({ ...state, parts: new Map(state.parts).set(known.data.part, known) });
    case 'DocumentAttributed':
      return { ...state, attributions: [...state.attributions, known] };
    default: {
      const never: never = known;
      return never;
    }
  }
}

function withLines(state: DocumentState): DocumentState {
  const text = state.filed && textOf(state.parts, state.filed.data.parts);
  return text === undefined ? state : { ...state, lines: linesOf(text) };
}

/** The parts in their order; undefined while one is missing. */
function textOf(parts: ReadonlyMap<number, Pick<Part, 'data'>>, count: number): string | undefined {
  const texts = Array.from({ length: count }, (_, i) => parts.get(i + 1)?.data.text);
  return texts.includes(undefined) ? undefined : texts.join('');
}

const fileDocument = commandType({
  name: 'FileDocument',
  records: DocumentFiled,
  roles: ['secretary'],
  body: DocumentFiled.data,
  creates: true,
  // With parts on file already this is an amendment: what it says must still fit them.
  decide: ({ parts }: DocumentState, command, refs) =>
    refuseParts(parts, command.body, refs) ??
    refuseText(parts, command.body, [...parts.values()], refs) ??
    accept(record(DocumentFiled, command, command.body)),
});

/** The number of parts may neither leave one out that is on file nor open a text again that is whole. */
function refuseParts(parts: DocumentState['parts'], filed: Filed['data'], refs: References): Decision | undefined {
  const text = parts.size < filed.parts ? textOf(parts, parts.size) : undefined;
  const isWhole = text !== undefined && refs.sha256(text) === filed.digest;
  const contrary = [...parts.values()].filter(({ data }) => isWhole || data.part > filed.parts);
  if (contrary.length === 0) return undefined;
  return refuse('part-out-of-range', `What is on file does not fit a text of ${filed.parts} parts.`, {
    pointers: ['/parts'],
    evidence: contrary,
    details: { parts: filed.parts },
  });
}

/** The digest is taken by the runner's own means: the whole text is only known here, and the domain has none. */
function refuseText(
  parts: ReadonlyMap<number, Pick<Part, 'data'>>,
  filed: Filed['data'],
  evidence: readonly Fact[],
  refs: References,
): Decision | undefined {
  const text = textOf(parts, filed.parts);
  if (text === undefined) return undefined;
  const digest = refs.sha256(text);
  if (digest !== filed.digest) {
    return refuse('digest-mismatch', 'The text is not the one whose digest was filed; file the document anew.', {
      evidence,
      details: { filed: filed.digest, actual: digest },
    });
  }
  const lineCount = linesOf(text).length;
  if (lineCount !== filed.lineCount) {
    return refuse('line-count-mismatch', `The text has ${lineCount} lines, not ${filed.lineCount}.`, {
      evidence,
      details: { filed: filed.lineCount, actual: lineCount },
    });
  }
  const byteCount = new TextEncoder().encode(text).length;
  if (filed.byteCount !== undefined && byteCount !== filed.byteCount) {
    return refuse('byte-count-mismatch', `The text has ${byteCount} bytes, not ${filed.byteCount}.`, {
      evidence,
      details: { filed: filed.byteCount, actual: byteCount },
    });
  }
  return undefined;
}

const fileDocumentText = commandType({
  name: 'FileDocumentText',
  records: DocumentTextFiled,
  roles: ['secretary'],
  body: DocumentTextFiled.data,
  decide: ({ filed, parts }: DocumentState, command, refs) => {
    const { part } = command.body;
    if (!filed) return refuse('not-found', `There is no document ${command.target}.`);
    if (part > filed.data.parts) {
      return refuse('part-out-of-range', `The document is to have ${filed.data.parts} parts.`, {
        pointers: ['/part'],
        evidence: [filed],
        details: { parts: filed.data.parts },
      });
    }
    const earlier = parts.get(part);
    if (earlier) return refuse('part-filed', `Part ${part} is on file and cannot be changed.`, { evidence: [earlier] });
    const all = new Map<number, Pick<Part, 'data'>>([...parts, [part, { data: command.body }]]);
    return refuseText(all, filed.data, [filed], refs) ?? accept(record(DocumentTextFiled, command, command.body));
  },
});

const attributeDocument = commandType({
  name: 'AttributeDocument',
  records: DocumentAttributed,
  roles: ['secretary'],
  body: DocumentAttributed.data,
  decide: ({ filed }: DocumentState, command) => {
    const { lines } = command.body;
    if (filed && lines && lines.to > filed.data.lineCount) {
      return refuse('lines-out-of-range', `The document has ${filed.data.lineCount} lines.`, {
        pointers: ['/lines'],
        evidence: [filed],
        details: { lineCount: filed.data.lineCount },
      });
    }
    return accept(record(DocumentAttributed, command, command.body));
  },
});

export const documentAggregate: Aggregate<DocumentState> = {
  kind: 'document',
  events: documentEvents,
  initial: { parts: new Map(), attributions: [] },
  evolve,
  commands: [fileDocument, fileDocumentText, attributeDocument],
};
