import { createHash } from 'node:crypto';
import { Archive, look } from '../../../../test/support/archive.js';

describe('documents', () => {
  let archive: Archive;
  beforeEach(async () => {
    archive = await Archive.open();
  });
  afterEach(() => archive.close());

  const digest = (text: string) => createHash('sha256').update(text).digest('hex');
  const file = (text: string, parts = 1) =>
    archive.thing('document', 'FileDocument', {
      title: 'Minutes',
      digest: digest(text),
      lineCount: text.split('\n').length - 1,
      parts,
    });
  const part = (id: string, n: number, text: string) =>
    archive.record('document', 'FileDocumentText', { part: n, text }, { id, target: id });

  it('say whether their text is on file, and give its lines once it is', async () => {
    const id = await file('one\ntwo\nthree\n', 2);
    await part(id, 2, 'o\nthree\n');
    const missing = await archive.ask('GetDocumentLines', { id });
    expect([look(missing, 'lines'), look(missing, 'missing.lines.status')]).toEqual([[], 'not-recorded']);
    await part(id, 1, 'one\ntw');
    expect((await archive.ask('GetDocument', { id }))['textFiled']).toBe(true);
    const lines = await archive.ask('GetDocumentLines', { id }, { from: '2', to: '3' });
    expect(lines['lines']).toEqual([
      { line: 2, text: 'two' },
      { line: 3, text: 'three' },
    ]);
    expect((await archive.ask('GetDocumentText', { id }, { part: '2' }))['text']).toBe('o\nthree\n');
  });

  it('say why there are no lines where their text ends before', async () => {
    const id = await file('one\n');
    await part(id, 1, 'one\n');
    const beyond = await archive.ask('GetDocumentLines', { id }, { from: '2' });
    expect(look(beyond, 'missing.lines.reason')).toBe('The document has no such lines; the last is 1.');
  });

  it('do not open a line that looks like a sealed value', async () => {
    const other = await archive.thing('action', 'RecordAction', { kind: 'action', text: 'a secret' });
    const [stored] = await archive.stored('action', other);
    const token = (JSON.parse(stored?.data ?? '') as { text: string }).text;
    const id = await file(`${token}\n`);
    await part(id, 1, `${token}\n`);
    expect(look(await archive.ask('GetDocumentLines', { id }), 'lines.*.text')).toEqual([token]);
  });

  it('name their titles once in every answer that cites them', async () => {
    const id = await file('one\n');
    const sources = [{ documentId: id, lines: { from: 1, to: 1 } }];
    await archive.thing('action', 'RecordAction', { kind: 'action', text: 'Plan' }, { on: '2019-01-10', sources });
    expect(look(await archive.ask('ListActions'), `named.documents.${id}`)).toEqual({ title: 'Minutes' });
  });
});
