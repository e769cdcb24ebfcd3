import {
  CapExceptionGranted, LonglistPayload, PriorityAdopted, PriorityCapSet, PriorityDesignated, PriorityEntered, PriorityLocked,
  PriorityLonglisted, PriorityReordered, PriorityRetired, PriorityShortlisted, PriorityWorded, UnknownLonglist,
  WordingChallenged, WordingResolved,
  type Fact,
} from '@app/domain'; // prettier-ignore
import type { Query } from '../query/answer.js';
import { PRIORITY_LISTS } from '../query/holders.js';
import { memberQueries, type Collection } from '../query/members.js';

const isOfList = ({ data }: Fact): boolean => (data as { readonly entryId?: string }).entryId === undefined;
const isOfEntry = (fact: Fact): boolean => !isOfList(fact);

const ofList: readonly Collection[] = [
  { path: 'cap', type: PriorityCapSet, none: 'No cap is recorded.' },
  { path: 'cap-exceptions', type: CapExceptionGranted, none: 'No exception from the cap was granted.' },
  { path: 'orders', type: PriorityReordered, none: 'No order of the entries is recorded.' },
  {
    path: 'locks',
    type: PriorityLocked,
    among: { isOne: isOfList, payload: {} },
    none: 'The list as a whole was never locked.',
  },
  {
    path: 'longlistings',
    type: PriorityLonglisted,
    among: { isOne: isOfList, payload: UnknownLonglist.shape },
    none: 'No long list is known of which the contents are missing.',
  },
];

const under = { path: 'entries', field: 'entryId', begunBy: PriorityEntered };

/** Of one entry; as each is called in the names of its questions. */
const ofEntry: readonly Collection[] = [
  {
    path: 'longlistings',
    called: 'entry-longlistings',
    type: PriorityLonglisted,
    among: { isOne: isOfEntry, payload: LonglistPayload.shape },
    none: 'It is not recorded as on a long list.',
    under,
  },
  { path: 'shortlistings', type: PriorityShortlisted, none: 'It is not recorded as on a short list.', under },
  { path: 'adoptions', type: PriorityAdopted, none: 'It is not recorded as adopted.', under },
  { path: 'retirements', type: PriorityRetired, none: 'It is not recorded as retired.', under },
  { path: 'wordings', type: PriorityWorded, none: 'It was never reworded but by settling a challenge.', under },
  { path: 'challenges', type: WordingChallenged, none: 'Nobody challenged its wording.', under },
  { path: 'resolutions', type: WordingResolved, none: 'No challenge of its wording was settled.', under },
  {
    path: 'designations',
    type: PriorityDesignated,
    none: 'The record does not say whether it was made a priority.',
    under,
  },
  {
    path: 'locks',
    called: 'entry-locks',
    type: PriorityLocked,
    among: { isOne: isOfEntry, payload: {} },
    none: 'It was never locked by itself.',
    under,
  },
];

export const priorityListCollections: readonly Query[] = memberQueries(PRIORITY_LISTS, [...ofList, ...ofEntry]);
