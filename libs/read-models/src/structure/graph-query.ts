import { z } from 'zod';
import type { Query } from '../query/answer.js';
import { Temporal, temporal } from '../query/ask.js';
import { glossarySchema, NAMED_IN } from '../query/glossary.js';
import { single } from '../query/single.js';
import { graphOf, graphShape } from './graph.js';
import { structureRevision } from './projection.js';

/** One answer however large the structure is: `leftOut` says where it had to be cut. */
export const getStructure: Query = {
  name: 'GetStructure',
  path: 'structure',
  summary: 'The structure on a day: bodies, relations and denials, what is planned, and what is known to be missing.',
  params: z.strictObject(temporal),
  answer: z.strictObject({ ...graphShape, temporal: Temporal, ...glossarySchema }).meta({ id: 'Structure' }),
  uses: NAMED_IN,
  async run(reading) {
    const { graph, cites, uncertain } = await graphOf(reading);
    const revision = reading.isNow ? await structureRevision(reading.context) : undefined;
    return single(reading, { uncertain }, graph, cites, revision);
  },
};
