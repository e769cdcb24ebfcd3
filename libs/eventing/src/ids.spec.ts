import { commandIdOf, eventIdOf, externalCommandIdOf, thingIdOf } from './ids.js';

const keyed = { partnership: 'p', actor: 'a', method: 'POST', path: '/x', idempotencyKey: 'k' };

describe('the id of a command', () => {
  it('is the same for every retry, in every process and version of the program', () => {
    expect(commandIdOf(keyed)).toBe('f4d0115b-7896-5666-81d6-e96a2b6f2a53');
    expect(externalCommandIdOf('p', '/x', 'row 1')).toBe('d709007f-c4ac-5de6-bfa6-9ca3e5db3d75');
  });

  it.each(Object.keys(keyed))('is another for another %s', (part) => {
    expect(commandIdOf({ ...keyed, [part]: 'other' })).not.toBe(commandIdOf(keyed));
  });

  it('is another where the same letters are divided in another way', () => {
    const one = commandIdOf({ ...keyed, method: 'a', path: 'bc' });
    const other = commandIdOf({ ...keyed, method: 'ab', path: 'c' });
    expect(one).not.toBe(other);
  });
});

describe('what a command makes', () => {
  const command = commandIdOf(keyed);

  it('has an id that a retry makes again', () => {
    expect(thingIdOf(command)).toBe(thingIdOf(command));
    expect(thingIdOf(command)).not.toBe(thingIdOf(commandIdOf({ ...keyed, path: '/y' })));
  });

  it('is another event for another body, and for another place in the append', () => {
    const ids = [eventIdOf(command, 'd', 0), eventIdOf(command, 'e', 0), eventIdOf(command, 'd', 1)];
    expect(new Set(ids).size).toBe(3);
  });
});
