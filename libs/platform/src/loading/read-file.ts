import type { z } from 'zod';
import { entryKind, ENTRY_KINDS, fieldsOf, type EntryKind } from './entry-kinds.js';
import { Envelope, ENVELOPE_KEYS, RecordFile, sourcesOf } from './file-format.js';
import { inWords, YamlText, type Fault, type Place } from './place.js';

/** An entry that has the form of its kind. Things are still named by handle, in `body` as in `envelope`. */
export interface Entry {
  readonly kind: EntryKind;
  readonly handle: string;
  readonly envelope: Envelope;
  readonly body: Readonly<Record<string, unknown>>;
  readonly place: Place;
  /** Of an amendment: the entry as it should have been; absent where that is withdrawn. */
  readonly instead?: Entry;
}

export interface ReadFile {
  readonly name: string;
  readonly head: RecordFile;
  readonly entries: readonly Entry[];
  readonly placeOfPartnership: Place;
  readonly placeOfDocument: (index: number) => Place;
}

export type Reading =
  { readonly ok: true; readonly file: ReadFile } | { readonly ok: false; readonly faults: readonly Fault[] };

/** Reads a file and checks all of it; every fault is reported, not the first alone. */
export function readFile(name: string, text: string): Reading {
  const yaml = new YamlText(name, text);
  if (yaml.faults.length > 0) return { ok: false, faults: yaml.faults };
  const parsed = RecordFile.safeParse(yaml.value());
  if (!parsed.success) return { ok: false, faults: parsed.error.issues.flatMap((issue) => faultsOf(issue, yaml, [])) };
  const faults: Fault[] = [];
  const entries = parsed.data.sections.flatMap((section, s) => {
    const at = ['sections', s];
    const read = section.entries.map((entry, e) => readEntry(entry, section.defaults, [...at, 'entries', e], at, yaml));
    faults.push(...unusedDefaults(section, at, yaml), ...read.flatMap((one) => ('faults' in one ? one.faults : [])));
    return read.flatMap((one) => ('entry' in one ? [one.entry] : []));
  });
  faults.push(...repeated(parsed.data, entries, yaml));
  if (faults.length > 0) return { ok: false, faults: once(faults) };
  return {
    ok: true,
    file: {
      name,
      head: parsed.data,
      entries,
      placeOfPartnership: yaml.place(['partnership']),
      placeOfDocument: (index) => yaml.place(['documents', index]),
    },
  };
}

/** A default that is at fault is so in every entry that takes it. */
const once = (faults: readonly Fault[]): Fault[] => [
  ...new Map(faults.map((fault) => [inWords(fault), fault])).values(),
];

type Path = readonly PropertyKey[];
type Section = RecordFile['sections'][number];

function readEntry(
  own: Record<string, unknown>,
  defaults: Record<string, unknown>,
  at: Path,
  section: Path,
  yaml: YamlText,
  isAmended = false,
): { entry: Entry } | { faults: Fault[] } {
  // prettier-ignore
  const place = yaml.place(at);
  const name = own['entry'];
  if (typeof name !== 'string' || !ENTRY_KINDS.has(name)) {
    const reason = `entry must say what it is, one of: ${[...ENTRY_KINDS.keys()].join(', ')}`;
    return { faults: [{ place: yaml.place([...at, 'entry']), reason }] };
  }
  const kind = entryKind(name);
  const whole = { ...pick(defaults, (key) => knows(kind, key)), ...own };
  const envelope = Envelope.safeParse(pick(whole, (key) => ENVELOPE_KEYS.has(key)));
  const body = kind.written.safeParse(pick(whole, (key) => !ENVELOPE_KEYS.has(key)));
  const issues = [...(envelope.error?.issues ?? []), ...(body.error?.issues ?? [])];
  const faults = issues.flatMap((issue) => {
    const [field] = issue.path;
    const isDefault = field !== undefined && !(field in own) && field in defaults;
    return faultsOf(issue, yaml, isDefault ? [...section, 'defaults'] : at);
  });
  if (!envelope.success || !body.success) return { faults };
  const missing = isAmended ? undefined : missingParts(kind, envelope.data);
  if (missing) return { faults: [{ place, reason: missing }] };
  const entry = {
    kind,
    handle: envelope.data.handle,
    envelope: envelope.data,
    body: body.data as Entry['body'],
    place,
  };
  const instead = kind.name === 'amendment' ? entry.body['instead'] : null;
  if (!instead) return { entry };
  const amended = readInstead(instead as Record<string, unknown>, entry, at, yaml);
  return 'faults' in amended ? amended : { entry: { ...entry, instead: amended.entry } };
}

/** Its lines are lines of the amendment’s paper, unless it names another; it has no default, no handle and no place. */
function readInstead(written: Record<string, unknown>, { handle, envelope }: Entry, above: Path, yaml: YamlText) {
  const at = [...above, 'instead'];
  const strange = ['handle', 'under'].filter((key) => key in written);
  if (strange.length > 0) {
    return { faults: strange.map((key) => ({ place: yaml.place(at, key), reason: `unknown field ${key}` })) };
  }
  return readEntry({ ...written, handle }, { document: envelope.document }, at, above, yaml, true);
}

function missingParts(kind: EntryKind, envelope: Envelope): string | undefined {
  if (kind.under !== 'nothing' && !envelope.under) return `${kind.name} stands under another entry: say which`;
  if (kind.under === 'nothing' && envelope.under) return `${kind.name} stands under nothing`;
  if (envelope.lines && !envelope.document) return 'lines need a document';
  return sourcesOf(envelope).length === 0 ? 'needs its lines, or other sources' : undefined;
}

const knows = (kind: EntryKind, key: string): boolean =>
  key === 'under' ? kind.under !== 'nothing' : ENVELOPE_KEYS.has(key) || fieldsOf(kind).has(key);

function unusedDefaults(section: Section, at: Path, yaml: YamlText): Fault[] {
  const kinds = section.entries.flatMap(({ entry }) => ENTRY_KINDS.get(String(entry)) ?? []);
  return Object.keys(section.defaults)
    .filter((key) => !kinds.some((kind) => knows(kind, key)))
    .map((key) => ({ place: yaml.place([...at, 'defaults'], key), reason: `no entry of the section knows ${key}` }));
}

function repeated(head: RecordFile, entries: readonly Entry[], yaml: YamlText): Fault[] {
  const seen = new Map(head.documents.map(({ handle }, i) => [handle, yaml.place(['documents', i])]));
  return entries.flatMap(({ handle, place }) => {
    const earlier = seen.get(handle);
    seen.set(handle, place);
    return earlier ? [{ place, reason: `the handle ${handle} stands at line ${earlier.line} already` }] : [];
  });
}

function faultsOf(issue: z.core.$ZodIssue, yaml: YamlText, at: Path): Fault[] {
  const path = [...at, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ place: yaml.place(path, key), reason: `unknown field ${key}` }));
  }
  if (issue.code === 'invalid_union') {
    const [nearest] = [...issue.errors].sort((a, b) => depth(b) - depth(a));
    if (nearest && depth(nearest) > 0) {
      return nearest.flatMap((inner) => faultsOf({ ...inner, path: [...issue.path, ...inner.path] }, yaml, at));
    }
  }
  const field = issue.path.map(String).join('.');
  return [{ place: yaml.place(path), reason: field ? `${field}: ${issue.message}` : issue.message }];
}

/** How far a reading of a union got before it failed; one that fails on unknown fields got nowhere. */
const depth = (issues: readonly z.core.$ZodIssue[]): number =>
  issues.some(({ code }) => code === 'unrecognized_keys') ? 0 : Math.max(0, ...issues.map(({ path }) => path.length));

const pick = (object: Record<string, unknown>, keep: (key: string) => boolean): Record<string, unknown> =>
  Object.fromEntries(Object.entries(object).filter(([key]) => keep(key)));
