import type { Refusal, StreamKind } from '@app/domain';
import { streamId, revision } from '@app/domain';
import { eventAddress } from '@app/read-models';
import { evidenceLink, partnershipHref } from '../http/links.js';
import { hrefOf } from './mount.js';
import { pathOfCommand } from './table.js';

interface Refused {
  readonly kind: StreamKind;
  readonly partnership: string;
}

/** What a problem says of a refusal beside its message: the rule, the events that forbid it, and what would work. */
export function refusalMembers(refusal: Refusal, refused: Refused): Readonly<Record<string, unknown>> {
  const { code, message, details, pointers, faults, evidence, remedies } = refusal;
  return {
    rule: code,
    details,
    ...(pointers.length > 0 && {
      errors: pointers.map((pointer, i) => ({ pointer, detail: faults?.[i] ?? message })),
    }),
    evidence: evidence.map(evidenceLink),
    remedy: remedies.map((remedy) => ({
      command: remedy.command,
      method: 'POST',
      href: remedyHref(remedy, refused),
      why: remedy.why,
    })),
  };
}

function remedyHref(
  { command, target, member, sub }: Refusal['remedies'][number],
  { kind, partnership }: Refused,
): string {
  const path = pathOfCommand(command);
  if (!path.startsWith('events/'))
    return hrefOf(path, {
      p: partnership,
      id: target,
      ...(member !== undefined && { member }),
      ...(sub !== undefined && { sub }),
    });
  const place = { stream: streamId(partnership, kind, target), revision: revision(BigInt(member ?? 0)) };
  return `${partnershipHref(partnership)}/${path.replace(':id', eventAddress(place))}`;
}
