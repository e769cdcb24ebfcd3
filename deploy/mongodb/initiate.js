// For mongosh, beside the first member (in its network, so that 127.0.0.1 is that member): makes the replica set of the
// MEMBERS, and where ROOT_PASSWORD is given, the users. Running it again changes nothing but the users' passwords.
const { MEMBERS, ROOT_PASSWORD, MONGODB_PASSWORD, KEYS_MONGODB_PASSWORD, MONGODB_DATABASE, KEYS_DATABASE } =
  process.env;
const SET = 'throughline';
const PATIENCE_SECONDS = 120;
const members = MEMBERS.split(',').map((host, _id) => ({ _id, host, priority: _id === 0 ? 2 : 1 }));

/** Until `attempt` answers with something; the last error when it never does. */
function eventually(what, attempt) {
  let last = new Error('no answer');
  for (let second = 0; second < PATIENCE_SECONDS; second++) {
    try {
      const answer = attempt();
      if (answer) return answer;
    } catch (error) {
      last = error;
    }
    sleep(1000);
  }
  throw new Error(`${what}: not within ${PATIENCE_SECONDS} s (${last.message})`);
}

/** The set's primary, whichever member that is now; undefined while there is no set, or no root in it. */
function asRoot() {
  const options = `replicaSet=${SET}&authSource=admin&serverSelectionTimeoutMS=10000`;
  try {
    // Named before it is returned: mongosh waits for the connection there, and so fails inside of this `try`.
    const admin = connect(`mongodb://root:${encodeURIComponent(ROOT_PASSWORD)}@${MEMBERS}/admin?${options}`);
    return admin;
  } catch {
    return undefined;
  }
}

function initiate() {
  const first = eventually('the first member', () => connect('mongodb://127.0.0.1:27017/admin?directConnection=true'));
  // Without users, whoever asks from 127.0.0.1 may make the set and the first user, and nothing else.
  if (!first.hello().setName) first.runCommand({ replSetInitiate: { _id: SET, members } });
  eventually('a primary', () => first.hello().isWritablePrimary);
  if (ROOT_PASSWORD) first.createUser({ user: 'root', pwd: ROOT_PASSWORD, roles: ['root'] });
}

/** A user that can do nothing outside of one database. */
function ensureUser(admin, user, pwd, db) {
  const wanted = { pwd, roles: [{ role: 'readWrite', db }] };
  if (admin.getUser(user)) admin.updateUser(user, wanted);
  else admin.createUser({ user, ...wanted });
}

if (!ROOT_PASSWORD) {
  initiate();
} else {
  if (!asRoot()) initiate();
  const admin = eventually('root', asRoot);
  ensureUser(admin, 'throughline', MONGODB_PASSWORD, MONGODB_DATABASE);
  ensureUser(admin, 'throughline-keys', KEYS_MONGODB_PASSWORD, KEYS_DATABASE);
}
print(`The replica set ${SET} of ${MEMBERS} stands.`);
