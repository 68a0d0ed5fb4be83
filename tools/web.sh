#!/bin/sh
# Runs a tool of the web in web/, by the Node that came with `make setup`: `tools/web.sh eslint .`
set -eu
node=$(.venv/bin/python -c "from standing_local.node import node; print(node())")
PATH="$(dirname "$node"):$PWD/web/node_modules/.bin:$PATH"
cd web
exec "$@"
