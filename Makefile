# Two commands for a newcomer: `make run` and `make test`. Everything else is for those who change Dolomite.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt
ARGS ?=
EXAMPLE := report examples/person.yaml --diary examples/person.csv

.PHONY: run test test-browser test-population check mutants bench docs clean

run: $(VENV)/.installed ## install, then run a command (ARGS="...")
ifeq ($(strip $(ARGS)),)
	@$(BIN)/dolomite $(EXAMPLE)
	@mkdir -p out && $(BIN)/dolomite $(EXAMPLE) --html out/report.html
else
	@$(BIN)/dolomite $(ARGS)
endif

test: $(VENV)/.dev ## everything that needs only Python
	$(BIN)/python -m pytest -m "not browser" --ignore tests/browser --ignore tests/population -n 2 --dist loadfile

test-browser: $(VENV)/.browser ## pages and PDF: needs Chromium and Pango
	$(BIN)/python -m pytest -m browser --ignore tests/population

test-population: $(VENV)/.population ## surveys on DuckDB, Polars and, where Java is, Spark
	$(BIN)/python -m pytest tests/population

check: $(VENV)/.dev ## style, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

mutants: $(VENV)/.dev ## change the safety code in some thousand small ways: which change does no test notice?
	@$(PIP) --editable ".[dev,mutation]"
	$(BIN)/mutmut run --max-children 2
	$(BIN)/mutmut results

bench: $(VENV)/.dev ## what is fast, against whom (benchmarks/requirements.txt holds the peers)
	@sed 's/#.*//; /^ *$$/d' benchmarks/requirements.txt | while read peer; do \
		$(BIN)/python -m pip --disable-pip-version-check install --quiet "$$peer" || echo "Not to be had here: $$peer"; done
	$(BIN)/python benchmarks/run.py

docs: $(VENV)/.dev ## write the generated pages of docs/reference
	$(BIN)/python tools/reference_pages.py
	$(BIN)/python tools/mechanism_page.py

clean:
	rm -rf $(VENV)

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "Installing Dolomite into $(VENV) (once, about a minute) ..."
	@$(PIP) --editable .
	@$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/.dev: $(VENV)/.installed
	@$(PIP) --editable ".[dev]"
	@touch $@

$(VENV)/.population: $(VENV)/.dev
	@$(PIP) --editable ".[dev,population,spark]"
	@touch $@

$(VENV)/.browser: $(VENV)/.dev
	@$(PIP) --editable ".[dev,pdf,browser]"
	@touch $@
