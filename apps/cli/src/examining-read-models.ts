import { verify } from '@app/eventing';
import { projections } from '@app/read-models';
import type { Stack } from '@app/stack';
import { fault, good, note, type Finding } from './findings.js';
import type { Bar } from './bar.js';

/** Of each read model: so many documents are compared whole with what the log makes of them. */
export type Sample = number | 'all';

/** What a verification found, wherever it was made. */
export interface Verified {
  readonly documents: number;
  readonly compared: number;
  readonly faults: readonly string[];
}

/** How each read model stands, and whether what is answered from it is what a rebuild would make. */
export async function examineReadModels(
  { documents, log }: Pick<Stack, 'documents' | 'log'>,
  sample: Sample,
  bar: (projection: string) => Bar,
): Promise<Finding[]> {
  const [states, head] = await Promise.all([documents.states(), log.head()]);
  const findings: Finding[] = [];
  for (const [name, { live: generation, checkpoint, parked }] of states) {
    const stands = {
      name,
      position: checkpoint.position.toString(),
      lag: checkpoint.position < head.position ? 1 : 0,
      ...(parked && { parked: { position: parked.at.toString(), error: parked.error } }),
    };
    findings.push(standing(stands));
    const projection = projections.find((one) => one.name === name);
    if (!projection || sample === 0) continue;
    const shown = bar(name);
    const onProgress = (through: bigint, to: bigint): void => shown.at(0, Number(through) / Math.max(1, Number(to)));
    const size = sample === 'all' ? Number.MAX_SAFE_INTEGER : sample;
    const found = await verify({ documents, log, projection, generation, sample: size, onProgress }).finally(() =>
      shown.stop(),
    );
    findings.push(...verified(name, found));
  }
  return findings;
}

/** Whether there is anything to compare: the destruction of keys has a place in the log, but no documents. */
export const isVerifiable = (name: string): boolean => projections.some((projection) => projection.name === name);

interface Stands {
  readonly name: string;
  readonly position: string;
  /** Null: cannot be told, so it is not at the end. */
  readonly lag: number | null;
  readonly parked?: { readonly position: string; readonly error: string } | undefined;
}

export function standing({ name, lag, position: reached, parked }: Stands): Finding {
  if (parked) return fault(`the read model ${name} is parked at ${parked.position}: ${parked.error}`);
  return lag === 0
    ? good(`the read model ${name} has caught up`)
    : note(`the read model ${name} is behind, at ${reached}`);
}

export function verified(name: string, { documents, compared, faults }: Verified): Finding[] {
  if (faults.length > 0) return faults.map((what) => fault(`the read model ${name}: ${what}`));
  const all = compared === documents ? `all ${documents} documents` : `${compared} of ${documents} documents`;
  return [good(`the read model ${name} is what the log makes of it: ${all} compared`)];
}
