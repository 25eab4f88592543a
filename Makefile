# make            format check, lint, types, contracts, spelling, tests on SQLite
# make run        install what is missing and start the program        (HOST=127.0.0.1 PORT=8501, LAN=1)
# make demo       the same with the demonstration province
# make test       everything a change has to pass: the above, browser journeys, PostgreSQL
# make help       every target

.DEFAULT_GOAL := all
.NOTPARALLEL:
.DELETE_ON_ERROR:

# Every server and command that a test starts would compile the whole program again.
unexport PYTHONDONTWRITEBYTECODE

VENV ?= .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime-installed
DEVELOPMENT := $(VENV)/.development-installed
PIP_INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --require-hashes $(if $(CI),--quiet)
# uv installs in a quarter of pip's time; where it cannot (no wheel, an index that only pip knows), pip does it all.
UV_PIN := $(VENV)/.uv.txt
INSTALL = awk '/^uv==/ {on = 1} on {print; if (!/\\$$/) exit}' requirements-dev.txt > $(UV_PIN); \
	{ $(PIP_INSTALL) --quiet -r $(UV_PIN) && \
		$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r $(1); } || $(PIP_INSTALL) -r $(1)
PYTEST := $(BIN)/python -m pytest
JOBS ?= 3
ON_POSTGRES := tests/db tests/usecases tests/property tests/faults/test_many_writers.py tests/terminal/test_demo.py \
	tests/test_databases.py tests/test_postgres_tool.py
HOST ?= 127.0.0.1
PORT ?= 8501
LAN ?=
LAN_PORT ?=
PLAIN_HTTP ?=
SERVE_AT = --host $(HOST) $(if $(LAN),--lan) $(if $(LAN_PORT),--lan-port $(LAN_PORT)) $(if $(PLAIN_HTTP),--plain-http)
UPGRADE ?=

DEMO_DIR := data/demo
DEMO_ACCOUNTS := $(DEMO_DIR)/accounts.txt
DEMO := env -u DATABASE_URL -u DAMRONG_SECRET_FILE DAMRONG_DATA_DIR=$(DEMO_DIR) DAMRONG_TODAY=2020-07-31
CANDIDATES := python3.13 python3.12 python3.11 python3 python

.PHONY: all help run serve demo practice test checks format-check lint types contracts spelling test-sqlite test-pg e2e slow bench \
	format requirements handbook clean

all: checks test-sqlite ## checks and the tests on SQLite

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# ------------------------------------------------------------------------------------------------- environment

$(BIN)/python:
	@for python in $(PYTHON) $(CANDIDATES); do \
		if $$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then \
			echo "Making $(VENV) with $$($$python --version)"; \
			$$python -m venv $(VENV) && exit 0; \
			rm -rf $(VENV); \
			echo "*** $$python cannot make a virtual environment. Debian, Ubuntu: sudo apt-get install python3-venv" >&2; \
		fi; \
	done; \
	echo "*** Python 3.11, 3.12 or 3.13 with its venv module is needed. Another place: make PYTHON=/path/to/python3" >&2; \
	exit 1

$(RUNTIME): requirements.txt | $(BIN)/python
	@echo "Installing what the program needs (first start: a few minutes)"
	@$(call INSTALL,requirements.txt)
	@touch $@

$(DEVELOPMENT): requirements-dev.txt requirements.txt | $(BIN)/python
	@echo "Installing what tests and checks need (first time: a few minutes)"
	@$(call INSTALL,requirements-dev.txt)
	@touch $(RUNTIME) $@

# ----------------------------------------------------------------------------------------------------- program

run: serve ## start the program

serve: $(RUNTIME) ## the same; LAN=1 opens it to the office's network, encrypted (needs Caddy)
	@exec $(BIN)/python manage.py serve $(SERVE_AT) --port $(PORT)

demo: $(DEMO_ACCOUNTS) ## start the program with the demonstration province
	@cat $(DEMO_ACCOUNTS)
	@exec $(DEMO) $(BIN)/python manage.py serve $(SERVE_AT) --port $(PORT)

practice: $(RUNTIME) ## practise on made-up cases, beside the running program (http://127.0.0.1:8502)
	@exec $(BIN)/python manage.py serve --practice $(SERVE_AT) --port $(if $(filter 8501,$(PORT)),8502,$(PORT))

# The accounts file is written last: a build that was interrupted starts again from nothing.
$(DEMO_ACCOUNTS): | $(RUNTIME)
	@rm -rf $(DEMO_DIR) && mkdir -p $(DEMO_DIR)
	@umask 077 && $(DEMO) $(BIN)/python manage.py demo > $(DEMO_DIR).part && mv $(DEMO_DIR).part $@

# ------------------------------------------------------------------------------------------------------ checks

test: $(DEVELOPMENT) ## everything a change has to pass
	@$(BIN)/python tools/engines.py install
	@$(MAKE) --no-print-directory checks test-sqlite
	@if $(BIN)/python tools/engines.py has chromium; then $(MAKE) --no-print-directory e2e; else echo "*** LEFT OUT: e2e, no Chromium"; fi
	@if $(BIN)/python tools/engines.py has postgres; then $(MAKE) --no-print-directory test-pg; else echo "*** LEFT OUT: test-pg, no PostgreSQL"; fi

checks: format-check lint types contracts spelling ## all but the tests

format-check: $(DEVELOPMENT) ## is everything formatted?
	$(BIN)/ruff format --check --quiet .

lint: $(DEVELOPMENT) ## ruff
	$(BIN)/ruff check --quiet .

types: $(DEVELOPMENT) ## mypy, strict
	$(BIN)/mypy --num-workers 2

contracts: $(DEVELOPMENT) ## who may import what
	$(BIN)/lint-imports

spelling: $(DEVELOPMENT) ## typos
	$(BIN)/typos

test-sqlite: $(DEVELOPMENT) ## the tests on SQLite
	$(PYTEST) -q -n $(JOBS) --dist worksteal -m "not e2e and not slow"

test-pg: $(DEVELOPMENT) ## the tests that touch a database, on a private PostgreSQL
	$(BIN)/python tools/postgres.py run -- $(PYTEST) -q -n $(JOBS) --dist worksteal -m "not e2e and not slow" --engine=postgres $(ON_POSTGRES)

e2e: $(DEVELOPMENT) ## journeys through the running program in Chromium
	$(if $(wildcard tests/e2e),$(PYTEST) -q -n 2 --dist loadfile -m "e2e and not slow" tests/e2e,@echo "*** No browser journeys yet")

slow: $(DEVELOPMENT) ## what `make test` has no time for: every screen size, more kills, more on PostgreSQL
	$(PYTEST) -q -n 2 --dist loadfile -m slow
	@if $(BIN)/python tools/engines.py has postgres; then \
		$(BIN)/python tools/postgres.py run -- $(PYTEST) -q -n 2 --dist loadfile -m slow --engine=postgres $(ON_POSTGRES); fi

bench: $(DEVELOPMENT) ## a table of ratios: pages against an empty one and bare SQL, writing, importing (CASES="5650 100000")
	$(BIN)/python -m bench.run $(if $(CASES),--cases $(CASES)) $(if $(KEEP),--keep $(KEEP))

# ------------------------------------------------------------------------------------------------- maintenance

format: $(DEVELOPMENT) ## format and mend what can be mended
	$(BIN)/ruff check --quiet --fix-only .
	$(BIN)/ruff format .

COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-emit-index-url --custom-compile-command "make requirements" $(UPGRADE)

requirements: $(DEVELOPMENT) ## pin the ranges of pyproject.toml (UPGRADE=--upgrade for newer versions)
	$(COMPILE) --output-file requirements.txt
	$(COMPILE) --group dev --constraints requirements.txt --output-file requirements-dev.txt

handbook: $(DEVELOPMENT) ## take the pictures of docs/handbook anew, on a demonstration province of their own
	$(BIN)/python tools/handbook_pictures.py

clean: ## remove caches; never the environment, never data
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis build test-results
	find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -rf {} +
