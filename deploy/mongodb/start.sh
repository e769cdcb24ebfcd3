#!/bin/bash
# A member of the replica set with authentication: the members' common key goes from the environment into a file that
# this process alone can read, which is how mongod wants it.
set -euo pipefail

umask 077
printf '%s\n' "${MONGODB_REPLICA_KEY:?set it in .env: 64 or more hexadecimal digits}" >/tmp/replica.key
unset MONGODB_REPLICA_KEY
exec mongod --replSet throughline --bind_ip_all --keyFile /tmp/replica.key --wiredTigerCacheSizeGB 1
