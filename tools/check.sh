#!/bin/sh
# What `make check` runs; every step runs, and the exit status says whether all passed.
set -u
failed=0
step() {
  name=$1; shift
  if output=$("$@" 2>&1); then echo "ok    $name"; else echo "FAIL  $name"; echo "$output"; failed=1; fi
}
step "formatting" .venv/bin/ruff format --check .
step "lint" .venv/bin/ruff check .
step "types" .venv/bin/mypy contracts/src messaging/src services/booking/src services/video-links/src services/notifications/src deploy/local/src
step "borders" .venv/bin/lint-imports
step "requirements.lock" tools/lock.sh --check
exit $failed
