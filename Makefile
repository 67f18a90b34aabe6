# Two commands for a newcomer: `make run` and `make test`. Everything else is for those who change Dolomite.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --quiet --constraint constraints.txt
ARGS ?=
SERVE ?= yes
EXAMPLE := report examples/person.yaml --diary examples/person.csv

APART := --ignore tests/browser --ignore tests/population --ignore tests/site# which have targets of their own
QUICK := python -m pytest -m "not browser and not slow" $(APART)
DRAWN := --ignore tests/house/test_manual.py# its pages are made with the versions of constraints.txt

.PHONY: run test test-slow test-browser test-population site test-site test-oldest test-newest oldest sbom check coverage mutants bench docs clean

run: $(VENV)/.installed ## install, show the example's answer, then serve the web app (SERVE=no: only the answer; ARGS="...": any command)
ifeq ($(strip $(ARGS)),)
	@$(BIN)/dolomite $(EXAMPLE)
	@echo
	@echo 'This is a made-up person. Your own answer: make run ARGS="init", then make run ARGS="report me.yaml".'
	@echo 'A command in [brackets] is run in the same way: make run ARGS="plan ..." for [dolomite plan ...].'
	@if [ "$(SERVE)" != no ] && [ -t 1 ]; then $(BIN)/dolomite serve; else \
		echo "To use it in a browser: $(BIN)/dolomite serve"; fi
else
	@$(BIN)/dolomite $(ARGS)
endif

test: $(VENV)/.dev ## all that needs only Python and does not take long
	$(BIN)/$(QUICK) -n 2 --dist loadfile

test-slow: $(VENV)/.dev ## the long ones: every name, every stopped person, migrations killed at every statement
	$(BIN)/python -m pytest -m "slow and not browser" $(APART) -n 2 --dist loadscope

test-browser: $(VENV)/.browser ## pages and PDF: needs Chromium and Pango
	$(BIN)/python -m pytest -m browser --ignore tests/population --ignore tests/site

test-population: $(VENV)/.population ## surveys on DuckDB, Polars and, where Java is, Spark
	$(BIN)/python -m pytest tests/population

site: $(VENV)/.dev ## write the folder site/: Dolomite inside a browser, for any static host (needs npm)
	$(BIN)/python tools/site/build.py

test-site: $(VENV)/.browser site ## build that folder and use it in Chromium, with the network cut
	$(BIN)/python -m pytest -m browser tests/site

check: $(VENV)/.dev ## style, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test-oldest: ## the oldest versions that pyproject.toml allows (constraints-oldest.txt)
	$(PYTHON) -m venv $(VENV)-oldest
	$(VENV)-oldest/bin/python -m pip --disable-pip-version-check install --quiet --constraint constraints-oldest.txt --editable ".[dev]"
	$(VENV)-oldest/bin/$(QUICK) $(DRAWN) -n 2 --dist loadfile

test-newest: ## the newest versions there are, without constraints
	$(PYTHON) -m venv $(VENV)-newest
	$(VENV)-newest/bin/python -m pip --disable-pip-version-check install --quiet --upgrade --editable ".[dev]"
	$(VENV)-newest/bin/$(QUICK) $(DRAWN) -n 2 --dist loadfile

oldest: $(VENV)/.supply ## write constraints-oldest.txt anew from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --extra pdf --resolution lowest-direct --python-version 3.11 --no-header --no-annotate \
		--output-file constraints-oldest.txt

sbom: $(VENV)/.supply ## what Dolomite is made of: out/sbom.json (CycloneDX) and out/licences.md
	@mkdir -p out
	$(PYTHON) -m venv $(VENV)-bare
	$(VENV)-bare/bin/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt ".[pdf]"
	$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --output-file out/sbom.json $(VENV)-bare/bin/python
	$(BIN)/pip-licenses --python $(VENV)-bare/bin/python --format markdown --with-urls --output-file out/licences.md

coverage: $(VENV)/.population ## how much of each room its own tests run, held against a floor
	@$(PIP) --editable ".[dev,population,spark,coverage]"
	$(BIN)/python tools/coverage_rooms.py

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
	$(BIN)/python tools/worked_page.py

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

$(VENV)/.supply: $(VENV)/.dev
	@$(PIP) --editable ".[dev,supply]"
	@touch $@

$(VENV)/.browser: $(VENV)/.dev
	@$(PIP) --editable ".[dev,pdf,browser]"
	@touch $@
