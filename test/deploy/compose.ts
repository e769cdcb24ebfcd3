import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument, visit } from 'yaml';

export const root = join(__dirname, '../..');

export interface Service {
  readonly image: string;
  readonly build?: string;
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly user?: string;
  readonly init?: boolean;
  readonly read_only?: boolean;
  readonly profiles?: readonly string[];
  readonly restart?: string;
  readonly network_mode?: string;
  readonly networks?: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly tmpfs?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly logging?: { readonly options: Readonly<Record<string, string>> };
  readonly deploy?: { readonly resources: { readonly limits: Readonly<Record<string, unknown>> } };
}
export interface Composition {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

/** The variables as a container gets them where .env has only what must be given: each of those is `given`. */
export function given(environment: Readonly<Record<string, string>>): Record<string, string> {
  const fill = (value: string) =>
    value.replace(/\$\{\w+(:-|:\?)([^}]*)\}/g, (_, mark: string, fallback: string) =>
      mark === ':-' ? fallback : 'given',
    );
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, fill(value)]));
}

type Value = unknown;
type Mapping = Readonly<Record<string, Value>>;
const isMapping = (value: Value): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What these files make together, by the rules of Compose that they use; `${…}` stays as it is written. */
export function compose(...files: readonly string[]): Composition {
  return files.map(parse).reduce((base, over) => merge(base, over, '') as Mapping, {}) as unknown as Composition;
}

/** Keys that a later file replaces, where other lists are added to. */
const REPLACED = /\.(command|entrypoint|test)$/;

function merge(base: Value, over: Value, path: string): Value {
  if (isMapping(over) && '!override' in over) return over['!override'];
  if (isMapping(base) && isMapping(over)) {
    const merged: Record<string, Value> = { ...base };
    for (const [key, value] of Object.entries(over)) {
      if (isMapping(value) && '!reset' in value) delete merged[key];
      else merged[key] = merge(base[key], value, `${path}.${key}`);
    }
    return merged;
  }
  if (Array.isArray(base) && Array.isArray(over) && !REPLACED.test(path)) {
    return [...new Set<Value>([...(base as Value[]), ...(over as Value[])])];
  }
  return over;
}

/** The tags of Compose become mappings of one key, which `merge` acts upon. */
function parse(file: string): Mapping {
  const document = parseDocument(readFileSync(join(root, file), 'utf8'), { merge: true, logLevel: 'error' });
  if (document.errors.length > 0) throw document.errors[0]!;
  visit(document, {
    Collection(_, node) {
      const { tag } = node;
      if (tag !== '!reset' && tag !== '!override') return undefined;
      node.tag = undefined;
      return document.createNode({ [tag]: node.toJS(document) });
    },
  });
  return document.toJS() as Mapping;
}
