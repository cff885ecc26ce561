# Two commands: `make run` shows the whole desk, `make test` proves it.
# Nothing is needed but Python 3.11 (with venv) and make.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin

.PHONY: run test install lock clean

run: install
	@exec $(BIN)/disputes run

test: install
	@$(BIN)/python -m pytest

install: .venv/installed

.venv/installed: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 is missing: install it and try again." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; set PYTHON=/path/to/python3.11." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Python's venv module is missing: install it (on Debian: python3.11-venv)." >&2; exit 1; }
	@echo "Installing into .venv (once)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch .venv/installed

# Resolve anew; the lock holds hashes and no address.
lock:
	@python3 -m venv .local/uv && .local/uv/bin/pip install --quiet uv
	@.local/uv/bin/uv pip compile pyproject.toml --group dev --universal --generate-hashes \
	  --no-header --no-emit-index-url --no-emit-find-links --python-version 3.11 -o requirements.lock

clean:
	rm -rf .venv .local
