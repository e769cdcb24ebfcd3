import type { Party } from '../party.js';
import { PersonIntroduced } from '../person/person.events.js';
import { BodyEstablished, OrganisationIntroduced } from '../structure/structure.events.js';
import { happened, idOf, type Happened } from './given.js';

/** A person whose id is `idOf(name)`. */
export const person = (name: string, text = name, resolution: 'declared' | 'inferred' = 'declared'): Party => ({
  kind: 'person',
  id: idOf(name),
  text,
  resolution,
});
export const body = (name: string): Party => ({ kind: 'body', id: idOf(name), text: name, resolution: 'declared' });
export const organisation = (name: string): Party => ({
  kind: 'organisation',
  id: idOf(name),
  text: name,
  resolution: 'declared',
});
/** Words that several people fit, or nobody known. */
export const words = (text: string, ...candidates: string[]): Party =>
  candidates.length > 0
    ? { kind: 'unresolved', text, resolution: 'ambiguous', candidates: candidates.map(idOf) }
    : { kind: 'unresolved', text, resolution: 'none' };
export const collective = (text: string): Party => ({ kind: 'collective', text, resolution: 'declared' });

/** The past of a person's stream. */
export const introduced = (name: string): Happened[] => [happened(PersonIntroduced, { name })];
/** Events of the structure's stream. */
export const established = (name: string, around: Happened['around'] = {}): Happened =>
  happened(BodyEstablished, { bodyId: idOf(name), name, kind: 'board' }, { as: `established ${name}`, ...around });
export const introducedOrganisation = (name: string): Happened =>
  happened(OrganisationIntroduced, { organisationId: idOf(name), name });
