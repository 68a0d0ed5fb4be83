#!/bin/sh
# What `make check` runs; every step runs, and the exit status says whether all passed.
set -u
failed=0
page=services/video-links/src/video_links/page
step() {
  name=$1; shift
  if output=$("$@" 2>&1); then echo "ok    $name"; else echo "FAIL  $name"; echo "$output"; failed=1; fi
}

# Two that have nothing to do with each other, side by side.
one_half() {
  step "formatting" .venv/bin/ruff format --check .
  step "lint" .venv/bin/ruff check .
  step "types" .venv/bin/mypy
  step "borders" .venv/bin/lint-imports
  step "contracts" .venv/bin/python -m contracts check
  step "API documents" .venv/bin/python tools/openapi.py check
  step "alerts and dashboards" .venv/bin/python tools/observability.py check
  if command -v promtool >/dev/null; then
    step "alerts' own tests" promtool test rules deploy/observability/alerts_test.yml
  else
    echo "--    alerts' own tests: not run, since there is no promtool on the PATH"
  fi
  step "requirements.lock" tools/lock.sh --check
  step "web: unit tests" tools/web.sh vitest run
}
other_half() {
  step "web: formatting" tools/web.sh prettier --cache --cache-strategy content --check .
  # What has not changed since it was found well is not looked at again; a fresh clone looks at all.
  step "web: lint" tools/web.sh eslint --cache --cache-strategy content --cache-location node_modules/.cache/eslint.json .
  step "web: no import circles" tools/web.sh depcruise src tests
  step "client's page: formatting" tools/web.sh prettier --config .prettierrc.json --check "../$page/*.js"
  step "client's page: lint" tools/web.sh sh -c "cd .. && exec eslint --config web/eslint.page.config.js $page"
  step "web: types, and the client's page's" tools/web.sh tsc
  step "web: types of the APIs" tools/web.sh node generate-types.mjs check
}
said=$(mktemp); trap 'rm -f "$said"' EXIT
(other_half; exit $failed) >"$said" & pid=$!
one_half
wait $pid || failed=1
cat "$said"
exit $failed
