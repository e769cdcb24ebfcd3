/** From one schema version of an event's payload to the next; sealed words in it are moved, never opened. */
export type Upcaster = (data: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/**
 * Every shape that an event ever had, by wire name and by the version that the step leads from. The one place that
 * knows old shapes: decided, folded and projected are current ones only.
 */
export const UPCASTERS: Readonly<Record<string, Readonly<Record<number, Upcaster>>>> = {
  // "before the next meeting and preferably before the 7th December" is two dates.
  ActionDueSet: { 1: ({ due, ...rest }) => ({ ...rest, due: [due] }) },
};
