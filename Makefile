# make serve   runs Rolebook on the shipped content      make test    everything that must hold before a commit
# make install sets up .venv                              make bench   measures speed and relevance
# make lock    pins the dependencies anew                 make test-crash   kills writers two hundred times

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
OLD_WHOOSH := $(VENV)/whoosh-2.7.4

.PHONY: install serve test test-crash bench lock clean

install: $(INSTALLED)

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Rolebook needs Python 3.11 or later; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "Setting up $(VENV); this takes a minute the first time."
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(OLD_WHOOSH): tests/whoosh-2.7.4.txt $(INSTALLED)
	@rm -rf $@
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary :all: \
		--target $@ -r $<
	@touch $@

serve: install
	$(BIN)/kb serve --port $(PORT)

test: install $(OLD_WHOOSH)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/kb check
	$(BIN)/pytest
	PYTHONPATH=$(CURDIR)/$(OLD_WHOOSH) $(BIN)/pytest -W default tests/test_search_*.py tests/whoosh_2_7_4.py

test-crash: install
	KILLS=200 $(BIN)/pytest tests/test_writing_killing.py

bench: install
ifdef TASKS
	$(BIN)/pip install --quiet --disable-pip-version-check 'tantivy>=0.22'
endif
	$(BIN)/python -m bench $(if $(QUERIES),--queries $(QUERIES)) $(if $(TITLES),--titles $(TITLES)) \
		$(if $(TASKS),--tasks $(TASKS)) $(if $(JSON),--json)

lock:
	uv pip compile pyproject.toml --group dev --extra semantic --universal --generate-hashes --python-version 3.11 \
		--no-annotate --no-header --upgrade -o constraints.txt

clean:
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
