import { refusal } from './refusal.js';

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

/** Of bodies, relations, seats and restructures. */
export const STRUCTURE = { ...BODIES, ...RELATIONS, ...SEATS, ...RESTRUCTURES } as const;
