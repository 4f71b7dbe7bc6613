# make run: set up what is missing and open the app. make test: set up and pass all tests.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: run test setup bench calibration lint messages lock system-run system-test

run: setup
	@$(BIN)/crible run

setup: system-run .venv/run.stamp

test: system-test .venv/test.stamp lint
	@$(BIN)/python -m pytest

lint: .venv/test.stamp
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --quiet --check . && $(BIN)/mypy && $(BIN)/lint-imports --no-cache > /dev/null

bench: system-run .venv/run.stamp
	@$(BIN)/python -m tests.bench $(NAME)

# Whether the chances that Crible claims come true: some minutes.
calibration: system-run .venv/run.stamp
	@$(BIN)/python -m tests.calibration

# The messages of the interface, gathered from the code into the language catalogues.
messages: .venv/test.stamp
	@$(BIN)/python -m common.messages

# The exact versions and hashes of everything, for every platform and no registry in particular.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	  --no-header pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	  --no-header --extra dev pyproject.toml -c requirements.lock -o requirements-dev.lock

system-run:
	@.ci/system-packages run

system-test:
	@.ci/system-packages test

.venv/run.stamp: requirements.lock pyproject.toml
	@echo "Setting up: a minute or two, once."
	@$(PYTHON) -m venv .venv
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --config-settings editable_mode=compat -e .
	@touch $@

.venv/test.stamp: requirements-dev.lock .venv/run.stamp
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@
