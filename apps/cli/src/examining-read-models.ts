import { GenerationGone, otherVersionOf, verify } from '@app/eventing';
import type { ApiClient } from '@app/platform';
import { projections } from '@app/read-models';
import type { Stack } from '@app/stack';
import { z } from 'zod';
import type { Bar } from './bar.js';
import { fault, good, note, type Finding } from './findings.js';
import { order, Refused } from './read-models/standings.js';

/** Of each read model: so many documents are compared whole with what the log makes of them. */
export type Sample = number | 'all';

/** Documents that a server compares at one time. */
export const MOST_OF_SERVER = 10_000;

const Verification = z.object({ documents: z.number(), compared: z.number(), faults: z.array(z.string()).readonly() });

/** What a verification found, wherever it was made. */
type Verified = z.infer<typeof Verification>;

/** How each read model stands, and whether what is answered from it is what a rebuild would make. */
export async function examineReadModels(
  { documents, log }: Pick<Stack, 'documents' | 'log'>,
  sample: Sample,
  bar: (projection: string) => Bar,
): Promise<Finding[]> {
  const [states, head] = await Promise.all([documents.states(), log.head()]);
  const findings = sample === 0 ? [NONE_COMPARED] : [];
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
    const version = otherVersionOf(generation, projection);
    if (version) {
      findings.push(uncompared(name, `${version}-version`));
      continue;
    }
    const shown = bar(name);
    const onProgress = (through: bigint, to: bigint): void => shown.at(0, Number(through) / Math.max(1, Number(to)));
    const size = sample === 'all' ? Number.MAX_SAFE_INTEGER : sample;
    try {
      findings.push(
        ...verified(name, await verify({ documents, log, projection, generation, sample: size, onProgress })),
      );
    } catch (error) {
      if (!(error instanceof GenerationGone)) throw error;
      findings.push(uncompared(name, 'generations-moved'));
    } finally {
      shown.stop();
    }
  }
  return findings;
}

/** The same, by a server that has the documents. Throws Stop. */
export async function examineThere(
  api: ApiClient,
  { name, generation }: { readonly name: string; readonly generation: number },
  sample: Sample,
): Promise<Finding[]> {
  const which = { generation, sample: sample === 'all' ? MOST_OF_SERVER : Math.min(sample, MOST_OF_SERVER) };
  try {
    return verified(name, await order(api, name, 'verifications', Verification, which));
  } catch (error) {
    if (error instanceof Refused && error.problem in UNCOMPARED) {
      return [uncompared(name, error.problem as keyof typeof UNCOMPARED)];
    }
    throw error;
  }
}

export const NONE_COMPARED = note('no document of a read model was compared: the sample is 0');

/** None of these is a fault: what answers may be right all the same. By the problem of a server that is asked. */
const UNCOMPARED = {
  'newer-version': 'is of a newer version than this program',
  'older-version': 'is of an earlier version of the program, and is being built anew',
  'generations-moved': 'was replaced meanwhile',
};
const uncompared = (name: string, why: keyof typeof UNCOMPARED): Finding =>
  note(`the read model ${name} ${UNCOMPARED[why]}: nothing of it was compared`);

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

function verified(name: string, { documents, compared, faults }: Verified): Finding[] {
  if (faults.length > 0) return faults.map((what) => fault(`the read model ${name}: ${what}`));
  const all = compared === documents ? `all ${documents} documents` : `${compared} of ${documents} documents`;
  return [good(`the read model ${name} is what the log makes of it: ${all} compared`)];
}
