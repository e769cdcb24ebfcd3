import fc from 'fast-check';
import type { Recorder } from '../support/archive.js';
import { attempt, Chronicle } from '../support/chronicle.js';
import { Deliberations, trial } from '../support/deliberations.js';
import { fileText, minutes } from '../support/minutes.js';
import type { Desk } from './desk.js';

const SEED = 20_190_110;
/** What happens to people, bodies, meetings and actions, in partnerships of their own; votes and priorities in others. */
const SHIRES = ['northshire', 'southshire', 'eastshire', 'westshire'] as const;
const BOARDS = ['north-board', 'south-board'] as const;
export const PARTNERSHIPS = [...SHIRES, ...BOARDS];
/** Of which everything is asked; the others answer their lists. */
export const WHOLE: readonly string[] = [SHIRES[0], BOARDS[0]];
/** Of a shire, of a board; and things of a kind, more than pages hold. */
const [ATTEMPTS, TRIALS, THINGS] = [470, 430, 11];

/** The same at every stack that does the same: what is tried next depends on what was recorded and what refused. */
export async function runSequence(desk: Desk): Promise<void> {
  for (const [i, shire] of SHIRES.entries()) {
    await desk.register(shire);
    const recorder = desk.recorder(shire);
    const paper = await minutes(recorder);
    await fileText(recorder, paper);
    await calls(recorder, paper.action, paper.people.cat);
    await Chronicle.of(recorder, fc.sample(attempt, { seed: SEED + i, numRuns: ATTEMPTS }), THINGS);
  }
  for (const [i, board] of BOARDS.entries()) {
    await desk.register(board);
    await Deliberations.of(desk.recorder(board), fc.sample(trial, { seed: SEED + i, numRuns: TRIALS }));
  }
  // Last, since what was opened before an erasure stays open for a while.
  for (const shire of SHIRES) await erase(desk.recorder(shire));
}

async function calls(recorder: Recorder, action: string, person: string): Promise<void> {
  const call = await recorder.thing('call', 'CallForOffers', { title: 'Offers', actions: [action] }, on('2019-01-10'));
  const of = { id: call, target: call };
  const by = { kind: 'person', id: person, text: 'Cat Fox', resolution: 'declared' };
  const offered = await recorder.record('call', 'MakeOffer', { by, offer: 'A room', actions: [action] }, { ...of, ...on('2019-02-01') }); // prettier-ignore
  await recorder.attempt('call', 'MakeOffer', { by, offer: 'A room', actions: [action] }, { ...of, ...on('2019-02-02') }); // prettier-ignore
  await recorder.attempt(
    'call',
    'AcceptOffer',
    {},
    { ...of, ...on('2019-03-01'), member: offered.events[0]?.id ?? '' },
  );
  await recorder.attempt('call', 'DeclineToOffer', { by }, { ...of, ...on('2019-03-02') });
}

/** Somebody of whom words were recorded. */
async function erase(recorder: Recorder): Promise<void> {
  const person = await recorder.thing('person', 'IntroducePerson', { name: 'Dee Poe' }, on('2019-01-10'));
  const party = { kind: 'person', id: person, text: 'Dee Poe', resolution: 'declared' };
  const action = await recorder.thing('action', 'RecordAction', { kind: 'action', text: 'a last one' }, on('2019-01-10')); // prettier-ignore
  const owners = { owners: [party] };
  await recorder.record('action', 'AssignAction', owners, { id: action, target: action, ...on('2019-01-10') });
  const of = { id: person, target: person };
  await recorder.record('person', 'ErasePerson', { reason: 'requested' }, of);
  await recorder.attempt('person', 'NamePerson', { name: 'D. Poe', kind: 'alias' }, of);
  await recorder.attempt('action', 'AssignAction', owners, { id: action, target: action, ...on('2019-02-10') });
}

const on = (day: string) => ({ on: day });
