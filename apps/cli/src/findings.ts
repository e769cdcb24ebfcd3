/** One thing that was looked at, and how it was found. */
export interface Finding {
  readonly state: 'good' | 'note' | 'fault';
  readonly what: string;
}

export const good = (what: string): Finding => ({ state: 'good', what });
export const note = (what: string): Finding => ({ state: 'note', what });
export const fault = (what: string): Finding => ({ state: 'fault', what });
