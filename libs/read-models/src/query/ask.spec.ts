import { position, PersonIntroduced, PersonNamed, type Day } from '@app/domain';
import { amended, happened, idOf, stream } from '../../../domain/src/testing/given.js';
import { eventAddress } from './event-address.js';
import { visible } from './ask.js';

const introduced = happened(PersonIntroduced, { name: 'Ann' }, { as: 'introduced', statedOn: '2011-03-01' });
const named = (statedOn: string) => happened(PersonNamed, { name: 'Annie', kind: 'alias' }, { as: 'named', statedOn });
const redated = (statedOn: string, amendedOn: string) => {
  const mended = amended('named', { data: { name: 'Annie', kind: 'alias' }, statedOn });
  return { ...mended, around: { as: 'mended', statedOn: amendedOn } };
};
const seen = (past: Parameters<typeof stream>[2], statedBy: string | null, asOf = 99) => {
  const events = stream('person', idOf('person'), past);
  const { events: kept, uncertain } = visible(events, { asOf: position(asOf), statedBy: statedBy as Day | null });
  return { kept: kept.map(({ id }) => id), uncertain, events };
};

describe('what counts for an answer', () => {
  it('is everything recorded by the position asked about', () => {
    expect(seen([introduced, named('2011-05-01')], null, 1).kept).toEqual([idOf('introduced')]);
    expect(seen([introduced, named('2011-05-01')], null).kept).toHaveLength(2);
  });

  it('is what was certainly stated by then; what only may have been is named', () => {
    const { kept, uncertain, events } = seen([introduced, named('2011')], '2011-06-30');
    expect(kept).toEqual([idOf('introduced')]);
    expect(uncertain).toEqual([eventAddress(events[1]!)]);
    expect(seen([introduced, named('2011')], '2011-12-31').kept).toHaveLength(2);
    expect(seen([introduced, named('2012')], '2011-12-31').uncertain).toEqual([]);
  });

  it('goes by the amended date of a statement, once the amendment was stated itself', () => {
    const corrected = [introduced, named('2021-05-01'), redated('2011-05-01', '2011-06-01')];
    expect(seen(corrected, '2011-12-31').kept).toEqual([idOf('introduced'), idOf('named'), idOf('mended')]);
    const late = [introduced, named('2021-05-01'), redated('2011-05-01', '2019-01-01')];
    expect(seen(late, '2011-12-31').kept).toEqual([idOf('introduced')]);
  });
});
