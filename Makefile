# Two commands matter: `make run` and `make test`. `make help` lists them all.
# What they need beside this file is Python 3.11 or newer; everything else goes into .venv.

.DEFAULT_GOAL := help
.PHONY: help run ready test lint format bench shots faults lock messages docs
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
PYTHON = $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && break; done)
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard forum/translations/*/LC_MESSAGES/messages.po))
WORKERS_OF_TESTS ?= 3

# Some machines tell Python to keep nothing of what it compiled: every start would read five hundred files anew.
unexport PYTHONDONTWRITEBYTECODE

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ready ## Open the community on this machine (HOST, PORT, DATA_DIR, DEMO=0, …)
	$(eval refusal := $(shell $(BIN)/python -m config 2>&1))$(if $(refusal),$(error $(refusal)))
	@exec $(BIN)/python -m forum.serve

ready: $(VENV)/for-running $(CATALOGUES) ## Install what `make run` needs, and start nothing

# What measures time may fail once while the machine is busy with something else; what fails three times is wrong.
test: lint ## Check everything: lint, then all tests
	$(BIN)/python -m pytest -n $(WORKERS_OF_TESTS) --dist worksteal --reruns 2 --reruns-delay 2 -r R

lint: $(VENV)/for-testing $(CATALOGUES) ## Check style, types, floors and templates
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check .
	$(BIN)/mypy --num-workers $(WORKERS_OF_TESTS)
	$(BIN)/lint-imports --no-logo
	$(BIN)/djlint templates --lint --quiet

format: $(VENV)/for-testing ## Put the code into its usual form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/for-testing $(CATALOGUES) ## Measure, as ratios within one run
	$(BIN)/python -m benchmarks

shots: $(VENV)/for-testing $(CATALOGUES) ## Take pictures of every key page into shots/
	$(BIN)/python -m tests.browser.shots

faults: $(VENV)/for-testing $(CATALOGUES) ## Try harder: forty kills while others write, and all of the real data
	$(BIN)/python -m pytest tests/faults --kills 40 --whole
	$(BIN)/python -m pytest tests/integration/discussions/test_real_threads.py --whole

docs: $(VENV)/for-running ## Write the generated pages of docs/
	$(BIN)/flask config doc > docs/configuration.md

messages: $(VENV)/for-testing ## Collect the texts of the interface for translators
	$(BIN)/pybabel -q extract -F pyproject.toml -k _l -k _n:1,2 --no-location --sort-output -o forum/translations/messages.pot .
	$(BIN)/pybabel -q update -N --no-wrap -i forum/translations/messages.pot -d forum/translations

lock: ## Choose the newest versions that requirements/*.in allow, with their hashes
	$(PYTHON) -m venv build/lock
	build/lock/bin/pip install --quiet uv
	for name in base dev; do build/lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
		--generate-hashes --no-header --no-emit-index-url requirements/$$name.in -o requirements/$$name.txt; done

$(VENV)/for-running: requirements/base.txt
	@test -n "$(PYTHON)" || { echo "Potluck needs Python 3.11 or newer; none answers to python3." >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) || \
		{ echo "This Python cannot make $(VENV); on Debian, install the package python3-venv." >&2; exit 1; }
	@echo "Installing the libraries, once …"
	@$(INSTALL) -r requirements/base.txt
	@touch $@

$(VENV)/for-testing: $(VENV)/for-running requirements/dev.txt
	@echo "Installing what tests and checks need, once …"
	@$(INSTALL) -r requirements/base.txt -r requirements/dev.txt
	@touch $@

%.mo: %.po | $(VENV)/for-running
	@$(BIN)/pybabel -q compile -i $< -o $@
