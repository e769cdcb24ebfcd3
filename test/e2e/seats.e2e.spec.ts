import type { Client, Receipt } from './support/client.js';
import { memoryStack } from './support/memory-stack.js';
import { serve, type Served } from './support/server.js';

const P = '/v1/partnerships/anytown';
const SAID = { statedOn: '2011-01-01', effectiveFrom: '2011-01-01', sources: [{ words: 'by telephone' }] };

let served: Served;
let secretary: Client;
let board: Receipt;
let seat: Receipt;

beforeAll(async () => {
  served = await serve(await memoryStack());
  secretary = await served.client('secretary', ['partnerships:create']);
  await secretary.record('/v1/partnerships', { slug: 'anytown', name: 'Anytown' });
});
afterAll(() => served.stop());
let boards = 0;
beforeEach(async () => {
  board = await secretary.record(`${P}/bodies`, { name: `Board ${++boards}`, kind: 'board', ...SAID });
  seat = await secretary.record(`${board.href}/seats`, { described: 'Health', ...SAID });
});

const trust = async () => {
  const { id } = await secretary.record(`${P}/organisations`, { name: 'Trust', ...SAID });
  return { kind: 'organisation', id, text: 'the Trust', resolution: 'declared' };
};

describe('seats over HTTP', () => {
  it('are read where their receipts say, with their holders and with who left', async () => {
    const holder = await secretary.record(`${seat.href}/holders`, { holder: await trust(), role: 'D', ...SAID });
    const left = await secretary.record(`${holder.href}/vacancies`, {
      ...SAID,
      statedOn: '2012-01-01',
      effectiveFrom: '2012-01-01',
    });
    expect(left.href).toBe(`${seat.href}/holders/${holder.id}/vacancies/${left.id}`);
    const at = async (href: string): Promise<unknown> => (await secretary.get(`${href}?effectiveAt=2011-06-01`)).body;
    expect(await at(seat.href)).toMatchObject({ id: seat.id, occupancy: 'held', holders: [{ holding: holder.id }] });
    expect(await at(holder.href)).toMatchObject({ id: holder.id, holds: true, vacancies: [{ id: left.id }] });
    expect(await at(left.href)).toMatchObject({ id: left.id, holding: holder.id });
    expect(await at(`${holder.href}/vacancies`)).toMatchObject({ items: [{ id: left.id }] });
  });

  it('are not read below another seat, nor by an address that is none', async () => {
    const holder = await secretary.record(`${seat.href}/holders`, { holder: await trust(), ...SAID });
    const other = await secretary.record(`${board.href}/seats`, { described: 'Skills', ...SAID });
    const status = async (href: string) => (await secretary.get(href)).status;
    expect(await status(`${other.href}/holders/${holder.id}`)).toBe(404);
    expect(await status(`${other.href}/holders/${holder.id}/vacancies`)).toBe(404);
    expect(await status(`${holder.href}/vacancies/nonsense`)).toBe(404);
    expect(await status(`${holder.href}/vacancies`)).toBe(200);
  });

  it('refuse a holder who sits there already, with the address at which to say that they left', async () => {
    const holder = await trust();
    const held = await secretary.record(`${seat.href}/holders`, { holder, ...SAID });
    const again = await secretary.post(`${seat.href}/holders`, { holder, ...SAID });
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({
      rule: 'holds-seat-already',
      evidence: [{ type: 'SeatFilled' }],
      remedy: [{ command: 'VacateSeat', href: `${held.href}/vacancies` }, { command: 'AmendFact' }],
    });
  });

  it('stand among those of all bodies, and say in the words of a gap why they are empty', async () => {
    const gap = { about: 'holders', member: seat.id, reason: 'not-in-the-record', words: 'not yet named', ...SAID };
    const noted = await secretary.record(`${board.href}/gaps`, gap);
    expect((await secretary.get(noted.href)).body).toMatchObject({ id: noted.id, member: seat.id });
    const { body } = await secretary.get(`${P}/seats?body=${board.id}&occupancy=not-recorded`);
    expect(body).toMatchObject({ items: [{ id: seat.id, missing: { holders: { reason: 'not yet named' } } }] });
  });
});
