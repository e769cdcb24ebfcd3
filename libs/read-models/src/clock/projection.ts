import type { Position } from '@app/domain';
import type { Entry, Projection } from '@app/eventing';

/** How far the log has got in the system's time: the running maximum of `recordedAt`, and where it was reached. */
interface Clock {
  readonly instant: string;
  readonly position: string;
}

const ID = 'clock';
/** Of the log, not of a partnership. */
export const SCOPE = 'all';
export const FIELD = 'instant';

/** Positions have at most 19 digits; padded, they sort as strings. */
export const padded = (position: Position | bigint | string): string => position.toString().padStart(20, '0');

/**
 * Instants to positions. There is one small document; its entries, closed one after the other, are the history that is
 * asked: the last one whose instant is not after the one asked for.
 */
export const clockProjection: Projection<Clock> = {
  name: 'clock',
  version: 1,
  documents: () => [ID],
  fold: (clock, { recordedAt, position }) => ({
    instant: clock && clock.instant > recordedAt ? clock.instant : recordedAt,
    position: position.toString(),
  }),
  entries: ({ instant, position }): Entry[] => [
    { scope: SCOPE, field: FIELD, value: '', key: `${instant} ${padded(position)}`, from: null, to: null },
  ],
};
