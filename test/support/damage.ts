import { DatabaseSync } from '@photostructure/sqlite';

/** Other names for the fields of documents whose ids are like that, behind the back of whoever keeps the file. */
export function damageDocuments(file: string, like: string): void {
  const documents = new DatabaseSync(file);
  documents.exec(`UPDATE documents SET json = replace(json, '{"', '{"x') WHERE id LIKE '${like}'`);
  documents.close();
}
