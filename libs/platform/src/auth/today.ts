import { dayOf, endOfDay, type Day } from '@app/domain';

interface Known {
  readonly day: Day;
  readonly since: number;
  readonly until: number;
}
const days = new Map<string, Known>();

/** Today on the clocks of a zone. Worked out once a day, since a calendar with time zones is slow to ask. */
export function todayIn(zone: string, now = Date.now()): Day {
  const known = days.get(zone);
  if (known && known.since <= now && now <= known.until) return known.day;
  const day = dayOf(new Date(now), zone);
  days.set(zone, { day, since: now, until: Date.parse(endOfDay(day, zone)) });
  return day;
}
