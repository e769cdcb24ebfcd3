import type { ProblemType } from './problems.js';
import { refusal } from './refusal.js';
import { DELIBERATION } from './refusals.deliberation.js';
import { STRUCTURE } from './refusals.structure.js';

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

/** Why the domain refuses, by code: statuses are the edge's, the domain knows none. */
export const REFUSALS: Readonly<Record<string, ProblemType>> = {
  ...ANYTHING, ...AMENDMENTS, ...PARTNERSHIPS, ...PAPERS, ...PEOPLE, ...MEETINGS, ...ACTIONS, ...STRUCTURE, ...DELIBERATION,
}; // prettier-ignore
