import { MongoClient } from 'mongodb';
import { describeWithMongo, ownDatabase } from './server.js';

describeWithMongo('the server that the tests found', (server) => {
  it('answers at its address, and keeps what it is given', async () => {
    const client = new MongoClient(server.url);
    try {
      const database = client.db(ownDatabase());
      await database.collection('things').insertOne({ name: 'spade' });
      expect(await database.collection('things').countDocuments({ name: 'spade' })).toBe(1);
      await database.dropDatabase();
    } finally {
      await client.close();
    }
  });

  it('says what it is', () => {
    expect(server.version).toMatch(/^\d+\.\d+/);
    expect(['mongodb', 'ferretdb']).toContain(server.kind);
  });
});
