import { z } from 'zod';

/** At most this many values of one filter. */
const MOST = 50;

/** A filter that may stand several times in a query string, or hold values separated by commas; any of them will do. */
export const several = <T>(value: z.ZodType<T>) =>
  z
    .preprocess(
      (given) =>
        given === undefined
          ? given
          : [given].flat().flatMap((one: unknown) => (typeof one === 'string' ? one.split(',') : [one])),
      z.array(value).min(1).max(MOST).optional(),
    )
    .optional();

export const flag = () =>
  z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional();
