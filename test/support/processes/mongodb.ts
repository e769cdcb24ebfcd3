import { findServer, type Found } from '../mongodb/find.js';

// A process that keeps a MongoDB server for as long as its parent lives: what it is goes to the parent once, and when
// the parent is gone, in whatever way, so is the server.
let found: Found | undefined;

const end = async (): Promise<never> => {
  if (found && 'stop' in found) await found.stop();
  process.exit();
};

process.on('disconnect', () => void end());
process.on('SIGTERM', () => void end());
// Ctrl-C goes to the whole group, and the parent may still be at work; its end is what counts.
process.on('SIGINT', () => undefined);
void findServer().then(async (server) => {
  found = server;
  if (!process.connected) return end();
  process.send!(JSON.parse(JSON.stringify(server)));
});
