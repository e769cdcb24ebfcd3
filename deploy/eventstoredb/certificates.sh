#!/bin/bash
# Once, before the first start of the cluster: an authority, and a certificate for each node named in NODES.
# What is there already stays; a node's certificate is valid for a year, and is made anew once its folder is gone.
set -euo pipefail

# The nodes take their passwords from the environment at their first start and fall back on a known one without it.
: "${ESDB_ADMIN_PASSWORD:?set it in .env: the cluster has no default password}"
: "${ESDB_OPS_PASSWORD:?set it in .env: the cluster has no default password}"

authority=/authority # holds the authority's key, so nothing but this script ever mounts it
public=/certificates/ca
issued=/certificates/nodes

if [ ! -f "$authority/ca.key" ]; then
  es-gencert-cli create-ca -days 3650 -out "$authority"
fi
cp "$authority/ca.crt" "$public/ca.crt"
chmod 644 "$public/ca.crt"

for node in ${NODES:?the names of the nodes}; do
  if [ -f "$issued/$node/node.key" ]; then continue; fi
  es-gencert-cli create-node -ca-certificate "$authority/ca.crt" -ca-key "$authority/ca.key" \
    -out "$issued/$node" -ip-addresses 127.0.0.1 -dns-names "localhost,$node"
done
chown -R 1000:1000 "$issued"
