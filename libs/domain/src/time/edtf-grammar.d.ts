declare module 'edtf' {
  /** The syntax tree of a string of EDTF up to `level` (default 2); throws on anything else. */
  export function parse(input: string, constraints?: { level?: number }): unknown;
}
