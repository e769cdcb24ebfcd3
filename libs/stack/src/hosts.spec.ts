import { hostsIn } from './hosts.js';

describe('the hosts in a connection string', () => {
  it.each([
    ['esdb://127.0.0.1:2113?tls=false', '127.0.0.1:2113'],
    ['esdb+discover://api:secret@cluster.example:2113', 'cluster.example:2113'],
    ['mongodb://one:27017,two:27017/?replicaSet=rs0', 'one:27017,two:27017'],
    ['mongodb+srv://api:secret@cluster.example/throughline', 'cluster.example'],
  ])('of %s are named', (url, hosts) => {
    expect(hostsIn(url)).toBe(hosts);
  });

  it.each([
    ['a slash', 'sec/ret'],
    ['an at sign', 'sec@ret'],
    ['a question mark', 'sec?ret'],
  ])('show no part of a password, though it holds, against the rules, %s', (_, password) => {
    expect(hostsIn(`mongodb://api:${password}@one:27017/`)).toBe('one:27017');
  });
});
