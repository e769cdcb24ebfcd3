/** NFC, with every run of white space (no-break spaces and line ends too) as one space, and none at either end. */
export const foldSpace = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/** What two names must share to be the same name: `foldSpace`, and capitals do not count. */
export const foldName = (name: string): string => foldSpace(name).toLowerCase();
