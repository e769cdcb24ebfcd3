import { instance, type Graph as Dot, type Viz } from '@viz-js/viz';
import type { Format } from './format.js';
import { pictureIn, type Picture, type PictureEdge, type PictureNode } from './structure-picture.js';

/** A structure as a picture, laid out by Graphviz; it holds no script, no link and nothing from elsewhere. */
export const SVG: Format = {
  name: 'svg',
  types: ['image/svg+xml'],
  about: 'The structure as a picture: what is planned is dashed, what is denied is red and ends with a bar.',
  is: 'rendering',
  render: (answer) => svg(pictureIn(answer)),
};

let graphviz: Promise<Viz> | undefined;

export async function svg(picture: Picture): Promise<string> {
  graphviz ??= instance();
  return (await graphviz).renderString(dotOf(picture), { format: 'svg' });
}

/** With more relations than these a careful layout takes many seconds; a rough one takes less than one. */
const MANY = 80;
const ROUGH = { splines: 'line', nslimit: 0.5, nslimit1: 0.5, mclimit: 0.1 };

/** Labels are given as values, never as a text in Graphviz's own language, and none of them as HTML. */
const dotOf = ({ title, nodes, edges }: Picture): Dot => ({
  directed: true,
  graphAttributes: {
    label: words(title),
    rankdir: 'BT',
    fontname: FONT,
    fontsize: 11,
    pad: 0.3,
    ...(edges.length > MANY && ROUGH),
  },
  nodeAttributes: { fontname: FONT, fontsize: 12, margin: '0.15,0.08' },
  edgeAttributes: { fontname: FONT, fontsize: 9, arrowsize: 0.7 },
  nodes: nodes.map((node) => ({ name: node.key, attributes: nodeAttributes(node) })),
  edges: edges.map((edge) => ({
    tail: edge.from,
    head: edge.to,
    attributes: edgeAttributes(edge, edges.length > MANY),
  })),
});

const FONT = 'Arial';
const DRAWN = { 'in-force': 'solid', planned: 'dashed', unknown: 'dotted' } as const;

function nodeAttributes({ shape, style, name, about }: PictureNode) {
  const label = [name, about].filter(Boolean).map(words).join('\\n');
  const round = shape === 'organisation' ? ',rounded' : '';
  const peripheries = shape === 'class' ? 2 : 1;
  return { label, shape: 'box', style: `${DRAWN[style]}${round}`, peripheries };
}

function edgeAttributes({ label, style, denied, directed }: PictureEdge, isRough: boolean) {
  return {
    [isRough ? 'xlabel' : 'label']: words(style === 'in-force' ? label : `${label} (${style})`),
    style: DRAWN[style],
    arrowhead: denied ? 'tee' : directed ? 'normal' : 'none',
    ...(denied && { color: '#b00020', fontcolor: '#b00020' }),
  };
}

/** A backslash begins an escape in a label; control characters may not stand in XML. */
const words = (text: string): string =>
  text
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u001f\u007f\ufffe\uffff\s]+/g, ' ')
    .replaceAll('\\', '\\\\');
