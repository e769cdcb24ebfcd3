import type { Format } from './format.js';
import { pictureIn, type Picture, type PictureEdge, type PictureNode } from './structure-picture.js';

/** A structure as a Mermaid flowchart. */
export const MERMAID: Format = {
  name: 'mermaid',
  types: ['text/vnd.mermaid', 'text/plain'],
  about: 'The structure as a Mermaid flowchart: what is planned is dotted, what is denied ends with a cross.',
  is: 'rendering',
  render: (answer) => mermaid(pictureIn(answer)),
};

export function mermaid({ title, nodes, edges }: Picture): string {
  const keys = new Map(nodes.map(({ key }, i) => [key, `n${i}`]));
  const key = (of: string) => keys.get(of) as string;
  const denied = edges.flatMap((edge, i) => (edge.denied ? [i] : []));
  return [
    'flowchart BT',
    `  accTitle: ${escaped(title)}`,
    ...nodes.map((node) => `  ${key(node.key)}${shape(node)}${node.style === 'in-force' ? '' : `:::${node.style}`}`),
    ...edges.map((edge) => `  ${key(edge.from)} ${arrow(edge)}|"${escaped(label(edge))}"| ${key(edge.to)}`),
    '  classDef planned stroke-dasharray: 6 4',
    '  classDef unknown stroke-dasharray: 2 4',
    ...(denied.length > 0 ? [`  linkStyle ${denied.join(',')} stroke:#b00020`] : []),
    '',
  ].join('\n');
}

const SHAPES: Readonly<Record<PictureNode['shape'], readonly [string, string]>> = {
  body: ['["', '"]'],
  class: ['[["', '"]]'],
  organisation: ['(["', '"])'],
};

function shape({ shape: of, name, about }: PictureNode): string {
  const [open, close] = SHAPES[of];
  return `${open}${[name, about].filter(Boolean).map(escaped).join('<br/>')}${close}`;
}

const label = ({ label: words, style }: PictureEdge): string => (style === 'in-force' ? words : `${words} (${style})`);

/** Dotted where it is planned or not known; with a cross where it is denied. */
const arrow = ({ style, denied, directed }: PictureEdge): string =>
  `${style === 'in-force' ? '--' : '-.-'}${denied ? 'x' : directed ? '>' : style === 'in-force' ? '-' : ''}`;

/** Whatever could mean something to Mermaid or to a page stands as the number of its character. */
const escaped = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/[^\p{L}\p{M}\p{N} .,'()/-]/gu, (character) => `#${character.codePointAt(0)};`);
