export { ApiClient, codeOf, ServerUnavailable } from './api-client.js';
export type { Difference } from './compare.js';
export { loadExamples, PAPERS, recordFilesIn } from './examples.js';
export { recordFileSchema } from './json-schema.js';
export { loadRecords, type LoadRequest, type RecordText } from './load.js';
export type { AmendmentKind, Manner } from './loader.js';
export { inWords, type Fault, type Place } from './place.js';
export { readFile, type Entry, type ReadFile, type Reading } from './read-file.js';
export { countsOf, isClean, type Outcome, type Report, type State } from './report.js';
