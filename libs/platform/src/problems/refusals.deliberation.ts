import { refusal } from './refusal.js';

const VOTES = {
  'options-frozen': refusal(
    'The options are settled once a vote is in',
    'Record an option that stood there before with the day from which it did (effectiveFrom).',
  ),
  'vote-closed': refusal('The vote is closed on that day', 'Corrections and designations are still recorded.'),
  'vote-already-closed': refusal('The vote is closed already', 'Amend the closing where it was on another day.'),
  'closed-before-opened': refusal(
    'A vote is not closed before it is opened',
    'The evidence shows when it was opened. Check both dates; amend that one where it was recorded wrongly.',
  ),
  'closed-before-votes': refusal(
    'Votes of a later day are in',
    'The evidence shows some of them. Close the vote on the day of the last one or later, or amend their dates.',
  ),
  'counts-and-ballots': refusal(
    'Counts and ballots do not mix in one vote',
    'Nobody could tell whether they are the same votes. Open a vote of its own for the other kind.',
  ),
  'already-counted': refusal('The option has a count', 'Where the record gives another one later, correct it.'),
  'no-count-to-correct': refusal('The option has no count by then', 'Record the count, or cast another ballot.'),
  'voter-not-named': refusal(
    'A ballot names its voter by id',
    'Introduce the person first. Where the record gives only how many, record the count.',
  ),
  'not-in-the-electorate': refusal(
    'The voter is not one of the electorate',
    'Amend the electorate where it was left incomplete.',
  ),
  'too-many-votes': refusal(
    'The voter has not so many votes',
    'The evidence shows where they went; 0 takes them back.',
  ),
  'designation-contradicts-itself': refusal(
    'What is not recoverable cannot be told',
    'Use the designation cannot-be-told, or another basis.',
  ),
  'designation-contradicted': refusal(
    'The option was designated otherwise on the same day',
    'Amend the earlier designation, or dispute it: then both stand.',
  ),
} as const;

const STATEMENTS = {
  'nothing-said': refusal(
    'An entry needs words',
    'Give the words as printed, a short title of your own, or the cells of the row. Only a blank row has none.',
  ),
  'unknown-term': refusal(
    'The partnership has no such term',
    'The details list the terms of its vocabulary. An administrator can set it anew with this one in it.',
  ),
  'not-a-decision': refusal(
    'Only a decision has deciding bodies',
    'Say who holds it with heldBy, or record it as a decision.',
  ),
  'place-without-list': refusal('A place is one in a list', 'Name the list with listId, or leave the place out.'),
  'name-already-given': refusal('It goes by that name already', 'There is nothing to add.'),
} as const;

const CALLS = {
  'not-called-for': refusal(
    'The call is not for that action',
    'The details list those it is for. What answers no call is an action of kind offer.',
  ),
  'offered-before-called': refusal(
    'What answers a call comes after it',
    'The evidence shows the call. Check the dates; what answers no call is an action of kind offer.',
  ),
  'accepted-before-offered': refusal('It was offered only later', 'The evidence shows the offer. Check the dates.'),
  'already-offered': refusal('They have offered just that already', 'There is nothing to add.'),
  'already-declined': refusal('They have declined already', 'There is nothing to add until they offer something.'),
  'already-accepted': refusal('The offer is accepted already', 'Assign the action, if somebody is to own it now.'),
} as const;

const PRIORITIES = {
  'no-decision-cited': refusal(
    'No decision of the right body is cited',
    'There are no ad hoc additions. Record the decision as a statement of kind decision, and cite it with decisionId.',
  ),
  'priority-cap-exceeded': refusal(
    'There would be more priorities than the cap allows',
    'The details name the day. Retire one, raise the cap, or grant an exception by a decision.',
  ),
  'priority-locked': refusal(
    'A higher body has locked it',
    'Challenge its wording, or cite a decision of the body that locked it.',
  ),
  'already-locked': refusal('That body has it locked already', 'There is nothing to add.'),
  'heading-under-heading': refusal('A heading stands under no other entry', 'Leave its heading out.'),
  'not-a-heading': refusal(
    'Entries stand under headings only',
    'heading names an entry of the same list that is a heading.',
  ),
  'heading-is-no-priority': refusal(
    'A heading is no priority',
    'It is not counted and passes no stages. Name one of the entries under it.',
  ),
  'already-longlisted': refusal('It is on the long list already', 'There is nothing to add.'),
  'already-shortlisted': refusal('It is on the short list already', 'Retire it first, if it is to begin anew.'),
  'already-adopted': refusal('It is adopted already', 'Retire it first, if it is to begin anew.'),
  'already-retired': refusal('It is retired already', 'Put it on a list again first.'),
  'entry-not-on-list': refusal('It is not on the list on that day', 'The evidence shows since when, or until when.'),
  'named-twice': refusal('The order names an entry twice', 'Name every entry once.'),
  'order-incomplete': refusal(
    'The order leaves out entries that are on the list',
    'details.missing has their ids, and the evidence their entries. Headings may be left out.',
  ),
  'wording-contested': refusal(
    'Its wording is contested',
    'Settle the challenge: the resolution takes the new words, and says what became of it.',
  ),
  'challenge-untold': refusal(
    'The challenge says nothing',
    'Give its words as printed, the wording asked for, or who holds which view.',
  ),
  'new-words-required': refusal('It is reworded, but not how', 'Give the new words with text.'),
  'new-words-unwanted': refusal('The words stay as they are', 'Leave text out, or say that it is reworded.'),
  'resolved-before-challenged': refusal('Nothing is settled before it is contested', 'Check the dates of both.'),
  'challenge-already-resolved': refusal(
    'The challenge is settled already',
    'Challenge the wording anew, or amend the resolution where it is now read otherwise.',
  ),
} as const;

/** Of votes, statements, calls and priorities. */
export const DELIBERATION = { ...VOTES, ...STATEMENTS, ...CALLS, ...PRIORITIES } as const;
