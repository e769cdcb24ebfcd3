import { MongoConnection, MongoKeys } from '@app/mongodb';

// A process that hands out keys, as many as it is told each time.
const [url = '', database = ''] = process.argv.slice(2);

async function handOut(): Promise<void> {
  const keys = await MongoKeys.open(await MongoConnection.open({ url }), database);
  process.on('message', (count: number) => {
    void Promise.all(Array.from({ length: count }, async () => keys.next())).then((ids) => process.send!(ids));
  });
  process.send!('ready');
}
void handOut();
