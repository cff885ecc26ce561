# Two commands: `make run` shows the whole desk, `make test` proves it; `make chaos` tries to break it.
# Nothing is needed but Python 3.11 (with venv) and make.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PYTEST ?= $(BIN)/python -m pytest
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# Compiled once, not by each of the many processes that both commands start.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test chaos install lock clean

run: install
	@exec $(BIN)/disputes run

test: install
	@$(PYTEST)

# Ten minutes on SQLite; `make chaos CHAOS="--database postgresql --seconds 7200"` and the like.
# `make chaos CHAOS=--alarms` sets off each alert in turn, and shows that it fires and is over.
chaos: install
	@$(BIN)/python -m tests.chaos $(CHAOS)

install: .venv/installed

.venv/installed: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 is missing: install it and try again." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "Python 3.11, 3.12 or 3.13 is needed; set PYTHON=/path/to/python3.11." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Python's venv module is missing: install it (on Debian: python3.11-venv)." >&2; exit 1; }
	@echo "Installing into .venv (once)" >&2
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) --require-hashes --requirement requirements.lock && \
	  $(PIP) --no-deps --no-build-isolation --editable . || \
	  { echo "Installing failed; pip's reason stands above." >&2; exit 1; }
	@touch .venv/installed

# Resolve anew; the lock holds hashes and no address.
lock:
	@$(PYTHON) -m venv .local/uv && .local/uv/bin/pip install --quiet uv
	@.local/uv/bin/uv pip compile pyproject.toml --group dev --universal --generate-hashes \
	  --no-header --no-emit-index-url --no-emit-find-links --python-version 3.11 -o requirements.lock

clean:
	rm -rf .venv .local
