import { created, dropped, EMPTY, stateOf, type Control } from './control.js';

const G = { projection: 'actions', number: 1_000_007 };
const NEXT = { ...G, number: 1_000_008 };

/** As a process of before wrote it, which kept no numbers. */
function writtenBefore(): Control {
  const { given: _, ...row } = created(NEXT, 2)(created(G, 1)(EMPTY)!)!;
  return { ...row, live: G.number };
}

describe('the control of a projection that an older process wrote', () => {
  it('tells the numbers of what is there for those that were given', () => {
    expect(stateOf('actions', writtenBefore())?.given).toEqual([NEXT.number]);
  });

  it('keeps the number of what is dropped from then on', () => {
    expect(stateOf('actions', dropped(NEXT, 2)(writtenBefore())!)?.given).toEqual([NEXT.number]);
  });
});
