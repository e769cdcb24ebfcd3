import { readConfig } from './config.js';

describe('the configuration', () => {
  it('has a default for everything', () => {
    expect(readConfig({}, [])).toEqual({
      port: 3000,
      host: '127.0.0.1',
      stack: { kind: 'embedded', folder: './data', create: true },
      dataDir: './data',
      examplesDir: './examples',
      logLevel: 'info',
    });
  });

  it('is read from the environment', () => {
    const environment = { PORT: '8080', HOST: '::1', DATA_DIR: '/srv/record', LOG_LEVEL: 'warn' };
    expect(readConfig(environment, [])).toMatchObject({
      port: 8080,
      host: '::1',
      dataDir: '/srv/record',
      logLevel: 'warn',
    });
  });

  it('takes what is set to nothing as not set', () => {
    expect(readConfig({ PORT: '' }, []).port).toBe(3000);
  });

  it('leaves the examples out with --empty', () => {
    expect(readConfig({}, ['--empty']).examplesDir).toBeUndefined();
  });

  it('names every variable that is faulty', () => {
    expect(() => readConfig({ PORT: '70000', LOG_LEVEL: 'loud' }, [])).toThrow(/PORT.*LOG_LEVEL/);
  });

  it('does not pass over an argument that it does not know', () => {
    expect(() => readConfig({}, ['--emtpy'])).toThrow('--emtpy is not understood');
  });
});

describe('the configuration of the distributed stack', () => {
  const needed = { STACK: 'distributed', ESDB_URL: 'esdb://log:2113', MONGODB_URL: 'mongodb://mongo:27017' };

  it('needs the addresses of the servers, and has a default for the rest', () => {
    expect(readConfig(needed, [])).toMatchObject({
      stack: {
        kind: 'distributed',
        servers: {
          log: { url: 'esdb://log:2113', prefix: 'throughline' },
          documents: { url: 'mongodb://mongo:27017', database: 'throughline' },
          keys: { url: 'mongodb://mongo:27017', database: 'throughline-keys' },
        },
      },
      dataDir: './data',
    });
  });

  it('loads no examples where nobody says from where', () => {
    expect(readConfig(needed, []).examplesDir).toBeUndefined();
    expect(readConfig({ ...needed, EXAMPLES_DIR: './examples' }, []).examplesDir).toBe('./examples');
  });

  it('takes credentials whole or not at all', () => {
    const stack = { servers: { log: { credentials: { username: 'api', password: 'secret' } } } };
    expect(readConfig({ ...needed, ESDB_USERNAME: 'api', ESDB_PASSWORD: 'secret' }, [])).toMatchObject({ stack });
    expect(() => readConfig({ ...needed, ESDB_USERNAME: 'api' }, [])).toThrow('ESDB_PASSWORD: must be set');
  });

  it('names everything that is missing or faulty at once', () => {
    const environment = { STACK: 'distributed', PORT: '70000', KEYS_MONGODB_URL: 'http://elsewhere' };
    expect(() => readConfig(environment, [])).toThrow(/PORT.*KEYS_MONGODB_URL.*ESDB_URL.*MONGODB_URL/);
  });

  it('never says what it was given, since that may hold a password', () => {
    const url = 'https://api:secret@log:2113';
    const read = () => readConfig({ ...needed, ESDB_URL: url, MONGODB_URL: url, KEYS_MONGODB_URL: url }, []);
    expect(read).toThrow('must begin with esdb://');
    expect(read).not.toThrow('secret');
  });
});
