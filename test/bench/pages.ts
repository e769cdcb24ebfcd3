import type { Position, ProjectionState } from '@app/eventing';
import { openStack, type Stack } from '@app/stack';
import { setTimeout as sleep } from 'node:timers/promises';
import { PAGE } from './bare-pages.js';
import { fail, PARTNERSHIP } from './seed.js';
import { get, type Server } from './servers.js';

const LOOK_MS = 20;
const LIST = `/v1/partnerships/${PARTNERSHIP}/actions?limit=${PAGE}`;

/** Every page of the list of actions as ours gives it: its path, and its text. */
export async function pagesOf(server: Server, asOf?: string): Promise<{ path: string; text: string }[]> {
  const first = asOf === undefined ? LIST : `${LIST}&asOf=${asOf}`;
  const pages: { path: string; text: string }[] = [];
  for (let path: string | undefined = first; path !== undefined;) {
    const text = await get(server, path);
    pages.push({ path, text });
    const { next } = (JSON.parse(text) as { page: { next: string | null } }).page;
    path = next === null ? undefined : `${first}&cursor=${encodeURIComponent(next)}`;
  }
  return pages;
}

/** The actions of the same list as they stand in the documents, words open. No server may run on the folder. */
export async function thingsOf(folder: string): Promise<{ things: string[]; head: bigint }> {
  const stack = await openStack({ kind: 'embedded', folder }, { onFatal: fail });
  const { position: head } = await stack.log.head();
  const { live } = await caughtUp(stack, head);
  const query = { scope: PARTNERSHIP, field: 'all', at: { effectiveAt: null, position: head }, limit: 500 };
  const things: string[] = [];
  for (let page = await stack.documents.find(live, query); ;) {
    for (const { json } of page.docs) things.push(await stack.opener.open(json));
    if (!page.next) break;
    page = await stack.documents.find(live, { ...query, after: page.next });
  }
  await stack.close();
  return { things, head };
}

async function caughtUp({ documents }: Stack, head: Position): Promise<ProjectionState> {
  for (;;) {
    const states = [...(await documents.states()).values()];
    const actions = states.find(({ live }) => live.projection === 'actions');
    if (actions && states.every(({ checkpoint }) => checkpoint.position >= head)) return actions;
    await sleep(LOOK_MS);
  }
}
