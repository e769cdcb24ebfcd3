import type { Recorded, Stated } from './event.js';
import { factsOf } from './facts.js';
import { position, revision } from './ids.js';
import { onDay, type Day } from './time/index.js';

const stated = (day: string): Stated => ({
  statedOn: onDay(day as Day),
  effectiveFrom: onDay(day as Day),
  sources: [],
  certainty: 'fact',
});

let next = 0;
const event = (type: string, data: unknown, more: Partial<Stated> = {}): Recorded =>
  ({
    id: `event-${next}`,
    type,
    data,
    ...stated('2011-11-09'),
    ...more,
    revision: revision(next),
    position: position(++next),
  }) as unknown as Recorded;

const amendment = (amends: Recorded, replacement: object | null) =>
  event('FactAmended', {
    amends: amends.id,
    kind: 'transcription-error',
    replacement: replacement && { ...stated('2011-11-09'), ...replacement },
    concerned: { stream: '', revision: '0', type: amends.type, ids: [] },
  });

describe('facts', () => {
  beforeEach(() => (next = 0));

  it('are the events themselves where nothing amends them', () => {
    const said = event('Said', { text: 'a' });
    const [fact] = factsOf([said]);
    expect(fact).toMatchObject({ type: 'Said', data: { text: 'a' }, withdrawn: false, amendments: [], recorded: said });
  });

  it('take data and dates whole from the amendment', () => {
    const said = event('Said', { text: 'a', note: 'n' }, { effectiveTo: onDay('2012-01-01' as Day) });
    const mended = amendment(said, { data: { text: 'b' }, effectiveFrom: onDay('2011-12-01' as Day) });
    const [fact] = factsOf([said, mended]);
    expect(fact?.data).toEqual({ text: 'b' });
    expect(fact?.effectiveFrom.edtf).toBe('2011-12-01');
    expect(fact?.effectiveTo).toBeUndefined();
    expect(fact?.recorded).toBe(said);
  });

  it('take the last of several amendments', () => {
    const said = event('Said', { text: 'a' });
    const facts = factsOf([said, amendment(said, { data: { text: 'b' } }), amendment(said, { data: { text: 'c' } })]);
    expect(facts[0]?.data).toEqual({ text: 'c' });
    expect(facts[0]?.amendments).toHaveLength(2);
  });

  it('are withdrawn by a null replacement, and stand again when that amendment is withdrawn', () => {
    const said = event('Said', { text: 'a' });
    const withdrawal = amendment(said, null);
    expect(factsOf([said, withdrawal])[0]?.withdrawn).toBe(true);
    const again = amendment(withdrawal, null);
    expect(factsOf([said, withdrawal, again])[0]).toMatchObject({ withdrawn: false, data: { text: 'a' } });
  });

  it('follow an amendment that was itself amended', () => {
    const said = event('Said', { text: 'a' });
    const mended = amendment(said, { data: { text: 'b' } });
    const better = amendment(mended, {
      data: { ...(mended.data as object), replacement: { ...stated('2011-11-09'), data: { text: 'c' } } },
    });
    expect(factsOf([said, mended, better])[0]?.data).toEqual({ text: 'c' });
  });

  it('carry the last certainty that still stands', () => {
    const said = event('Said', {}, { certainty: 'likely' });
    const revise = (becomes: string) => event('CertaintyRevised', { eventId: said.id, becomes });
    const confirmed = revise('fact');
    expect(factsOf([said, revise('possible'), confirmed])[0]?.certainty).toBe('fact');
    expect(factsOf([said, confirmed, amendment(confirmed, null)])[0]?.certainty).toBe('likely');
  });

  it('leave out an amendment of an event that is not among them', () => {
    const elsewhere = event('Said', { text: 'x' });
    const said = event('Said', { text: 'a' });
    expect(factsOf([said, amendment(elsewhere, null)])[0]).toMatchObject({ withdrawn: false, data: { text: 'a' } });
  });
});
