import type { RefKind } from '@app/domain';
import { entryKind, type EntryKind } from './entry-kinds.js';
import type { Fault } from './place.js';
import type { Entry, ReadFile } from './read-file.js';
import { handlesIn, standsFor } from './references.js';

/** Every handle that no earlier entry of its partnership has, or that is one of another kind of thing. */
export function strayHandles(files: readonly ReadFile[]): Fault[] {
  const known = new Map<string, Map<string, EntryKind>>();
  return files.flatMap(({ head, entries }) => {
    const handles = known.get(head.partnership.id) ?? new Map<string, EntryKind>();
    known.set(head.partnership.id, handles);
    for (const { handle } of head.documents) handles.set(handle, entryKind('document'));
    return entries.flatMap((entry) => {
      const faults = [...faultsOf(entry, handles), ...otherKind(entry, handles)];
      handles.set(entry.handle, entry.kind);
      return faults;
    });
  });
}

function faultsOf(entry: Entry, handles: ReadonlyMap<string, EntryKind>): Fault[] {
  return handlesIn(entry).flatMap(({ handle, to }) => {
    const kind = handles.get(handle);
    const reason = kind ? mismatch(kind, handle, to) : `no entry before this one has the handle ${handle}`;
    return reason === undefined ? [] : [{ place: entry.place, reason }];
  });
}

/** An amendment says again what it amends: an entry of the same kind. */
function otherKind({ instead, envelope: { under = '' } }: Entry, handles: ReadonlyMap<string, EntryKind>): Fault[] {
  const amended = handles.get(under);
  if (!instead || !amended || amended.name === instead.kind.name) return [];
  return [{ place: instead.place, reason: `instead must be of the kind of ${under}: ${amended.name}` }];
}

const mismatch = (kind: EntryKind, handle: string, to: RefKind | 'any'): string | undefined =>
  standsFor(kind, to) ? undefined : `${handle} is the handle of a ${kind.name}, not of a ${to}`;
