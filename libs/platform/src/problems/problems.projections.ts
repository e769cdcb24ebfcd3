import type { ControlFault } from '@app/eventing';

/** Refusals of orders about read models. Nothing was changed by any of them. */
export const PROJECTION_PROBLEMS = {
  'no-such-projection': {
    status: 404,
    title: 'There is no read model of that name',
    advice: 'GET /v1/operations/projections names them all.',
  },
  'newer-version': {
    status: 409,
    title: 'A newer version of the program writes this read model',
    advice: 'Give the order through a process of that version.',
  },
  'older-version': {
    status: 409,
    title: 'An earlier version of the program made this generation',
    advice: 'It is being built anew beside it: verify that one.',
  },
  'nothing-to-promote': {
    status: 409,
    title: 'No newer generation is beside the live one',
    advice: 'Post to rebuilds first, and wait until it has caught up. What was rolled back from has to be named.',
  },
  'nothing-to-roll-back-to': {
    status: 409,
    title: 'No earlier generation is kept beside the live one',
    advice: 'One is kept from a promotion until the next rebuild or removal. Otherwise rebuild.',
  },
  'generation-behind': {
    status: 409,
    title: 'That generation has not got as far as the live one',
    advice:
      'What was answered once must not be missing later. Wait until the list shows that it has caught up; where it is parked, skip or resume.',
  },
  'not-parked-there': {
    status: 409,
    title: 'The read model is not parked at that position',
    advice: 'The list shows where each is parked, and by what error.',
  },
  'generations-moved': {
    status: 409,
    title: 'The generations of this read model are not those that you saw',
    advice: 'Somebody else has built, promoted, rolled back or removed one. Look at the list again.',
  },
} as const;

/** By what the engine calls it. */
export const PROBLEM_OF_CONTROL = {
  'no-such-projection': 'no-such-projection',
  'newer-version': 'newer-version',
  'older-version': 'older-version',
  'nothing-to-promote': 'nothing-to-promote',
  'nothing-to-roll-back-to': 'nothing-to-roll-back-to',
  behind: 'generation-behind',
  'not-parked-there': 'not-parked-there',
  moved: 'generations-moved',
} as const satisfies Record<ControlFault, keyof typeof PROJECTION_PROBLEMS>;
