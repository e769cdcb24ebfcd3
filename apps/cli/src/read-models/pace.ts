/** How quickly something gets on, from the first look at it, and how long the rest takes at that rate. */
export class Pace {
  private began: { readonly done: number; readonly ms: number } | undefined;

  /** `left`: in seconds; undefined while nothing has moved. */
  at(done: number, total: number, ms: number): { readonly perSecond: number; readonly left: number | undefined } {
    this.began ??= { done, ms };
    const seconds = (ms - this.began.ms) / 1000;
    const perSecond = seconds > 0 ? (done - this.began.done) / seconds : 0;
    return { perSecond, left: perSecond > 0 ? Math.max(0, total - done) / perSecond : undefined };
  }
}

/** As "1 h 5 min", "3 min 20 s" or "7 s". */
export function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${whole % 60} s` : `${whole} s`;
}
