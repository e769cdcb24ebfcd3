import { paperOf } from './papers.js';
import { readFile, type Entry } from './read-file.js';
import { filledIn } from './references.js';

function entriesOf(text: string): readonly Entry[] {
  const reading = readFile('a.yaml', `throughline: 1\npartnership: { id: anytown, name: Anytown }\nsections:\n${text}`);
  if (!reading.ok) throw new Error(JSON.stringify(reading.faults));
  return reading.file.entries;
}

const meaning = (handle: string) => ({ id: `id-of-${handle}`, name: `Name of ${handle}` });

describe('an entry filled in', () => {
  it('has ids for handles, and the name of the thing where no words are given', () => {
    const [entry] = entriesOf(`  - entries:
      - entry: assignment
        handle: owner
        under: map
        document: minutes
        lines: 7
        owners: [{ person: ann }, { body: board, text: the Board }]
`);
    const { data, statement } = filledIn(entry as Entry, meaning, undefined);
    expect(data).toEqual({
      owners: [
        { kind: 'person', id: 'id-of-ann', text: 'Name of ann', resolution: 'declared' },
        { kind: 'body', id: 'id-of-board', text: 'the Board', resolution: 'declared' },
      ],
    });
    expect(statement).toEqual({ sources: [{ documentId: 'id-of-minutes', lines: { from: 7, to: 7 } }] });
  });

  it('has the id of whoever said it once in each of several sources', () => {
    const [entry] = entriesOf(`  - entries:
      - { entry: person, handle: bob, document: minutes, lines: [7, 9], source: { saidBy: { person: ann } }, name: Bob }
`);
    const { statement } = filledIn(entry as Entry, meaning, undefined);
    const saidBy = { kind: 'person', id: 'id-of-ann', text: 'Name of ann', resolution: 'declared' };
    expect(statement['sources']).toMatchObject([{ saidBy }, { saidBy }]);
  });

  it('takes the words of an action from the paper, where it gives none itself', () => {
    const [left, given] = entriesOf(`  - defaults: { document: minutes, lines: 2-3, kind: action }
    entries:
      - { entry: action, handle: map }
      - { entry: action, handle: plan, text: Plan it }
`);
    const paper = paperOf('Actions\n· Map the\n  services\n');
    expect(filledIn(left as Entry, meaning, paper).data).toEqual({ kind: 'action', text: 'Map the services' });
    expect(filledIn(left as Entry, meaning, undefined).data).toEqual({ kind: 'action' });
    expect(filledIn(given as Entry, meaning, paper).data).toEqual({ kind: 'action', text: 'Plan it' });
  });
});
