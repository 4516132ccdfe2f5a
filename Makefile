# make serve   runs Rolebook on the shipped content      make test    everything that must hold before a commit
# make install sets up .venv                              make bench   measures speed and relevance
# make lock    pins the dependencies anew

PYTHON ?= python3
PORT ?= 8000
QUERIES ?=
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed

.PHONY: install serve test bench lock clean

install: $(INSTALLED)

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Rolebook needs Python 3.11 or later; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "Setting up $(VENV); this takes a minute the first time."
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

serve: install
	$(BIN)/kb serve --port $(PORT)

test: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/kb check
	$(BIN)/pytest

bench: install
	$(BIN)/python -m bench $(if $(QUERIES),--queries $(QUERIES))

lock:
	uv pip compile pyproject.toml --group dev --universal --generate-hashes --python-version 3.11 \
		--no-annotate --no-header --upgrade -o constraints.txt

clean:
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
