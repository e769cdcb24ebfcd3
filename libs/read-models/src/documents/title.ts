import type { DocumentFiled, Fact } from '@app/domain';
import type { Seen } from '../query/things.js';

type Filed = (typeof DocumentFiled)['data']['_zod']['output'];

/** What a document is called where it is cited. */
export function documentTitle({ facts }: Seen): { title: string } | undefined {
  const filed = facts.find((fact: Fact) => fact.type === 'DocumentFiled' && !fact.withdrawn);
  return filed && { title: (filed.data as Filed).title };
}
