# Everything that a newcomer, a developer and CI do here. `make help` lists it.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help run test coverage check bench fuzz format reset environment

PORT ?= 8000
PYTHON ?=
SYSTEM_PYTHON ?= /usr/bin/python3
DO := .venv/bin/python
# What reads the settings but never a database (types, templates) needs no real ones.
NOWHERE := DATABASE_URL=postgresql://nobody@localhost/nothing KITH_ASKER_KEY=$$(printf '%064d' 0) SECRET_KEY=none

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

# With what is compiled kept, whatever the machine says: a later run begins in two thirds of the time.
run: environment ## Set everything up and serve Kith with its demo (PORT=8000)
	@$(DO) -c 'import socket, sys; sys.exit(not socket.socket().connect_ex(("127.0.0.1", $(PORT))))' \
	  || { echo "Port $(PORT) is taken. Choose another: make run PORT=8001"; exit 1; }
	@echo "==> Starting the database and loading the demo council (a minute or so the first time)"
	@env -u PYTHONDONTWRITEBYTECODE KITH_DEMO=1 $(DO) manage.py serve_demo 127.0.0.1:$(PORT)

# With what is compiled kept, as above: each of the many processes that the tests start would compile all of it again.
test: environment ## Run all tests (ARGS="tests/families -k parent" for some)
	@command -v "$${KITH_CHROMIUM:-chromium-headless-shell}" > /dev/null || command -v chromium > /dev/null \
	  || echo "==> No Chromium: the browser tests are skipped. Install it (Debian: apt install chromium) or set KITH_CHROMIUM."
	@echo "==> Running the tests"
	@env -u PYTHONDONTWRITEBYTECODE $(DO) -m pytest -rs $(if $(ARGS),$(ARGS),-n 2 --dist worksteal)

# Apart from the tests, for they take twice as long with it. Of what walks all rooms it says nothing: a room's own tests reach its lines.
ROOMS := accounts api casework config database families linkups outcomes
coverage: environment ## Measure which lines and branches the tests of each room reach
	@$(DO) -m pytest -q -n 2 --dist worksteal --cov --cov-report=term:skip-covered $(wildcard $(ROOMS:%=tests/%))

check: environment ## Check format, lint, types, imports, migrations, templates, vendored files
	@echo "==> Format and lint"
	@$(DO) -m ruff format --check --quiet || { echo "Run: make format"; exit 1; }
	@$(DO) -m ruff check --quiet
	@echo "==> Who may import whom"
	@.venv/bin/lint-imports --no-logo > .venv/imports.txt || { cat .venv/imports.txt; exit 1; }
	@echo "==> Types"
	@$(NOWHERE) $(DO) -m mypy .
	@echo "==> Migrations"
	@$(DO) manage.py makemigrations --check
	@echo "==> Templates"
	@git ls-files 'templates/*.html' | xargs .venv/bin/djade --target-version 5.2 --check
	@echo "==> Vendored files"
	@cd static/vendor && ls | grep -vx -e SHA256SUMS -e README.md | LC_ALL=C sort | xargs sha256sum | diff SHA256SUMS -
	@echo "All checks passed."

format: environment ## Format code and templates
	@$(DO) -m ruff format --quiet
	@$(DO) -m ruff check --fix --quiet
	@git ls-files 'templates/*.html' | xargs .venv/bin/djade --target-version 5.2

bench: environment ## Measure against the floor and write var/bench.json (SCALE=0.1)
	@$(DO) -m bench $(if $(SCALE),--scale $(SCALE))

fuzz: environment ## Throw random and hostile input at every form and endpoint (KITH_STRINGS=a.json for your own strings)
	@$(if $(KITH_STRINGS),KITH_STRINGS=$(KITH_STRINGS) )$(DO) -m pytest -m fuzz $(ARGS)

reset: ## Throw this checkout's private database away, and those of its tests
	@.venv/bin/python -m database.devpg discard var/postgres
	@for cluster in var/postgres-test-*; do test ! -L $$cluster || .venv/bin/python -m database.devpg discard $$cluster; done
	@rm -f var/secret_key.txt var/kith_asker_key.txt
	@echo "The private database is gone. make run makes a new one."

environment:
	@cmp -s requirements.lock .venv/installed.lock && $(DO) -c '' 2> /dev/null || $(MAKE) --no-print-directory .venv

# The system's Python first: distributions compile it for speed, by a profile; version managers often don't, and all takes half as long again.
.PHONY: .venv
.venv:
	@found=$$(for python in $(PYTHON) $(SYSTEM_PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
	    "$$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$python"; break; }; done); \
	  test -n "$$found" || { echo "Kith needs Python 3.11 or newer with its venv module: install them (Debian: apt install python3 python3-venv), or name one: make run PYTHON=/path/to/python3"; exit 1; }; \
	  echo "==> Making .venv with $$found from requirements.lock (a minute or so, and only when the lock changes)"; \
	  .venv/bin/python -m pip --version > /dev/null 2>&1 || { rm -rf .venv && "$$found" -m venv .venv; }
	@$(DO) -m pip install -qq --disable-pip-version-check --progress-bar off --no-compile --require-hashes --no-deps -r requirements.lock \
	  || { echo "The packages could not be installed: is a package index within reach? (pip's own message stands above.)"; exit 1; }
	@cp requirements.lock .venv/installed.lock
