import { position, type EventId } from '@app/domain';
import { Archive, queryCalled } from '../../../../test/support/archive.js';
import { ProjectionBehind, ProjectionParked } from './context.js';

describe('an answer of several read models', () => {
  let archive: Archive;
  beforeEach(async () => {
    archive = await Archive.open();
  });
  afterEach(() => archive.close());

  const people = queryCalled('ListPeople');
  const asked = () => archive.reader.answer(people, { partnership: 'testshire' }, people.params.parse({}));

  it('is given at the lowest of their checkpoints, and leaves out what lies above it', async () => {
    await archive.thing('person', 'IntroducePerson', { name: 'Ann Lee' });
    const behind = await archive.head();
    await archive.thing('person', 'IntroducePerson', { name: 'Bob Ray' });
    await archive.settled();
    const states = await archive.documents.states();
    const documents = states.get('documents');
    const late = { ...documents, checkpoint: { position: behind, eventId: null } };
    jest
      .spyOn(archive.documents, 'states')
      .mockResolvedValue(new Map([...states, ['documents', late as NonNullable<typeof documents>]]));
    const answer = await asked();
    expect(answer).toMatchObject({ ok: true, position: behind });
    expect(JSON.parse(answer.ok ? answer.json : '')).toMatchObject({ items: [{}], page: { total: 1 } });
  });

  it('is a fault where one of them is parked or not there, and not where another one is', async () => {
    await archive.settled();
    const states = await archive.documents.states();
    const parked = { at: position(3), eventId: 'x' as EventId, error: 'TypeError', attempts: 5 };
    const withState = (name: string, more: object | undefined) => {
      const others = [...states].filter(([one]) => one !== name);
      const changed = more && ([name, { ...states.get(name), ...more }] as never);
      jest.spyOn(archive.documents, 'states').mockResolvedValue(new Map(changed ? [...others, changed] : others));
    };
    withState('people', { parked });
    await expect(asked()).rejects.toThrow(ProjectionParked);
    withState('people', undefined);
    await expect(asked()).rejects.toThrow(ProjectionBehind);
    withState('actions', { parked });
    await expect(asked()).resolves.toMatchObject({ ok: true });
  });
});
