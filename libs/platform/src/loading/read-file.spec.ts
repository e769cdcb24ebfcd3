import { inWords } from './place.js';
import { readFile } from './read-file.js';

const HEAD = `throughline: 1
partnership: { id: anytown, name: Anytown Partnership }
documents:
  - { handle: minutes, file: minutes.txt, title: Minutes }
sections:
`;

const faultsOf = (sections: string, head = HEAD): string[] => {
  const reading = readFile('a.yaml', head + sections);
  return reading.ok ? [] : reading.faults.map(inWords);
};

const entriesOf = (sections: string) => {
  const reading = readFile('a.yaml', HEAD + sections);
  if (!reading.ok) throw new Error(reading.faults.map(inWords).join('\n'));
  return reading.file.entries;
};

describe('a file of records', () => {
  it('takes lines as one number, as a range, or as a list of these', () => {
    const [one, range, list] = entriesOf(`  - defaults: { document: minutes }
    entries:
      - { entry: person, handle: a, lines: 6, name: A }
      - { entry: person, handle: b, lines: 6-9, name: B }
      - { entry: person, handle: c, lines: [6, 9-12], name: C }
`);
    expect(one?.envelope.lines).toEqual([{ from: 6, to: 6 }]);
    expect(range?.envelope.lines).toEqual([{ from: 6, to: 9 }]);
    expect(list?.envelope.lines).toEqual([
      { from: 6, to: 6 },
      { from: 9, to: 12 },
    ]);
  });

  it('gives an entry the defaults of its section that its kind knows, and that it does not give itself', () => {
    const [ann, map] = entriesOf(`  - defaults: { document: minutes, kind: action, statedOn: 2011-11-09 }
    entries:
      - { entry: person, handle: ann, lines: 6, name: Ann }
      - { entry: action, handle: map, lines: 7, kind: challenge }
`);
    expect(ann?.body).toEqual({ name: 'Ann' });
    expect(map?.body).toEqual({ kind: 'challenge' });
    expect(map?.envelope.statedOn).toEqual({ edtf: '2011-11-09', earliest: '2011-11-09', latest: '2011-11-09' });
  });

  it('takes a party in its short form, with the reading declared unless it says otherwise', () => {
    const [, assignment] = entriesOf(`  - defaults: { document: minutes, lines: 7 }
    entries:
      - { entry: action, handle: map, kind: action }
      - entry: assignment
        handle: map-owner
        under: map
        owners: [{ person: ann }, { body: board, text: the Board, read: inferred }, { collective: All }, { unresolved: Andy }]
`);
    expect(assignment?.body).toEqual({
      owners: [
        { kind: 'person', id: 'ann', resolution: 'declared' },
        { kind: 'body', id: 'board', text: 'the Board', resolution: 'inferred' },
        { kind: 'collective', text: 'All', resolution: 'none' },
        { kind: 'unresolved', text: 'Andy', resolution: 'none' },
      ],
    });
  });

  it('is faulted at the key of a field that its kind does not know', () => {
    expect(
      faultsOf(`  - defaults: { document: minutes }
    entries:
      - { entry: person, handle: ann, lines: 6, name: Ann, nmae: Ann }
`),
    ).toEqual(['a.yaml:8:60: unknown field nmae']);
  });

  it('is faulted at the value that has the wrong form, within a party too', () => {
    expect(
      faultsOf(`  - defaults: { document: minutes, lines: 7 }
    entries:
      - { entry: action, handle: map, kind: actoin }
      - { entry: assignment, handle: owner, under: map, owners: [{ person: Ann Other }] }
`),
    ).toEqual([
      expect.stringMatching(/^a\.yaml:8:45: kind: /) as string,
      expect.stringMatching(/^a\.yaml:9:76: owners\.0\.person: a handle/) as string,
    ]);
  });

  it('is faulted at the default of the section, once, where that has the wrong form', () => {
    expect(
      faultsOf(`  - defaults: { document: minutes, statedOn: 9 November }
    entries:
      - { entry: person, handle: ann, lines: 6, name: Ann }
      - { entry: person, handle: bob, lines: 7, name: Bob }
`),
    ).toEqual([expect.stringMatching(/^a\.yaml:6:46: statedOn: /) as string]);
  });

  it('is faulted where a default is known to no entry of its section', () => {
    expect(
      faultsOf(`  - defaults: { document: minutes, meetingid: m }
    entries:
      - { entry: person, handle: ann, lines: 6, name: Ann }
`),
    ).toEqual(['a.yaml:6:36: no entry of the section knows meetingid']);
  });

  it('is faulted where a handle stands twice, and told where it stood first', () => {
    expect(
      faultsOf(`  - defaults: { document: minutes }
    entries:
      - { entry: person, handle: ann, lines: 6, name: Ann }
      - { entry: person, handle: ann, lines: 7, name: Ann }
`),
    ).toEqual(['a.yaml:9:9: the handle ann stands at line 8 already']);
  });

  it('is faulted where an entry has no source, no thing that it is about, or lines of no document', () => {
    expect(
      faultsOf(`  - entries:
      - { entry: person, handle: ann, name: Ann }
      - { entry: completion, handle: done, document: minutes, lines: 6 }
      - { entry: person, handle: bob, lines: 6, name: Bob }
`),
    ).toEqual([
      'a.yaml:7:9: needs its lines, or other sources',
      'a.yaml:8:9: completion stands under another entry: say which',
      'a.yaml:9:9: lines need a document',
    ]);
  });

  it('takes what an amended entry should have said as an entry of its own form', () => {
    const [, amendment] = entriesOf(`  - defaults: { document: minutes, statedOn: 2014-03-13 }
    entries:
      - { entry: person, handle: ann, lines: 6, name: An Other }
      - { entry: amendment, handle: spelt, under: ann, lines: 9, kind: transcription-error, instead: { entry: person, lines: 6, name: Ann Other } }
`);
    expect(amendment?.instead).toMatchObject({
      handle: 'spelt',
      body: { name: 'Ann Other' },
      envelope: { document: 'minutes', lines: [{ from: 6, to: 6 }] },
    });
    // No default of the section is taken: what is left out stays as it was.
    expect(amendment?.instead?.envelope.statedOn).toBeUndefined();
  });

  it('is faulted where an amendment says something that no entry of that kind has, or names an entry of its own', () => {
    expect(
      faultsOf(`  - defaults: { document: minutes, lines: 6 }
    entries:
      - { entry: person, handle: ann, name: An Other }
      - { entry: amendment, handle: a, under: ann, kind: transcription-error, instead: { entry: person, nmae: Ann } }
      - { entry: amendment, handle: b, under: ann, kind: transcription-error, instead: { entry: person, handle: bob, name: Ann } }
`),
    ).toEqual([
      expect.stringMatching(/^a\.yaml:9:\d+: /) as string,
      expect.stringMatching(/unknown field nmae$/) as string,
      expect.stringMatching(/^a\.yaml:10:\d+: unknown field handle$/) as string,
    ]);
  });

  it('is faulted where it is no YAML, with line and column', () => {
    expect(faultsOf('  - entries: [{ entry: person', 'throughline: 1\nsections:\n')[0]).toMatch(/^a\.yaml:3:\d+: /);
  });

  it('reports every fault, not the first alone', () => {
    expect(
      faultsOf(`  - defaults: { document: minutes }
    entries:
      - { entry: persn, handle: ann, lines: 6, name: Ann }
      - { entry: person, handle: bob, lines: 9-7, name: Bob }
      - { entry: person, handle: Cid, lines: 6, name: Cid }
`),
    ).toHaveLength(3);
  });
});
