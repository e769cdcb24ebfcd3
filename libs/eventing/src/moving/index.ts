export { compareLogs, differenceInWords, type Comparison, type Difference } from './comparison.js';
export { begunIn, exportLog, isOf, type Begun, type ExportOptions } from './export-log.js';
export { openingOf } from './framing.js';
export { ImportDisturbed, importLog, ImportRefused, type Imported, type ImportOptions } from './import-log.js';
export { exportKeys, importKeys, KeysDiffer, KEYS_FORMAT, type KeysMoved } from './keys.js';
export { eventIn, LOG_FORMAT } from './log-file.js';
export { FileDamaged, FileForeign, unframed, type Block } from './unframing.js';
export { eventsOf } from './whole-log.js';
