# Everything lives in .venv, installed from a lock whose every file is checked by hash.
# A second call installs nothing: stamp files remember which lock was installed.

PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip --disable-pip-version-check install -qq
RUNTIME := .venv/runtime.stamp
DEVELOPMENT := .venv/development.stamp
LOCK := $(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 \
	--generate-hashes --custom-compile-command "make lock"

# Written by npm itself, when all is installed. Where there is no npm, the tests that need
# a provider of identities say so and are skipped.
PROVIDER := tests/openid_provider
IDENTITIES := $(if $(shell command -v npm),$(PROVIDER)/node_modules/.package-lock.json)

SCRATCH := $(if $(wildcard /dev/shm/.),/dev/shm,/tmp)

.DEFAULT_GOAL := help
.PHONY: help install demo test fuzz faults check bench screenshots permissions names icons \
	lock clean

help:  ## list these targets
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile | while IFS='	' read -r name what; do \
		printf '  make %-11s %s\n' "$$name" "$$what"; done

install: $(RUNTIME)  ## what is needed to run

demo: $(RUNTIME)  ## start with an invented meeting (options: ARGS="--port 9000")
	$(BIN)/bsm demo $(ARGS)

# All tests share the cores; a few are sooner done without starting workers.
# Tests wait for disks, servers and browsers, so a few more than there are cores; and what
# they store is for a moment only, so it lies in memory where there is room. They start
# many processes, which compile everything anew where Python may not keep its bytecode.
test: $(DEVELOPMENT) $(IDENTITIES)  ## run all tests, or some (options: ARGS="-k seats")
	PYTHONDONTWRITEBYTECODE= TMPDIR=$(SCRATCH) $(BIN)/python -m pytest $(or $(ARGS),--numprocesses 3 --dist worksteal)

# Property tests alone, with many examples, other ones each time.
fuzz: $(DEVELOPMENT)  ## try many random examples (options: ARGS="-k seats")
	PYTHONDONTWRITEBYTECODE= TMPDIR=$(SCRATCH) $(BIN)/python -m pytest \
		-m "hypothesis or fuzz" --hypothesis-profile=fuzz \
		$(or $(ARGS),--numprocesses 3 --dist worksteal)

faults: $(DEVELOPMENT)  ## kill, cut and fill everything; a report (options: ARGS="--only standby")
	$(BIN)/python tests/faults $(ARGS)

check: $(DEVELOPMENT)  ## style, types and import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(DEVELOPMENT)  ## measure against the yardsticks (options: ARGS="--facts 100000")
	$(BIN)/python tests/bench $(ARGS)

screenshots: $(DEVELOPMENT)  ## pictures of every page, for docs/screenshots
	PYTHONPATH=.:src:tests $(BIN)/python tests/screenshots.py

names: $(DEVELOPMENT)  ## add new names of facts and of the API to the frozen ones
	PYTHONPATH=.:src:tests $(BIN)/python tests/frozen_names.py

permissions: $(DEVELOPMENT)  ## the table of permissions, for docs/permissions.md
	PYTHONPATH=.:src:tests $(BIN)/python tests/permission_document.py

icons: $(DEVELOPMENT)  ## the font of the icons that screens use, after a change of them
	PYTHONPATH=.:src:tests $(BIN)/python tests/icon_font.py

# The runtime lock binds the development lock, so tests run what users run.
lock: $(DEVELOPMENT)  ## solve both locks anew (newest versions: ARGS=--upgrade)
	$(LOCK) $(ARGS) --extra build pyproject.toml -o requirements.lock
	$(LOCK) $(ARGS) --extra build --extra dev --constraint requirements.lock \
		pyproject.toml -o requirements-dev.lock

clean:  ## remove the environment and everything that can be made again
	rm -rf .venv build src/*.egg-info *.egg-info
	rm -rf $(PROVIDER)/node_modules
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src dashboard tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.12" >&2; \
		exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo "Python's venv module is incomplete (Debian: install python3-venv)" >&2; \
		exit 1; }

$(RUNTIME): requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing what is needed to run (about a minute, once)"
	@$(INSTALL) --require-hashes --no-deps -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEVELOPMENT): requirements-dev.lock $(RUNTIME)
	@echo "Installing what is needed to test (once)"
	@$(INSTALL) --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

$(PROVIDER)/node_modules/.package-lock.json: $(PROVIDER)/package-lock.json
	@echo "Installing a provider of identities for the tests (once)"
	@npm ci --prefix $(PROVIDER) --ignore-scripts --no-audit --no-fund --loglevel=error \
		>/dev/null && touch $@ || echo "npm cannot install it; some tests are skipped" >&2
