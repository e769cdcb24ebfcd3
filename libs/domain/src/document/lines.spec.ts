import fc from 'fast-check';
import { foldName, foldSpace } from '../folding.js';
import { linesOf, quoteMatches } from './lines.js';

describe('the lines of a text', () => {
  it.each([
    ['end at LF', 'one\ntwo\n', ['one', 'two']],
    ['count a last one without LF', 'one\ntwo', ['one', 'two']],
    ['count a last one of white space without LF', 'one\n ', ['one', ' ']],
    ['count blank ones', '\none\n\n', ['', 'one', '']],
    ['keep their CR', 'one\r\ntwo\r\n', ['one\r', 'two\r']],
    ['do not end at other separators', 'one\u2028two\u0085three\ftwo\n', ['one\u2028two\u0085three\ftwo']],
    ['are none of nothing', '', []],
  ])('%s', (_, text, lines) => {
    expect(linesOf(text)).toEqual(lines);
  });

  it('give the text back when they are joined, but for a last LF', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\r') }), (text) => {
        const joined = linesOf(text)
          .map((line) => `${line}\n`)
          .join('');
        expect([text, `${text}\n`]).toContain(joined);
      }),
    );
  });
});

describe('a quote', () => {
  const printed = ['· Think Tank – Social\u00a0Policy ', '· Mapping – what’s out there'];

  it.each([
    ['word for word', '· Mapping – what’s out there'],
    ['with plain spaces for no-break ones', 'Social Policy'],
    ['with no-break spaces, thin and ideographic, for plain ones', '·\u202fThink\u2009Tank\u3000–'],
    ['across a line end', 'Social Policy · Mapping'],
    ['with line ends and tabs of its own', 'Think\n\tTank'],
    ['with space around it', '  Think Tank '],
  ])('matches %s', (_, quote) => {
    expect(quoteMatches(printed, quote)).toBe(true);
  });

  it.each([
    ['in other capitals', 'think tank'],
    ['with another dash', 'Mapping - what’s'],
    ['with a straight apostrophe', "what's"],
    ['with a space where none is printed', 'Map ping'],
    ['without a space where one is printed', 'ThinkTank'],
    ['in another order', 'Mapping · Think Tank'],
    ['of nothing but space', ' \u00a0'],
  ])('does not match %s', (_, quote) => {
    expect(quoteMatches(printed, quote)).toBe(false);
  });

  it('matches letters whether or not their accents are composed', () => {
    expect(quoteMatches(['Caf\u00e9'], 'Cafe\u0301')).toBe(true);
    expect(quoteMatches(['Cafe\u0301'], 'Caf\u00e9')).toBe(true);
    expect(quoteMatches(['Cafe'], 'Caf\u00e9')).toBe(false);
  });

  it('matches every passage of the lines that is not blank', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\u00a0', '\t') })),
        fc.nat(),
        fc.nat(),
        (lines, i, n) => {
          const text = lines.join('\n');
          const passage = text.slice(i % (text.length + 1)).slice(0, n);
          expect(quoteMatches(lines, passage)).toBe(foldSpace(passage) !== '');
        },
      ),
    );
  });
});

describe('names', () => {
  it('are the same whatever their capitals, spaces and composed accents', () => {
    expect(foldName(' Health  and\u00a0Wellbeing BOARD')).toBe(foldName('Health and Wellbeing Board'));
    expect(foldName('CAFE\u0301 Board')).toBe(foldName('caf\u00e9 board'));
    expect(foldName('Health & Wellbeing Board')).not.toBe(foldName('Health and Wellbeing Board'));
  });
});
