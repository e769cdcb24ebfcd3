import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { root } from './compose.js';

const script = readFileSync(join(root, 'deploy/mongodb/initiate.js'), 'utf8');
const passwords = { ROOT_PASSWORD: 'r@:/x', MONGODB_PASSWORD: 'a', KEYS_MONGODB_PASSWORD: 'b' };
const databases = { MONGODB_DATABASE: 'throughline', KEYS_DATABASE: 'throughline-keys' };
const MEMBERS = 'mongodb-1:27017,mongodb-2:27017,mongodb-3:27017';

interface User {
  readonly user?: string;
  readonly pwd: string;
  readonly roles: readonly unknown[];
}

/** As much of a replica set as the script asks about. `primary` is the member that becomes one. */
class Members {
  readonly users = new Map<string, User>();
  config: { _id: string; members: { host: string; priority: number }[] } | undefined;
  primary = 'mongodb-1:27017';
  slow = 2;
  slept = 0;

  run(environment: Record<string, string>): string {
    const said: string[] = [];
    const connect = (address: string) => this.connect(address);
    const context = {
      process: { env: environment },
      connect,
      sleep: (ms: number) => (this.slept += ms),
      print: (line: string) => said.push(line),
    };
    runInContext(`(() => {${script}})()`, createContext(context));
    return said.join();
  }

  private connect(address: string) {
    // Several hosts are more than URL can read.
    const [, username, password = '', host, search] = /^mongodb:\/\/(?:(.+):(.+)@)?(.+)\/admin\?(.+)$/.exec(address)!;
    const local = host === '127.0.0.1:27017';
    if (!local && (!this.config || !search!.includes(`replicaSet=${this.config._id}`))) throw new Error('no set there');
    if (username && this.users.get(username)?.pwd !== decodeURIComponent(password)) throw new Error('who are you?');
    const allowed = () => {
      if (!username && this.users.size > 0) throw new Error('requires authentication');
    };
    const create = (user: User & { user: string }) => {
      allowed();
      if (this.users.has(user.user)) throw new Error('is there already');
      this.users.set(user.user, user);
    };
    return {
      hello: () => ({
        setName: this.config?._id,
        isWritablePrimary: this.config && (local ? this.primary === 'mongodb-1:27017' : true) && this.slow-- < 1,
      }),
      runCommand: ({ replSetInitiate }: { replSetInitiate: NonNullable<Members['config']> }) => {
        allowed();
        if (this.config) throw new Error('already initialized');
        this.config = replSetInitiate;
      },
      getUser: (user: string) => this.users.get(user) ?? null,
      createUser: create,
      updateUser: (user: string, changed: User) => this.users.set(user, { ...this.users.get(user), ...changed }),
    };
  }
}

describe('the initiation of the replica set', () => {
  test('without passwords makes the set and nobody in it, once', () => {
    const members = new Members();
    expect(members.run({ MEMBERS: 'mongodb-1:27017' })).toBe('The replica set throughline of mongodb-1:27017 stands.');
    expect(members.config).toEqual({
      _id: 'throughline',
      members: [{ _id: 0, host: 'mongodb-1:27017', priority: 2 }],
    });
    members.run({ MEMBERS: 'mongodb-1:27017' });
    expect(members.users.size).toBe(0);
  });

  test('with passwords gives each database one user that can do nothing elsewhere', () => {
    const members = new Members();
    members.run({ MEMBERS, ...passwords, ...databases });
    expect(members.config!.members.map(({ host }) => host).join()).toBe(MEMBERS);
    expect(Object.fromEntries(members.users)).toMatchObject({
      root: { pwd: 'r@:/x', roles: ['root'] },
      throughline: { pwd: 'a', roles: [{ role: 'readWrite', db: 'throughline' }] },
      'throughline-keys': { pwd: 'b', roles: [{ role: 'readWrite', db: 'throughline-keys' }] },
    });
    expect(members.users.size).toBe(3);
  });

  test('again, with another primary, changes the passwords of users that are there', () => {
    const members = new Members();
    members.run({ MEMBERS, ...passwords, ...databases });
    members.primary = 'mongodb-2:27017';
    members.run({ MEMBERS, ...passwords, ...databases, MONGODB_PASSWORD: 'new' });
    expect(members.users.get('throughline')?.pwd).toBe('new');
    expect(members.users.size).toBe(3);
  });

  test('goes on where an earlier one ended before there was a root', () => {
    const members = new Members();
    members.run({ MEMBERS });
    members.run({ MEMBERS, ...passwords, ...databases });
    expect([...members.users.keys()]).toEqual(['root', 'throughline', 'throughline-keys']);
  });

  test('ends with an error where the root is another, and leaves the users as they are', () => {
    const members = new Members();
    members.run({ MEMBERS, ...passwords, ...databases });
    expect(() => members.run({ MEMBERS, ...passwords, ...databases, ROOT_PASSWORD: 'wrong' })).toThrow(
      'authentication',
    );
    expect(members.users.get('throughline')?.pwd).toBe('a');
  });

  test('ends with an error when no member becomes the primary', () => {
    const members = new Members();
    members.primary = 'nobody';
    expect(() => members.run({ MEMBERS, ...passwords, ...databases })).toThrow('a primary: not within 120 s');
    expect(members.slept).toBe(120_000);
  });
});
