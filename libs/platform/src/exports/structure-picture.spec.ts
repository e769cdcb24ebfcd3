import { mermaid, MERMAID } from './mermaid.js';
import { pictureOf, type Picture, type PictureEdge, type PictureNode } from './structure-picture.js';
import { svg } from './svg.js';

type Drawable = Parameters<typeof pictureOf>[0];
const unknown = { value: 'unknown', status: 'in-force' };

const body = (id: string, more: object = {}) => ({
  id,
  name: id,
  kind: 'board',
  status: 'in-force',
  phases: { operating: unknown, legal: unknown },
  ...more,
});
const relation = (from: string, to: string, more: object = {}) => ({
  type: 'reportsTo',
  from: { kind: 'body', id: from },
  to: { kind: 'body', id: to },
  denied: false,
  status: 'in-force',
  ...more,
});
const structure = (of: object): Drawable =>
  ({
    bodies: [], organisations: [], relations: [], denials: [], temporal: { effectiveAt: '2012-03-01' }, ...of,
  }); // prettier-ignore

describe('the picture of a structure', () => {
  it('has bodies with their phases, organisations, and relations in words', () => {
    const shadow = {
      operating: { value: 'shadow', status: 'in-force' },
      legal: { value: 'statutory', status: 'planned' },
    };
    const picture = pictureOf(
      structure({
        bodies: [body('HWBB', { phases: shadow }), body('One', { memberOf: 'All' }), body('All', { kind: 'class' })],
        organisations: [{ id: 'council', name: 'City Council' }],
        relations: [relation('HWBB', 'council', { to: { kind: 'organisation', id: 'council' } })],
        denials: [relation('One', 'HWBB', { denied: true, type: 'holdsToAccount' })],
      }),
    );
    expect(picture.title).toBe('The structure on 2012-03-01');
    expect(picture.nodes.map(({ name, shape, about }) => [name, shape, about])).toEqual([
      ['HWBB', 'body', 'shadow, statutory (planned)'],
      ['One', 'body', ''],
      ['All', 'class', ''],
      ['City Council', 'organisation', ''],
    ]);
    expect(picture.edges.map(({ from, to, label, denied }) => [from, label, to, denied])).toEqual([
      ['One', 'one of', 'All', false],
      ['HWBB', 'reports to', 'council', false],
      ['One', 'does not hold to account', 'HWBB', true],
    ]);
  });

  it('keeps a body that is to end by a plan, and says so', () => {
    const plannedEnd = { on: { edtf: '2012-02' }, restructureId: 'restructure', certainty: 'fact', event: 'event' };
    const { nodes } = pictureOf(structure({ bodies: [body('Old Board', { plannedEnd })] }));
    expect(nodes).toMatchObject([{ name: 'Old Board', style: 'in-force', about: 'to end' }]);
  });

  it('draws what is planned, to come or not known as such', () => {
    const statuses = ['in-force', 'planned', 'not-yet', 'unknown'];
    const { nodes } = pictureOf(structure({ bodies: statuses.map((status) => body(status, { status })) }));
    expect(nodes.map(({ style, about }) => [style, about])).toEqual([
      ['in-force', ''],
      ['planned', 'planned'],
      ['planned', 'not-yet'],
      ['unknown', 'unknown'],
    ]);
  });

  it('says what it leaves out of a large structure, and keeps bodies that stand in relations', () => {
    const bodies = Array.from({ length: 2_000 }, (_, i) => body(`b${i}`));
    const picture = pictureOf(structure({ bodies, relations: [relation('b1998', 'b1999')] }));
    expect(picture.nodes.length).toBe(150);
    expect(picture.edges).toMatchObject([{ from: 'b1998', to: 'b1999' }]);
    expect(picture.title).toBe('The structure on 2012-03-01; 1850 bodies are left out');
  });
});

const node = (key: string, more: Partial<PictureNode> = {}): PictureNode => ({
  key,
  shape: 'body',
  style: 'in-force',
  name: key,
  about: '',
  ...more,
});
const edge = (more: Partial<PictureEdge> = {}): PictureEdge => ({
  from: 'a',
  to: 'b',
  label: 'part of',
  style: 'in-force',
  denied: false,
  directed: true,
  ...more,
});
const picture = (more: Partial<Picture>): Picture => ({
  title: 'T',
  nodes: [node('a'), node('b')],
  edges: [],
  ...more,
});

const NASTY =
  '"]]; click n0 "javascript:alert(1)" %%{init: {}}%% <script>alert(1)</script> & \\N \u0007 #quot; O’Neill';

describe('a structure in Mermaid', () => {
  it('shows bodies and relations', () => {
    expect(mermaid(picture({ nodes: [node('a', { about: 'shadow' }), node('b')], edges: [edge()] }))).toBe(
      [
        'flowchart BT',
        '  accTitle: T',
        '  n0["a<br/>shadow"]',
        '  n1["b"]',
        '  n0 -->|"part of"| n1',
        '  classDef planned stroke-dasharray: 6 4',
        '  classDef unknown stroke-dasharray: 2 4',
        '',
      ].join('\n'),
    );
  });

  it('dots what is planned, and crosses what is denied', () => {
    const text = mermaid(
      picture({
        nodes: [node('a', { style: 'planned' }), node('b', { shape: 'organisation' })],
        edges: [
          edge(),
          edge({ style: 'planned' }),
          edge({ denied: true, label: 'not part of' }),
          edge({ directed: false }),
        ],
      }),
    );
    expect(text).toContain('n0["a"]:::planned');
    expect(text).toContain('n1(["b"])');
    expect(text).toContain('n0 -.->|"part of #40;planned#41;"| n1'.replace('#40;', '(').replace('#41;', ')'));
    expect(text).toContain('n0 --x|"not part of"| n1');
    expect(text).toContain('n0 ---|"part of"| n1');
    expect(text).toContain('linkStyle 2 stroke:#b00020');
  });

  it('lets no name say anything to Mermaid or to a page', () => {
    const lines = mermaid(picture({ nodes: [node('a', { name: NASTY })] })).split('\n');
    expect(lines.length).toBe(6);
    expect(lines[2]).toMatch(/^ {2}n0\["[\p{L}\p{N} .,'()/-]*(#\d+;[\p{L}\p{N} .,'()/-]*)*"\]$/u);
    expect(lines[2]).toContain('#60;script#62;');
  });

  it('is plain text to whoever wants that', () => {
    expect(MERMAID.types).toEqual(['text/vnd.mermaid', 'text/plain']);
  });
});

describe('a structure as SVG', () => {
  it('is a picture with the names, dashed where it is planned and barred where it is denied', async () => {
    const drawn = await svg(
      picture({
        nodes: [node('a', { style: 'planned' }), node('b')],
        edges: [edge({ denied: true, label: 'not part of' })],
      }),
    );
    expect(drawn).toMatch(/<svg [^>]*>/);
    expect(drawn).toContain('>a</text>');
    expect(drawn).toContain('>not part of</text>');
    expect(drawn).toContain('stroke-dasharray');
    expect(drawn).toContain('#b00020');
  });

  it('holds no script, no link and no markup of a name, which stands there as it is', async () => {
    const drawn = await svg(
      picture({ title: NASTY, nodes: [node('a', { name: NASTY, about: '<b>x</b>' }), node('b')] }),
    );
    const tags = new Set([...drawn.matchAll(/<\/?([a-z:]+)/gi)].map(([, tag]) => tag));
    expect([...tags].sort()).toEqual(['g', 'polygon', 'svg', 'text', 'title']);
    expect(drawn).not.toMatch(/xlink:href|\son\w+=/);
    expect(drawn).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(drawn).toContain('\\N');
    expect(drawn).toContain('O’Neill');
  });

  it('takes a name that looks like a label of Graphviz for a name', async () => {
    expect(await svg(picture({ nodes: [node('a', { name: '<<b>bold</b>>' })] }))).toContain(
      '&lt;&lt;b&gt;bold&lt;/b&gt;&gt;',
    );
  });
});
