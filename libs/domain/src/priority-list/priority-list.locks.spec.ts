import { happened, idOf } from '../testing/given.js';
import { adopted, deciding, entered, list } from '../testing/priorities.js';
import {
  PriorityAdopted, PriorityCapSet, PriorityLocked, PriorityReordered, PriorityRetired, PriorityWorded, WordingChallenged,
  WordingResolved,
} from './priority-list.events.js'; // prettier-ignore

const safer = { member: idOf('Safer') };
const locked = (data: object = { entryId: idOf('Safer') }, around: object = {}) =>
  happened(PriorityLocked, { by: idOf('Cabinet'), ...data }, { statedOn: '2011-01-01', as: 'lock', ...around });
const past = [entered('Safer'), entered('Richer'), adopted('Safer', '2010-06-01')];
const underLock = list(...past, locked());
const listLocked = list(...past, locked({}));
const ofCabinet = deciding('of the Cabinet');

describe('a locked entry', () => {
  it('is reworded by the body that locked it only', () => {
    underLock.when('WordPriority', { text: 'x' }, safer).thenRefuses('priority-locked', {
      evidence: ['lock'],
      details: { lockedBy: idOf('Cabinet'), entry: idOf('Safer') },
    });
    underLock.when('WordPriority', { text: 'x', ...deciding() }, safer).thenRefuses('priority-locked');
    underLock.when('WordPriority', { text: 'x', ...ofCabinet }, safer).thenRecords(PriorityWorded);
  });

  it('is retired by the body that locked it only', () => {
    underLock.when('RetirePriority', {}, safer).thenRefuses('priority-locked');
    underLock.when('RetirePriority', ofCabinet, safer).thenRecords(PriorityRetired);
  });

  it('is put in another place by the body that locked it only', () => {
    const order = [idOf('Richer'), idOf('Safer')];
    underLock.when('ReorderPriorities', { order }).thenRefuses('priority-locked');
    underLock.when('ReorderPriorities', { order, ...ofCabinet }).thenRecords(PriorityReordered);
  });

  it('may be challenged by anybody, and the challenge may leave it as it is', () => {
    underLock.when('ChallengeWording', { text: 'Not so.' }, safer).thenRecords(WordingChallenged);
    const challenged = happened(
      WordingChallenged,
      { entryId: idOf('Safer') },
      { statedOn: '2011-02-01', as: 'challenge' },
    );
    const resolve = (body: object) =>
      list(...past, locked(), challenged).when('ResolveWording', { challenge: idOf('challenge'), ...body }, safer);
    resolve({ outcome: 'reworded', text: 'x' }).thenRefuses('priority-locked');
    resolve({ outcome: 'kept' }).thenRecords(WordingResolved);
  });

  it('leaves the others free', () => {
    underLock.when('WordPriority', { text: 'x' }, { member: idOf('Richer') }).thenRecords(PriorityWorded);
  });

  it('is free before the lock, after it, and where it only may be locked', () => {
    const word = (lock: ReturnType<typeof locked>, statedOn: string) =>
      list(...past, lock).when('WordPriority', { text: 'x' }, { ...safer, statedOn }).decision.ok;
    expect(word(locked(), '2010-12-31')).toBe(true);
    expect(word(locked(undefined, { effectiveTo: '2012-01-01' }), '2011-12-31')).toBe(false);
    expect(word(locked(undefined, { effectiveTo: '2012-01-01' }), '2012-01-01')).toBe(true);
    expect(word(locked(undefined, { effectiveFrom: '2011' }), '2011-06-01')).toBe(true);
  });
});

describe('a locked list', () => {
  it('takes in nothing but by a decision of the body that locked it', () => {
    listLocked.when('AdoptPriority', deciding(), { member: idOf('Richer') }).thenRefuses('priority-locked');
    listLocked.when('AdoptPriority', ofCabinet, { member: idOf('Richer') }).thenRecords(PriorityAdopted);
  });

  it('keeps its cap', () => {
    listLocked.when('SetPriorityCap', { max: 5 }).thenRefuses('priority-locked');
    listLocked.when('SetPriorityCap', { max: 5, ...ofCabinet }).thenRecords(PriorityCapSet);
    underLock.when('SetPriorityCap', { max: 5 }).thenRecords(PriorityCapSet);
  });

  it('keeps the words of every entry', () => {
    listLocked.when('WordPriority', { text: 'x' }, { member: idOf('Richer') }).thenRefuses('priority-locked');
  });
});

describe('a lock', () => {
  it('is put on an entry of this list', () => {
    list()
      .when('LockPriority', { by: idOf('Cabinet') }, safer)
      .thenRefuses('not-found');
    list(...past)
      .when('LockPriority', { by: idOf('Cabinet') }, safer)
      .thenRecords(PriorityLocked, { entryId: idOf('Safer') });
  });

  it('of the whole list names no entry, and stays so when it is amended', () => {
    expect(
      list()
        .when('LockPriorityList', { by: idOf('Cabinet') })
        .thenRecords(PriorityLocked).data,
    ).not.toHaveProperty('entryId');
    const amend = { kind: 'reading-revised', replacement: { data: { by: idOf('Board') } } };
    expect(list(locked({})).when('AmendFact', amend, { member: '1' }).decision.ok).toBe(true);
  });

  it('cites a decision of the body that locks, where it cites anything', () => {
    const lock = (cited: object) => list(...past).when('LockPriority', { by: idOf('Cabinet'), ...cited }, safer);
    lock(deciding()).thenRefuses('no-decision-cited');
    lock(ofCabinet).thenRecords(PriorityLocked);
  });

  it('is put once by one body, while it holds', () => {
    underLock
      .when('LockPriority', { by: idOf('Cabinet') }, safer)
      .thenRefuses('already-locked', { evidence: ['lock'] });
    underLock.when('LockPriority', { by: idOf('Board') }, safer).thenRecords(PriorityLocked);
  });
});
