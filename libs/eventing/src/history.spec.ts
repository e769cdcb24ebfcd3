import { factsOf, fold, PersonIntroduced, PersonNamed, personAggregate, streamId } from '@app/domain';
import { amended, happened, idOf, stream } from '../../domain/src/testing/given.js';
import type { Read } from './codec.js';
import { History } from './history.js';

const id = idOf('person');
const past = [
  happened(PersonIntroduced, { name: 'Ann' }, { as: 'introduced' }),
  happened(PersonNamed, { name: 'Annie', kind: 'alias' }, { as: 'named' }),
  amended('named', { data: { name: 'Anne', kind: 'alias' } }),
  happened(PersonNamed, { name: 'Nan', kind: 'alias' }, { as: 'named again' }),
  amended('named again', null),
];
const events = stream('person', id, past).map((event) => ({ ...event, digest: '' }) as unknown as Read);

describe('the history of a stream', () => {
  it('holds after every event what a fold of all of them would, amendments among them', () => {
    const history = new History(streamId('testshire', 'person', id));
    for (const [i, event] of events.entries()) {
      history.take(event, 100);
      const facts = factsOf(events.slice(0, i + 1));
      expect(history.facts).toEqual(facts);
      expect(history.stateOf(personAggregate)).toEqual(fold(personAggregate, facts));
    }
  });

  it('takes an event once, and none before the one that comes next', () => {
    const history = new History(streamId('testshire', 'person', id));
    const [first, second, third] = events as [Read, Read, Read];
    history.take(first, 100);
    history.take(first, 100);
    expect(history.facts).toHaveLength(1);
    expect(() => history.take(third, 100)).toThrow('revision 1 is missing');
    history.take(second, 100);
    expect(history.revision).toBe(1n);
  });
});
