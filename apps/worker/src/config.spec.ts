import { readConfig } from './config.js';

const needed = { ESDB_URL: 'esdb://log:2113', MONGODB_URL: 'mongodb://mongo:27017' };

describe('the configuration of a worker', () => {
  it('brings all read models along, and keeps a lease for ten seconds, unless it is told otherwise', () => {
    expect(readConfig(needed)).toEqual({
      servers: {
        log: { url: 'esdb://log:2113', prefix: 'throughline' },
        documents: { url: 'mongodb://mongo:27017', database: 'throughline' },
        keys: { url: 'mongodb://mongo:27017', database: 'throughline-keys' },
      },
      leaseMs: 10_000,
      port: 3001,
      host: '127.0.0.1',
      logLevel: 'info',
    });
  });

  it('may be for some of them', () => {
    const { only, leaseMs } = readConfig({ ...needed, PROJECTIONS: 'actions, key-destruction', LEASE_SECONDS: '2.5' });
    expect([only, leaseMs]).toEqual([['actions', 'key-destruction'], 2_500]);
  });

  it('knows the names of what there is to bring along', () => {
    expect(() => readConfig({ ...needed, PROJECTIONS: 'actions,horoscopes' })).toThrow(/PROJECTIONS: .*people/);
  });

  it('names everything that is missing or faulty at once', () => {
    expect(() => readConfig({ STACK: 'embedded', LEASE_SECONDS: '0' })).toThrow(/LEASE_SECONDS.*ESDB_URL.*MONGODB_URL/);
    expect(() => readConfig({ STACK: 'embedded' })).toThrow('STACK: a worker is for the distributed stack');
  });
});
