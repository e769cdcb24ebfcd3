import { z } from 'zod';
import {
  eventTypeOf, fold, onDay, provenance, PROVENANCE_STEPS, tally, voteAggregate,
  type Fact, type FactsOf, type ProvenanceStep,
} from '@app/domain'; // prettier-ignore
import type { Query } from '../query/answer.js';
import { Temporal, temporal } from '../query/ask.js';
import { factSchema, factView } from '../query/fact-view.js';
import { glossarySchema } from '../query/glossary.js';
import { gapsOf, missing, MissingFields } from '../query/missing.js';
import type { Reading } from '../query/reading.js';
import { shownFor, type Shown } from '../query/shown.js';
import { single } from '../query/single.js';
import { OptionView, optionView } from '../votes/option-view.js';
import { entryThere, USES } from './entries.js';
import { PriorityEntryView, entryView, priorityListState } from './entry-view.js';
