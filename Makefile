# Two commands matter: `make demo` and `make test`. `make help` lists the rest.
PYTHON ?= python3
PORT ?= 8000
DATA_DIR ?= $(CURDIR)/.data
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/.stamps
export PORT DATA_DIR

.PHONY: help demo test test-fast lint types contracts unit race journey house debian lock clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

demo: $(STAMPS)/run ## a demonstration city on this machine, until Ctrl-C (PORT=, DATA_DIR= move it)
	@exec $(BIN)/yimen demo --port $(PORT)

test: $(STAMPS)/dev debian lint types contracts ## everything that must hold: lint, types, contracts, all tests
	$(BIN)/yimen languages compile
	$(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder --create-db -m "not race and not journey"
	$(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder -p no:randomly -m "race or journey"

test-fast: $(STAMPS)/dev ## daily work: rules, words and the house; nothing that asks the database
	$(BIN)/ruff check -q . && $(BIN)/lint-imports --no-cache > /dev/null
	$(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder -m "not race and not journey and not django_db"

lint: $(STAMPS)/dev ## style
	$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(STAMPS)/dev ## types
	$(BIN)/mypy

contracts: $(STAMPS)/dev ## the floors of the house
	$(BIN)/lint-imports --no-cache

unit: $(STAMPS)/dev ## tests without a browser
	$(BIN)/python -m pytest -q --create-db -m "not race and not journey"

race: $(STAMPS)/dev ## concurrency and fault tests
	$(BIN)/python -m pytest -q -p no:randomly -m race

journey: $(STAMPS)/dev debian ## tests in a real browser
	$(BIN)/python -m pytest -q -p no:randomly -m journey

house: $(STAMPS)/dev ## the rules of the house
	$(BIN)/python -m pytest -q tests/house

debian: ## the programs that browser and document tests need
	@command -v chromium > /dev/null && command -v pdfsig > /dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium poppler-utils > /dev/null; \
	  else echo "The tests need chromium and pdfsig. Install them: apt-get install chromium poppler-utils"; exit 1; fi; }

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Yimen needs Python 3.11 or newer; name one with PYTHON=.")'
	$(PYTHON) -m venv $(VENV) || { echo "Python's venv is missing. On Debian: apt-get install python3-venv"; exit 1; }

$(STAMPS)/run: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing what Yimen needs (the first time takes a minute or two) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/dev: requirements/dev.txt $(STAMPS)/run
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@mkdir -p $(STAMPS) && touch $@

lock: ## pin the newest allowed versions with their hashes
	$(BIN)/uv pip compile -q --upgrade --generate-hashes --no-header --no-emit-index-url requirements/run.in -o requirements/run.txt
	$(BIN)/uv pip compile -q --upgrade --generate-hashes --no-header --no-emit-index-url requirements/dev.in -o requirements/dev.txt

clean: ## remove what was made here; the demonstration's data and its database too
	@[ ! -d .data ] || [ ! -x $(BIN)/python ] || $(BIN)/python -c \
	  'from pathlib import Path; from yimen.site.embedded import Embedded; Embedded(Path(".data").resolve()).remove()'
	rm -rf $(VENV) .data .mypy_cache .ruff_cache .pytest_cache
