#!/bin/sh
# Writes requirements.lock: every package with its hashes and no registry's address.
#   lock.sh           keep the versions that are there
#   lock.sh --upgrade take the newest
#   lock.sh --check   write nothing; fail where the lock does not fit the pyproject.toml files
set -eu
compile() {
  out=$1; shift
  .uv/bin/uv pip compile --quiet --python .uv/bin/python --universal --python-version 3.12 --generate-hashes \
    --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
    --no-emit-package contracts --no-emit-package messaging --no-emit-package standing-operator \
    --group dev pyproject.toml contracts/pyproject.toml messaging/pyproject.toml services/*/pyproject.toml \
    deploy/operator/pyproject.toml deploy/local/pyproject.toml --output-file "$out" "$@" >/dev/null
}
if [ "${1:-}" = --check ]; then
  fresh=$(mktemp); trap 'rm -f "$fresh"' EXIT
  cp requirements.lock "$fresh"
  compile "$fresh"
  cmp -s "$fresh" requirements.lock || { echo "requirements.lock does not fit the pyproject.toml files: run make lock"; exit 1; }
else
  compile requirements.lock "$@"
fi
