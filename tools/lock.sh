#!/bin/sh
# Writes requirements.lock: every package with its hashes and no registry's address. `--upgrade` takes the newest versions.
set -eu
out=${LOCK_OUT:-requirements.lock}
.uv/bin/uv pip compile --quiet --python .uv/bin/python --universal --python-version 3.12 --generate-hashes \
  --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
  --no-emit-package contracts --no-emit-package messaging \
  --group dev pyproject.toml contracts/pyproject.toml messaging/pyproject.toml services/*/pyproject.toml deploy/local/pyproject.toml \
  --output-file "$out" "$@"
