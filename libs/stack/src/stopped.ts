/** Why a stack cannot go on, in words that quote no record: they may stand in a log. */
export class Stopped extends Error {}
