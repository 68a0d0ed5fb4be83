# The only commands anyone has to know: `make help`.
unexport UV_PYTHON VIRTUAL_ENV
export UV_PYTHON_DOWNLOADS := never
export UV_SYSTEM_CERTS := 1
# Bytecode is kept: most of what a short run costs is reading its source.
unexport PYTHONDONTWRITEBYTECODE

PACKAGES := contracts messaging services/booking services/video-links services/notifications deploy/operator deploy/local
UV := .uv/bin/uv
PY := .venv/bin/python
STANDING := .venv/bin/standing
# Compiled at once for all processes, which start together.
INSTALL := $(UV) pip --quiet --no-python-downloads

.DEFAULT_GOAL := help
.PHONY: help setup up down reset demo doctor test faults bench check lock write

help: ## What there is to run
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-7s %s\n", $$1, $$2}' Makefile

setup: .venv/installed

up: setup ## Start everything on this machine; Ctrl-C stops it
	@$(STANDING) up

down: setup ## Stop what `make up` or `make demo` started; the data stay
	@$(STANDING) down

reset: setup ## Stop, and throw all local data away
	@$(STANDING) reset

demo: setup ## Book four weekly video sessions, and read the mails that they cause
	@$(STANDING) demo

doctor: setup ## Whether all that runs is as it has to be, and what to do where it is not
	@$(STANDING) doctor

test: setup ## All tests, on the real Postgres and the real Kafka
	@$(PY) -m pytest $(ARGS)

faults: setup ## Every fault at every step: half an hour, of which `make test` has three minutes
	@$(PY) -m pytest tests/faults -m "" -n0 $(ARGS)

bench: setup ## How long things take, and how large they are; ARGS=web_bundle for one of them
	@$(PY) -m benchmarks $(ARGS)

check: setup ## Formatting, lint, types, borders, contracts, lock files, the web
	@$(STANDING) web
	@tools/check.sh

lock: $(UV) ## Resolve what the pyproject.toml files ask for; ARGS=--upgrade takes the newest
	@tools/lock.sh $(ARGS)

write: setup ## Write anew what is generated: schemas, examples, OpenAPI and AsyncAPI documents
	@$(PY) -m contracts write
	@$(PY) tools/openapi.py write
	@$(STANDING) web
	@tools/web.sh node generate-types.mjs write

.uv/bin/uv: tools/installer.lock
	@echo "Setting up: the installer ..."
	@python=$$(sh tools/pick-python.sh) && rm -rf .uv && "$$python" -m venv .uv \
	  && .uv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tools/installer.lock && touch $@

.venv/installed: $(UV) requirements.lock $(PACKAGES:%=%/pyproject.toml)
	@echo "Setting up: the project's packages (about 230 MB at the first time) ..."
	@python=$$(sh tools/pick-python.sh) && { [ -x $(PY) ] || $(UV) venv --quiet --python "$$python" .venv; } \
	  && $(INSTALL) sync --compile-bytecode --require-hashes --python $(PY) requirements.lock \
	  && $(INSTALL) install --no-deps --no-build-isolation --python $(PY) $(PACKAGES:%=-e %) && touch $@
