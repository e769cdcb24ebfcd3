import { onAnything, SOME, STATED, type Resource } from './route.js';

export const votes: Resource = {
  tag: 'Votes',
  about: 'Votes on options: how they were held, the counts read off the paper or the ballots, and what was designated.',
  path: 'votes',
  kind: 'vote',
  commands: [
    {
      at: '',
      command: 'OpenVote',
      summary: 'Put a vote on record',
      example: { method: 'Members voted for those they felt were most important', meetingId: SOME.meeting, ...STATED },
    },
    {
      at: ':id/options',
      command: 'AddVoteOption',
      summary: 'Add an option',
      example: {
        text: 'Map voluntary sector provision',
        category: 'Working with the voluntary sector',
        place: 1,
        ...STATED,
      },
    },
    {
      at: ':id/counts',
      command: 'RecordVoteCount',
      summary: 'Record a count read off the paper; null for a blank',
      example: { optionId: SOME.option, votes: 6, ...STATED },
    },
    {
      at: ':id/ballots',
      command: 'CastBallot',
      summary: 'Record what one voter gives to an option',
      example: {
        optionId: SOME.option,
        voter: { kind: 'person', id: SOME.person, text: 'A. N. Other', resolution: 'declared' },
        votes: 1,
        ...STATED,
      },
    },
    {
      at: ':id/corrections',
      command: 'CorrectVote',
      summary: 'Record another count that the record gives later',
      example: { optionId: SOME.option, votes: 7, reason: 'A postal vote was left out.', ...STATED },
    },
    {
      at: ':id/designations',
      command: 'DesignateVoteOption',
      summary: 'Say whether an option was made a priority, and on what grounds',
      example: { optionId: SOME.option, designation: 'priority', basis: 'bold-in-source', ...STATED },
    },
    {
      at: ':id/closures',
      command: 'CloseVote',
      summary: 'Close the vote',
      example: { ...STATED },
    },
    ...onAnything('Vote'),
  ],
};
