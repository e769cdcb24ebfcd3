import { spawnSync } from 'node:child_process';
import type { ChildOptions } from './child.js';

/** In a user and mount namespace of its own, where the kernel gives one to anybody. */
const UNSHARED = ['unshare', '--map-root-user', '--mount'];

/** Whether this machine lets us mount a file system of our own. */
export const canMount = (): boolean =>
  spawnSync(UNSHARED[0]!, [...UNSHARED.slice(1), 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

/** For a process to which that folder is a disk of so many megabytes, gone when it ends. */
export const withSmallDisk = (folder: string, megabytes: number): ChildOptions => ({
  by: UNSHARED,
  after: `mount -t tmpfs -o size=${megabytes}m tmpfs '${folder}'`,
});
