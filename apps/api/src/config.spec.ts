import { readConfig } from './config.js';

describe('the configuration', () => {
  it('has a default for everything', () => {
    expect(readConfig({}, [])).toEqual({
      port: 3000,
      host: '127.0.0.1',
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
