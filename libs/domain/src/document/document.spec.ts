import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { fold } from '../decider.js';
import { amended, factsFrom, given, happened, idOf, type Happened } from '../testing/given.js';
import { DocumentAttributed, DocumentFiled, DocumentTextFiled, MAX_PART_BYTES } from './document.events.js';
import { dates, play, secondThoughts, statesOf, type Step } from '../testing/history.js';
import { documentAggregate } from './document.js';
import { linesOf } from './lines.js';

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
const TEXT = 'Present: A Other\nApologies: O Nym\n\n ';
const [FIRST, SECOND] = [TEXT.slice(0, 20), TEXT.slice(20)];

const paper = (text: string, more: object = {}) => ({
  title: 'Minutes',
  digest: sha256(text),
  lineCount: linesOf(text).length,
  parts: 2,
  ...more,
});
const filed = (more: object = {}) => happened(DocumentFiled, paper(TEXT, more), { as: 'filing' });
const part = (n: number, text: string) => happened(DocumentTextFiled, { part: n, text }, { as: `part ${n}` });
const stateOf = (...past: Happened[]) => fold(documentAggregate, factsFrom('document', past));

describe('filing a document', () => {
  it('records what the paper is, and what its text must be', () => {
    const minutes = paper(TEXT, { date: '2011-11', status: 'Draft', byteCount: TEXT.length, fileName: 'minutes.txt' });
    given(documentAggregate)
      .when('FileDocument', minutes)
      .thenRecords(DocumentFiled, { ...minutes, date: { edtf: '2011-11' } });
  });

  it('is refused a second time', () => {
    given(documentAggregate, [filed()])
      .when('FileDocument', paper(TEXT))
      .thenRefuses('already-exists', { evidence: ['filing'] });
  });

  it.each([
    ['capitals', sha256(TEXT).toUpperCase()],
    ['another digest', createHash('md5').update(TEXT).digest('hex')],
  ])('takes no digest in %s', (_, digest) => {
    expect(DocumentFiled.data.safeParse(paper(TEXT, { digest })).success).toBe(false);
  });
});

describe('filing the text', () => {
  it('records part after part, in any order', () => {
    given(documentAggregate, [filed()])
      .when('FileDocumentText', { part: 2, text: SECOND })
      .thenRecords(DocumentTextFiled, { part: 2 });
    given(documentAggregate, [filed(), part(2, SECOND)])
      .when('FileDocumentText', { part: 1, text: FIRST })
      .thenRecords(DocumentTextFiled, { part: 1, text: FIRST });
  });

  it('is refused for a document that is not there', () => {
    given(documentAggregate).when('FileDocumentText', { part: 1, text: FIRST }).thenRefuses('not-found');
  });

  it('is refused for a part that is on file', () => {
    given(documentAggregate, [filed(), part(1, FIRST)])
      .when('FileDocumentText', { part: 1, text: FIRST })
      .thenRefuses('part-filed', { evidence: ['part 1'] });
  });

  it('is refused for a part beyond the number that the document is to have', () => {
    given(documentAggregate, [filed()])
      .when('FileDocumentText', { part: 3, text: 'x' })
      .thenRefuses('part-out-of-range', { evidence: ['filing'], pointers: ['/part'], details: { parts: 2 } });
  });

  it('is refused with the last part when the whole has another digest', () => {
    const text = SECOND.replace('Nym', 'Nim');
    given(documentAggregate, [filed(), part(1, FIRST)])
      .when('FileDocumentText', { part: 2, text })
      .thenRefuses('digest-mismatch', {
        evidence: ['filing'],
        details: { filed: sha256(TEXT), actual: sha256(FIRST + text) },
      });
  });

  it('is not compared before the last part, when nothing can be told', () => {
    given(documentAggregate, [filed()])
      .when('FileDocumentText', { part: 1, text: 'wrong' })
      .thenRecords(DocumentTextFiled);
  });

  it('is refused with the last part when the whole has another number of lines', () => {
    given(documentAggregate, [filed({ lineCount: 3 }), part(1, FIRST)])
      .when('FileDocumentText', { part: 2, text: SECOND })
      .thenRefuses('line-count-mismatch', { evidence: ['filing'], details: { filed: 3, actual: 4 } });
  });

  it('is refused with the last part when the whole has another number of bytes in UTF-8', () => {
    const text = 'naïve\n';
    given(documentAggregate, [happened(DocumentFiled, paper(text, { parts: 1, byteCount: 6 }), { as: 'filing' })])
      .when('FileDocumentText', { part: 1, text })
      .thenRefuses('byte-count-mismatch', { evidence: ['filing'], details: { filed: 6, actual: 7 } });
    given(documentAggregate, [happened(DocumentFiled, paper(text, { parts: 1, byteCount: 7 }))])
      .when('FileDocumentText', { part: 1, text })
      .thenRecords(DocumentTextFiled);
  });

  it('takes parts of 512 KiB of UTF-8 and no longer ones', () => {
    const takes = (text: string) => DocumentTextFiled.data.safeParse({ part: 1, text }).success;
    expect(takes('x'.repeat(MAX_PART_BYTES))).toBe(true);
    expect(takes('x'.repeat(MAX_PART_BYTES + 1))).toBe(false);
    expect(takes(`${'é'.repeat(MAX_PART_BYTES / 2 - 1)}xx`)).toBe(true);
    expect(takes('é'.repeat(MAX_PART_BYTES / 2 + 1))).toBe(false);
  });

  it('takes no part that breaks off within a character', () => {
    expect(DocumentTextFiled.data.safeParse({ part: 1, text: '😀' }).success).toBe(true);
    expect(DocumentTextFiled.data.safeParse({ part: 1, text: '😀'.slice(0, 1) }).success).toBe(false);
  });
});

describe('the text', () => {
  it('counts as filed when all parts are there, and not before', () => {
    expect(stateOf(filed(), part(2, SECOND)).lines).toBeUndefined();
    expect(stateOf(filed(), part(2, SECOND), part(1, FIRST)).lines).toEqual([
      'Present: A Other',
      'Apologies: O Nym',
      '',
      ' ',
    ]);
  });

  it('comes out as it went in, however it was cut and in whatever order it came', () => {
    const cut = fc.tuple(
      fc.array(fc.string({ minLength: 1, unit: fc.constantFrom('a', 'é', '\n', '😀') }), {
        minLength: 1,
        maxLength: 6,
      }),
      fc.nat(),
    );
    fc.assert(
      fc.property(cut, ([texts, turn]) => {
        const text = texts.join('');
        const past: Happened[] = [happened(DocumentFiled, paper(text, { parts: texts.length }))];
        const order = texts.map((_, i) => (i + turn) % texts.length);
        for (const i of order) {
          const body = { part: i + 1, text: texts[i] };
          given(documentAggregate, past).when('FileDocumentText', body).thenRecords(DocumentTextFiled);
          past.push(happened(DocumentTextFiled, body));
        }
        expect(stateOf(...past).lines).toEqual(linesOf(text));
      }),
    );
  });
});

describe('amending a document', () => {
  const amend = (past: Happened[], data: object, member = '0') =>
    given(documentAggregate, past).when(
      'AmendFact',
      { kind: 'transcription-error', replacement: { data } },
      { member },
    );

  it('is refused for its digest', () => {
    amend([filed()], paper('another text\n')).thenRefuses('field-is-fixed', {
      evidence: ['filing'],
      pointers: ['/replacement/data/digest'],
    });
  });

  it('is recorded for its title, with the text on file', () => {
    const { decision } = amend(
      [filed(), part(1, FIRST), part(2, SECOND)],
      paper(TEXT, { title: 'Minutes of 9 November' }),
    );
    expect(decision.ok).toBe(true);
  });

  it('is refused where the text on file has another number of lines', () => {
    amend([filed(), part(1, FIRST), part(2, SECOND)], paper(TEXT, { lineCount: 5 })).thenRefuses(
      'line-count-mismatch',
      {
        evidence: ['part 1', 'part 2'],
      },
    );
  });

  it('is recorded for a number of lines that kept the last part out', () => {
    expect(amend([filed({ lineCount: 5 }), part(1, FIRST)], paper(TEXT)).decision.ok).toBe(true);
  });

  it.each([1, 3])('is refused for %i parts where the text is whole in two', (parts) => {
    amend([filed(), part(1, FIRST), part(2, SECOND)], paper(TEXT, { parts })).thenRefuses('part-out-of-range', {
      evidence: parts === 1 ? ['part 2'] : ['part 1', 'part 2'],
      pointers: ['/replacement/data/parts'],
    });
  });

  it('is refused for a part of the text', () => {
    amend([filed(), part(1, FIRST)], { part: 1, text: 'other' }, '1').thenRefuses('not-amendable', {
      evidence: ['part 1'],
    });
  });

  it('shows in the state', () => {
    const renamed = amended('filing', { data: paper(TEXT, { title: 'Minutes, draft' }) });
    expect(stateOf(filed(), renamed).filed?.data.title).toBe('Minutes, draft');
  });
});

describe('attributing a document', () => {
  const author = { kind: 'unresolved', text: 'JB', resolution: 'none' };

  it('names a party, for the whole or for lines', () => {
    given(documentAggregate, [filed()])
      .when('AttributeDocument', { to: author, as: 'note-taker', lines: { from: 2, to: 4 } })
      .thenRecords(DocumentAttributed, { to: author, as: 'note-taker', lines: { from: 2, to: 4 } });
  });

  it('may say that the document names nobody', () => {
    given(documentAggregate, [filed()])
      .when('AttributeDocument', { to: null, as: 'author' })
      .thenRecords(DocumentAttributed, { to: null, as: 'author' });
  });

  it('is refused for lines that the document does not have', () => {
    given(documentAggregate, [filed()])
      .when('AttributeDocument', { to: author, as: 'author', lines: { from: 4, to: 5 } })
      .thenRefuses('lines-out-of-range', { evidence: ['filing'], pointers: ['/lines'], details: { lineCount: 4 } });
  });

  it('is refused for a person who is not on record', () => {
    const nobody = { kind: 'person', id: idOf('nobody'), text: 'A Other', resolution: 'declared' };
    given(documentAggregate, [filed()])
      .when('AttributeDocument', { to: nobody, as: 'author' })
      .thenRefuses('unknown-reference', { pointers: ['/to/id'] });
  });
});

it('whatever is filed and amended, a text is whole only as the one whose digest was filed', () => {
  const payload = fc.record({ lineCount: fc.integer({ min: 3, max: 5 }), parts: fc.integer({ min: 1, max: 3 }) });
  const filing = fc.record({
    name: fc.constant('FileDocument'),
    body: payload.map((more) => paper(TEXT, more)),
    around: dates,
  });
  const part = fc.record({ part: fc.integer({ min: 1, max: 3 }), text: fc.constantFrom(FIRST, SECOND, TEXT) });
  const texting = fc.record({ name: fc.constant('FileDocumentText'), body: part });
  const thoughts = secondThoughts(payload.map((more) => paper(TEXT, more)));
  fc.assert(
    fc.property(
      filing,
      fc.array(fc.oneof<fc.Arbitrary<Step>[]>(texting, thoughts), { maxLength: 12, size: 'max' }),
      (first, steps) => {
        const events = play(documentAggregate, [first, ...steps]);
        for (const { lines, lineCount, parts } of statesOf(documentAggregate, events)) {
          if (lines === undefined) continue;
          expect(
            [...parts.keys()]
              .sort()
              .map((n) => parts.get(n)?.data.text)
              .join(''),
          ).toBe(TEXT);
          expect([lines, lineCount]).toEqual([linesOf(TEXT), 4]);
        }
      },
    ),
  );
});
