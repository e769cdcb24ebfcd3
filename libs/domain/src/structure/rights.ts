import type { EventOf } from '../event.js';
import type { Fact } from '../facts.js';
import { foldName } from '../folding.js';
import { and3, holdsOn, not3, type Day } from '../time/index.js';
import { bodyEndedOn } from './body-ended.js';
import type { ContactPointSet, DecisionRightStated, RightKind } from './rights.events.js';

export type ContactPoint = Fact<EventOf<typeof ContactPointSet>>;
export type DecisionRight = Fact<EventOf<typeof DecisionRightStated>>;

/** Rights that one body has alone about one thing: two that have them contradict each other, or speak of two things. */
const SOLE: readonly RightKind[] = ['decides', 'finalises', 'resolves'];
export const isSole = (right: RightKind): boolean => SOLE.includes(right);

/** A statement of a right on a day. */
export interface DecisionRightOn {
  readonly fact: DecisionRight;
  readonly holds: true | 'unknown';
  /** The statement, and what may have ended the body since. */
  readonly rests: readonly Fact[];
  /** Statements of the same sole right for other bodies, on the same matter or where none is told. */
  readonly contested: readonly DecisionRight[];
}

/**
 * The rights on record that hold on a day, or may, in the order of the log; those that conflict stand side by side. A
 * right is gone with its body: nobody inherits it.
 */
export function decisionRightsOn(structureFacts: readonly Fact[], day: Day): readonly DecisionRightOn[] {
  const held = structureFacts.filter(isRight).flatMap((fact) => {
    const { ended, evidence } = bodyEndedOn(structureFacts, fact.data.bodyId, day);
    const holds = and3(holdsOn({ from: fact.effectiveFrom, to: fact.effectiveTo }, day), not3(ended));
    return holds === false ? [] : [{ fact, holds, rests: [fact, ...evidence] }];
  });
  return held.map((one) => ({
    ...one,
    contested: held.map(({ fact }) => fact).filter((other) => contests(one.fact, other)),
  }));
}

const contests = ({ data: a }: DecisionRight, { data: b }: DecisionRight): boolean =>
  a.bodyId !== b.bodyId && a.right === b.right && isSole(a.right) && mayBeOne(a.matter, b.matter);

/** Words are not compared; where one of the two statements has no term for its matter it may be that of the other. */
const mayBeOne = (a: string | undefined, b: string | undefined): boolean =>
  a === undefined || b === undefined || foldName(a) === foldName(b);

const isRight = (fact: Fact): fact is DecisionRight => fact.type === 'DecisionRightStated' && !fact.withdrawn;
