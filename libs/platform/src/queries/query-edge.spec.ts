import { position, type Position } from '@app/domain';
import { QUERIES, type Answer, type Query } from '@app/read-models';
import { JSON_FORMAT, type Format } from '../exports/format.js';
import { Problem } from '../problems/problem.js';
import { mountQuery, QueryEdge } from './query-edge.js';

const HEAD = position('7');
const THERE: Answer = { ok: true, json: '{}', position: HEAD, opened: true };
const NOT_FOUND: Answer = { ok: false, problem: 'not-found' };
const query = mountQuery(QUERIES.find(({ name }) => name === 'GetDocumentLines') as Query);

/** Asks once; the read models have what is asked for when they have been waited for up to the head of the log. */
async function asked(
  parameters: Readonly<Record<string, string>>,
  later: Answer = THERE,
  mounted = query,
): Promise<unknown> {
  let reached: Position | undefined;
  const sent: unknown[] = [];
  const reply = { header: () => reply, headers: () => reply, send: (body: unknown) => (sent.push(body), reply) };
  const edge = new QueryEdge(
    { execute: () => Promise.resolve(reached === HEAD ? later : NOT_FOUND) } as never,
    { open: (json: string) => Promise.resolve(json) } as never,
    { reach: (to: Position | undefined) => Promise.resolve((reached = to)) } as never,
    { refuse: () => Promise.resolve() } as never,
    { head: () => Promise.resolve({ position: HEAD, at: new Date(0) }) } as never,
    {} as never,
  );
  await edge.answer(
    mounted,
    { params: { p: 'anytown', id: 'x' }, query: parameters, headers: {} } as never,
    reply as never,
  );
  return sent[0];
}

describe('a question about what the read models do not have', () => {
  it('is asked again when they have what is in the log, so that an address just given is good', async () => {
    expect(await asked({})).toBe('{}');
  });

  it('is answered with not-found where it is not there then either', async () => {
    await expect(asked({}, NOT_FOUND)).rejects.toMatchObject({ code: 'not-found' } satisfies Partial<Problem>);
  });

  it('is not asked again as of an earlier position', async () => {
    await expect(asked({ asOf: '3' })).rejects.toMatchObject({ code: 'not-found' } satisfies Partial<Problem>);
  });
});

describe('a question with a format of its own', () => {
  const TEXT: Format = {
    name: 'text',
    types: ['text/plain'],
    about: 'The number of its lines.',
    is: 'rendering',
    render: ({ lines }) => `${(lines as unknown[]).length} lines`,
  };
  const { query: question, known } = query;
  const mounted = { query: question, known: [...known, 'format'], formats: [JSON_FORMAT, TEXT] } as const;
  const json = '{"lines":["one","two"]}';

  it('is answered with what the format makes of the answer, where that is asked for', async () => {
    expect(await asked({ format: 'text' }, { ...THERE, json }, mounted)).toBe('2 lines');
    expect(await asked({}, { ...THERE, json }, mounted)).toBe(json);
  });
});
