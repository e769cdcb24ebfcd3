import { onAnything, SOME, STATED, type Resource } from './route.js';

export const calls: Resource = {
  tag: 'Calls',
  about: 'Calls for offers, what was offered, and who offered nothing.',
  path: 'calls',
  kind: 'call',
  commands: [
    {
      at: '',
      command: 'CallForOffers',
      summary: 'Ask several what they can offer',
      example: { text: 'Members are asked for offers', actions: [SOME.action], purpose: 'an action plan', ...STATED },
    },
    {
      at: ':id/offers',
      command: 'MakeOffer',
      summary: 'Record an offer',
      example: {
        by: { kind: 'collective', text: 'the Health Sector', resolution: 'none' },
        offer: 'A meeting room',
        actions: [SOME.action],
        ...STATED,
      },
    },
    {
      at: ':id/responses',
      command: 'DeclineToOffer',
      summary: 'Record that somebody offers nothing',
      example: { by: { kind: 'collective', text: 'the Health Sector', resolution: 'none' }, ...STATED },
    },
    {
      at: ':id/offers/:member/acceptances',
      command: 'AcceptOffer',
      summary: 'Accept an offer; assigns nobody by itself',
      example: { ...STATED },
    },
    ...onAnything('Call'),
  ],
};
