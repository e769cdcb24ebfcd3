import { dayOf, type Day } from '@app/domain';

const MINUTE = 60_000;

/** What day it is in a time zone. Computed once a minute: no zone changes its day within one. */
export class Calendar {
  private minute = NaN;
  private readonly days = new Map<string, Day>();

  constructor(private readonly now: () => Date) {}

  today(zone: string): Day {
    const at = this.now();
    const minute = Math.floor(at.getTime() / MINUTE);
    if (minute !== this.minute) this.days.clear();
    this.minute = minute;
    const known = this.days.get(zone);
    if (known) return known;
    const day = dayOf(at, zone);
    this.days.set(zone, day);
    return day;
  }
}
