import { progress } from './progress.js';
import { duration, Pace } from './read-models/pace.js';

/** How far something long has got, on stderr where that is a terminal. */
export interface Bar {
  /** `share` of the way, from 0 to 1; absent where nobody knows how long it is. */
  at(items: number, share?: number): void;
  stop(): void;
}

/** Finer than anybody can see. */
const WAY = 1_000;

/** With the items done, how many a second, and the time left at that rate. */
export function bar(what: string, unit: string): Bar {
  const shown = progress(what, '{percentage} %, {items}');
  const [ofItems, ofWay] = [new Pace(), new Pace()];
  return {
    at: (items, share) => {
      const now = performance.now();
      const { perSecond } = ofItems.at(items, items, now);
      const { left } = ofWay.at(WAY * (share ?? 0), WAY, now);
      const words = [
        `${items.toLocaleString('en')} ${unit}`,
        `${Math.round(perSecond).toLocaleString('en')} a second`,
        ...(left !== undefined ? [`${duration(left)} left`] : []),
      ];
      shown.at(Math.round(WAY * (share ?? 0)), WAY, { items: words.join(', ') });
    },
    stop: () => shown.stop(),
  };
}
