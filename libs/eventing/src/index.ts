export * from './ports.js';
export * from './append.js';
export * from './projection.js';
export * from './ids.js';
export * from './digest.js';
export * from './ambient.js';
export { Outage } from './outage.js';
export * from './calendar.js';
export { Codec, Unreadable, type Read } from './codec.js';
export { SealBroken, isSealed, type Random, type Sealed } from './sealing.js';
export { Keyring, KeyUnknown, type KeyState } from './keyring.js';
export { KeyPool } from './keypool.js';
export { Opener } from './opener.js';
export * from './faults.js';
export * from './request.js';
export { Runner, type Loaded, type RunnerOptions } from './runner.js';
export { readLive } from './live.js';
export { Positions, type Passed, type WaitOptions } from './positions.js';
export { Projector, type Progress, type ProjectorOptions } from './projector/projector.js';
export {
  ControlRefused, ProjectionControl, type ControlFault, type ControlOptions, type Verified,
} from './projector/control.js'; // prettier-ignore
export {
  candidateOf, generationsOf, highestOf, isNewer, otherVersionOf, predecessorOf, rolledBackOf, versionOf,
} from './projector/generations.js'; // prettier-ignore
export { verify, type Verification, type VerifyOptions } from './projector/verification.js';
export { spanned } from './spans.js';
export { Tenure, type Tenancy } from './tenure.js';
export { patient, type Failure, type FailurePolicy, type Verdict } from './projector/failure.js';
export { recordedAtOf } from './metadata.js';
export * from './memory/index.js';
// For adapters, which import nothing else: what the ports speak of.
export type { Day, EventId, Instant, KeyId, Position, Revision, StreamId } from '@app/domain';
export { position, revision } from '@app/domain';
export { Erasures, type ErasuresOptions } from './erasures.js';
export { KEY_DESTRUCTION, KeyDestruction, type KeyDestructionOptions } from './effects.js';
export * from './moving/index.js';
