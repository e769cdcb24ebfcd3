import type { ProblemType } from './problems.js';

const refusal = (title: string, advice: string): ProblemType => ({ status: 409, title, advice });

const ANYTHING = {
  'already-exists': refusal('It is on record already', 'The evidence shows the event that began it. Use another id.'),
  withdrawn: refusal(
    'It was withdrawn as recorded in error',
    'Amend the event that withdrew it, or record the thing anew.',
  ),
  'unknown-reference': refusal(
    'Something that the command names is not on record in this partnership',
    'The errors point to each. Things of other partnerships cannot be named: record them here first.',
  ),
  'stated-in-the-future': refusal(
    'Nothing can have been stated on a day to come',
    'statedOn is the day of the paper or meeting. When something is to hold later, say so with effectiveFrom.',
  ),
  'source-required': refusal(
    'What was stated before today needs a source',
    'Cite lines of a document, a meeting, or say in words where it comes from.',
  ),
  'ends-before-it-begins': refusal('A period cannot end before it begins', 'Check effectiveFrom and effectiveTo.'),
  'consultation-untold': refusal(
    'Nothing is said of the consultation',
    'Say with whom it was, at which event, in which words the record has it, or what came of it.',
  ),
  'lines-out-of-range': refusal(
    'The document has fewer lines',
    'Lines are counted from 1, and the last one is included.',
  ),
  'quote-mismatch': refusal(
    'The quoted words do not stand at these lines',
    'Compare with the text on file; white space does not matter, every other character does.',
  ),
} as const;

const AMENDMENTS = {
  'not-amendable': refusal(
    'This event cannot be amended',
    'Grants, registrations, filed texts and erasures are what others rest on. Record what is so now instead.',
  ),
  'field-is-fixed': refusal('An amendment cannot change this field', 'Leave it as it was, or record the thing anew.'),
  'replacement-invalid': refusal(
    'The replacement is no payload of such an event',
    'It replaces the payload whole: give every field of it, as the command that records it takes them, or as the event has them. The errors name what is unknown or lacking.',
  ),
  'others-rest-on-it': refusal('Later facts rest on it', 'Withdraw those in the evidence first.'),
  'certainty-unchanged': refusal(
    'It is recorded with this certainty already',
    'There is nothing to revise. What was stated ahead of its date is confirmed by saying so again on that date or later.',
  ),
} as const;

const PARTNERSHIPS = {
  'grant-in-force': refusal('A grant in force allows this already', 'There is nothing to grant.'),
  'grant-revoked': refusal('The grant is revoked already', 'There is nothing to revoke.'),
  'last-administrator': refusal(
    'Nobody would be left to grant, revoke or erase',
    'Make somebody else administrator first.',
  ),
} as const;

const PAPERS = {
  'part-filed': refusal(
    'This part is on file and cannot be changed',
    'A text that differs is another document: file it as one.',
  ),
  'part-out-of-range': refusal('The document has fewer parts', 'How many it has was said when it was filed.'),
  'digest-mismatch': refusal(
    'The text is not the one whose digest was filed',
    'Check for another encoding or other line ends, and file the document anew.',
  ),
  'line-count-mismatch': refusal(
    'The text has another number of lines than was filed',
    'Lines end at LF; a last one without LF counts.',
  ),
  'byte-count-mismatch': refusal(
    'The text has another length than was filed',
    'The length is that of the text in UTF-8.',
  ),
} as const;

const PEOPLE = {
  'person-erased': refusal(
    'The person was erased',
    'Nothing can be recorded of them any more, and no words that name them.',
  ),
  'title-in-name': refusal('A title is no part of a name', 'It has a field of its own.'),
  'identified-with-itself': refusal('An entry is compared with another', 'Name the other entry.'),
} as const;

const BODIES = {
  'body-name-taken': refusal(
    'A body of this name is on record',
    'Say with distinctFrom that this is another, or with maybeSameAs that it cannot be told.',
  ),
  'not-a-class': refusal('Only a class of bodies has members of this sort', 'memberOf names a body of kind class.'),
  'ends-by-restructure': refusal('A body ends only by a restructure', 'It says what becomes of the work of the body.'),
} as const;

const RELATIONS = {
  'phases-overlap': refusal(
    'A body is in one phase of an axis at a time',
    'Check the dates, or say with the certainty that this is only likely or possible. Phases of the two axes are free of each other.',
  ),
  'relation-to-itself': refusal('A relation is between two', 'Name another body or organisation as its other end.'),
  'relation-of-no-body': refusal('One end of a relation is a body', 'Organisations stand outside the structure.'),
  'relation-cycle': refusal(
    'A body would be part of itself',
    'The evidence shows the relations that close the circle. End one of them first, or check the dates.',
  ),
  'relation-and-denial': refusal(
    'A relation cannot hold and be denied at once',
    'The evidence shows what says the opposite for the same time. End that first, give each a scope, or dispute it.',
  ),
  'relation-ended': refusal('The relation has ended by then', 'The evidence shows what ended it.'),
} as const;

const SEATS = {
  'body-ended': refusal(
    'The body has ended by then',
    'The evidence shows by which restructure. Use a day before it, or a certainty that leaves it open.',
  ),
  'seat-ended': refusal('There is no such seat any more by then', 'The evidence shows what ended it.'),
  'holds-seat-already': refusal(
    'Nobody holds one seat twice at a time',
    'Say first when the earlier holding ended. Others may hold the seat beside it.',
  ),
  'left-seat-already': refusal(
    'It is on record that this holder left',
    'Amend that where the date was recorded wrongly; whoever comes back holds the seat by a statement of its own.',
  ),
  'does-not-hold-seat': refusal(
    'This holder does not hold the seat on that day',
    'Use a day on which the holding in the path holds, or amend its dates.',
  ),
} as const;

const RESTRUCTURES = {
  'bodies-unfit-for-change': refusal(
    'The change has not the bodies that its kind demands',
    'create 0 to 1 or more, dissolve 1 or more to 0, merge 2 or more to 1, split 1 to 2 or more, replace 1 to 1 other; rename, remandate, move and leave-structure name the one body as original.',
  ),
  'change-says-too-little': refusal(
    'The change does not say what is new',
    'rename needs the new name, remandate the new mandate.',
  ),
  'change-says-too-much': refusal(
    'The change says something that its kind does not',
    'Leave the field out, or make a change of its own of it.',
  ),
  'body-ends-twice': refusal(
    'A body ends once',
    'The evidence shows the other end, if it is on record: amend that where it was recorded wrongly.',
  ),
  'body-not-begun': refusal(
    'The body has not begun by then',
    'The evidence shows since when it is in being. Use a later day, or amend its beginning; a plan for a body that came to nothing is dropped with its certainty, or withdrawn.',
  ),
  'body-does-not-end': refusal(
    'Nothing ends this body here',
    'Only of the work of a body that ends does something become: name one that is original in the change that ends it, and not resulting too.',
  ),
  'disposition-twice': refusal('It is said already what becomes of this work', 'Say it once.'),
  'work-undisposed': refusal(
    'What becomes of the work of a body that ends is not said',
    'Give it to a living body, leave it orphaned with a reason, or say that the record is silent: not-recorded.',
  ),
  'work-to-no-living-body': refusal(
    'Work goes to a body that lives then',
    'Name one that is in being on that day, or that the restructure itself begins.',
  ),
  'restructure-not-proposed': refusal(
    'It was not proposed by that day',
    'Check the dates. Where the record has no proposal, say so with proposalNotRecorded.',
  ),
  'restructure-not-agreed': refusal(
    'Nobody had agreed to it by that day',
    'Record the agreement first. Where the record has none, say so with agreementNotRecorded.',
  ),
  'restructure-implemented': refusal(
    'It was implemented already',
    'What was recorded wrongly is amended; what changes next is another restructure.',
  ),
  'restructure-abandoned': refusal('It was given up already', 'Propose it anew, as another restructure.'),
} as const;

const MEETINGS = {
  'part-of-itself': refusal('A meeting cannot have taken place within itself', 'Name the meeting that it was part of.'),
  'nobody-named': refusal('The statement names nobody', 'It says only that somebody in that capacity was there.'),
  'evidence-required': refusal('Say on what evidence', 'Give a source or a reason.'),
  'left-before-joining': refusal(
    'Nobody leaves before joining',
    'Record several comings and goings in statements of their own.',
  ),
  'mark-place-taken': refusal('The item has a mark at this place already', 'Count the marks of the item from 1.'),
  'initials-already-resolved': refusal(
    'Whom these initials mean in this meeting is recorded already',
    'Amend that reading where it is now read otherwise.',
  ),
  'target-already-known': refusal('The correction itself names the meeting', 'There is nothing to resolve.'),
  'target-already-resolved': refusal(
    'Which meeting it was aimed at is recorded already',
    'Amend that where it is now read otherwise.',
  ),
} as const;

const ACTIONS = {
  'action-closed': refusal(
    'The action is completed or withdrawn on that day',
    'Reopen it first, or use a day before it was closed.',
  ),
  'already-completed': refusal('It was completed and not reopened since', 'Reopen it first.'),
  'already-withdrawn': refusal('It was withdrawn and not reopened since', 'Reopen it first.'),
  'nothing-to-reopen': refusal('It is neither completed nor withdrawn on that day', 'There is nothing to reopen.'),
  'heading-cannot-be-completed': refusal(
    'A heading or a blank row is no work',
    'Say with a reclassification what it is, if it is work after all.',
  ),
  'kind-unchanged': refusal('It is of this kind already', 'There is nothing to reclassify.'),
  'not-an-owner': refusal('Somebody named does not own it on that day', 'The evidence shows who does.'),
  'not-owned': refusal('Nobody owns it on that day', 'Assign it first.'),
  'lead-not-an-owner': refusal(
    'The lead must be one of the owners',
    'lead is the place among the owners, counted from 0.',
  ),
  'parent-not-earlier': refusal('A parent is on record before its sub-actions', 'Record the parent first.'),
  'linked-to-itself': refusal('An action cannot be linked to itself', 'Name the other action.'),
} as const;

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

/** Why the domain refuses, by code: statuses are the edge's, the domain knows none. */
export const REFUSALS: Readonly<Record<string, ProblemType>> = {
  ...ANYTHING, ...AMENDMENTS, ...PARTNERSHIPS, ...PAPERS, ...PEOPLE, ...BODIES, ...RELATIONS, ...RESTRUCTURES, ...SEATS, ...MEETINGS, ...ACTIONS, ...STATEMENTS, ...CALLS, ...VOTES, ...PRIORITIES,
}; // prettier-ignore
