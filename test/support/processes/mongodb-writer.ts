import type { Generation, Mark, Write } from '@app/eventing';
import { MongoConnection, MongoDocuments } from '@app/mongodb';

// A process that claims a generation, says so, commits when it is told what, and says when it is done.
const [url = '', database = ''] = process.argv.slice(2);

async function write(g: Generation): Promise<void> {
  const documents = new MongoDocuments(await MongoConnection.open({ url }), database);
  const lease = await documents.claim(g);
  process.on('message', ({ writes, through }: { writes: readonly Write[]; through: Mark }) => {
    void documents.commit(lease, writes, through).then(() => process.send!('done'));
  });
  process.send!('claimed');
}
process.once('message', ({ claim }: { claim: Generation }) => void write(claim));
