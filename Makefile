# Every target sets up .venv itself; it is done again only when the locked dependencies change.
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PYTHON ?= python3
LOCALE := generator/pmgen/locale
NEWEST := $(VENV)/newest-jinja
CATALOGUE := $(LOCALE)/zh_CN/LC_MESSAGES/pmgen.mo
# Neighbouring tests share what they have read, so each process takes as many neighbours as it can.
SIDE_BY_SIDE := -n auto --dist worksteal
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help render test test-quick test-long mutants test-newest-jinja check benchmark format messages lock pictures site

help:
	@echo "make render    write every annex of data/ to output/"
	@echo "make test-quick the tests that see most in a second, for while one works: under 20 s"
	@echo "make test      ruff, mypy and the usual tests: five minutes or ten"
	@echo "make test-long what takes longer: every page of every annex, many tables, documents with any text"
	@echo "make mutants   change one thing in the code at a time and show which changes no test sees"
	@echo "make test-newest-jinja try the engines with the newest jinja2, whatever pyproject.toml allows"
	@echo "make check     ruff and mypy only"
	@echo "make benchmark measure speed and memory beside docxtpl, typst, openpyxl and others"
	@echo "make site      the guide as pages to look at, in site/"
	@echo "make pictures  draw the recipes of the guide anew"
	@echo "make format    let ruff put the code into shape"
	@echo "make messages  collect the messages and compile the Chinese catalogue"
	@echo "make lock      resolve the dependencies anew into requirements.lock"

render: $(READY) $(CATALOGUE)
	$(BIN)/pmgen render

test: check
	$(BIN)/pytest $(SIDE_BY_SIDE)

# The files of tests/quick.txt see most in a second of computing, and need no program beside Python.
test-quick: $(READY) $(CATALOGUE)
	$(BIN)/pytest $(SIDE_BY_SIDE) @tests/quick.txt

# What the tests do not see; not a part of `make test-long`, for it is other code at every change.
SECONDS ?= 3600

mutants: $(READY) $(CATALOGUE)
	$(BIN)/python tests/mutating.py $(SECONDS)

# How many tables and documents are tried, and how often a run is killed; with these the whole takes about an hour.
EXAMPLES ?= 2000
DOCUMENTS ?= 3000
KILLS ?= 200

test-long: $(READY) $(CATALOGUE)
	PMGEN_KILLS=$(KILLS) $(BIN)/pytest $(SIDE_BY_SIDE) -m long $$(grep -rl 'pytest.mark.long' tests --include='test_*.py')
	PMGEN_EXAMPLES=$(EXAMPLES) $(BIN)/pytest $(SIDE_BY_SIDE) tests/pdf/test_page_breaks.py tests/verify/test_page_breaks.py
	$(BIN)/python tests/fuzzing.py $(DOCUMENTS)

# pmgen changes jinja2's compiler, so a new one is tried before pyproject.toml allows it; not a part of
# `make test`, for the newest may be another from one day to the next.
test-newest-jinja: $(READY) $(CATALOGUE)
	@$(BIN)/python -m pip download --quiet --disable-pip-version-check --no-deps --pre --dest $(NEWEST) jinja2
	@if ls $(NEWEST) | grep -qi "jinja2-$$($(BIN)/python -c 'import jinja2; print(jinja2.__version__)')-"; then \
		echo "the newest jinja2 is the one that is locked"; \
	else \
		$(BIN)/python -m pip install --quiet --no-deps --target $(NEWEST)/unpacked $(NEWEST)/*.whl \
		&& PYTHONPATH=$(NEWEST)/unpacked $(BIN)/pytest $(SIDE_BY_SIDE) tests/markup tests/word tests/templates tests/absurd; \
	fi

check: $(READY) $(CATALOGUE)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

benchmark: $(VENV)/.ready-benchmark
	$(BIN)/python benchmarks/word_engine.py
	$(BIN)/python benchmarks/formats.py
	$(BIN)/python benchmarks/check.py
	$(BIN)/python benchmarks/proof.py
	$(BIN)/python benchmarks/proven_project.py

# poppler (pdftoppm) draws what pmgen renders.
pictures: $(READY) $(CATALOGUE)
	$(BIN)/python tests/guide/pictures.py

# A broken link between pages is an error.
site: $(VENV)/.ready-site
	$(BIN)/zensical build --strict --clean

format: $(READY)
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

# click's own sentences are collected too, so that its usage lines and errors speak Chinese.
messages: $(READY)
	$(BIN)/pybabel --quiet extract --keyword message --keyword translatable --no-location --sort-output \
		--project pmgen --output-file $(VENV)/pmgen.pot generator/pmgen \
		$$($(BIN)/python -c 'import click; print(*click.__path__)')
	$(BIN)/pybabel --quiet update --domain pmgen --locale zh_CN --no-fuzzy-matching --ignore-obsolete \
		--ignore-pot-creation-date --width 110 --input-file $(VENV)/pmgen.pot --output-dir $(LOCALE)
	$(BIN)/pybabel --quiet compile --domain pmgen --directory $(LOCALE)

$(CATALOGUE): $(CATALOGUE:.mo=.po) | $(READY)
	$(BIN)/pybabel --quiet compile --domain pmgen --directory $(LOCALE)

lock: $(READY)
	$(PIP) install uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --generate-hashes --no-header --quiet \
		--output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra benchmark --constraint requirements.lock --universal \
		--generate-hashes --no-header --quiet --output-file requirements-benchmark.lock
	$(BIN)/uv pip compile pyproject.toml --extra site --constraint requirements.lock --universal \
		--generate-hashes --no-header --quiet --output-file requirements-site.lock

$(READY): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "pmgen needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 ..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# What pmgen is measured beside is needed for nothing else.
$(VENV)/.ready-benchmark: $(READY) requirements-benchmark.lock
	$(PIP) install --require-hashes -r requirements-benchmark.lock
	@touch $@

# What makes the guide a site is needed for nothing else.
$(VENV)/.ready-site: $(READY) requirements-site.lock
	$(PIP) install --require-hashes -r requirements-site.lock
	@touch $@
