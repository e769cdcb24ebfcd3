import type { Format } from './format.js';

export const NDJSON: Format = {
  name: 'ndjson',
  types: ['application/x-ndjson', 'application/ndjson'],
  about: 'The items of the whole list, each as JSON on a line of its own.',
  is: 'rows',
  rowsOf: () => ({
    head: '',
    lines: ({ items = [] }) => items.map((item) => `${JSON.stringify(item)}\n`).join(''),
  }),
};
