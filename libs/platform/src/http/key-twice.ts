/** In JSON: a string, with the colon behind it where it is a key, or where an object begins or ends. */
const PART = /"([^"\\]*(?:\\.[^"\\]*)*)"(\s*:)?|[{}]/g;

/**
 * The first key that stands twice in one object of a text that is JSON; undefined where none does. `JSON.parse` keeps
 * the last value of such a key and says nothing (RFC 8259, section 4), so that what was recorded could be another thing
 * than the sender meant. Every key stands in the innermost object that is open, whatever arrays lie between.
 */
export function keyTwice(json: string): string | undefined {
  const open: Set<string>[] = [];
  for (const [part, inside = '', colon] of json.matchAll(PART)) {
    if (part === '{') open.push(new Set());
    else if (part === '}') open.pop();
    else if (colon !== undefined) {
      const key = inside.includes('\\') ? (JSON.parse(`"${inside}"`) as string) : inside;
      const keys = open.at(-1);
      if (keys?.has(key)) return key;
      keys?.add(key);
    }
  }
  return undefined;
}
