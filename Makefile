# make run: install and run the default scenario. make test: install and run the tests, on up to four cores, each file of
# tests in one process (.venv/bin/pytest runs them in one process, one after another). make news: install what reads news.
# make serve: install what the server needs, build the page where Node.js is at hand, and open the simulator on 127.0.0.1.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
SCENARIO ?= us-china-60
OUT ?= results/$(SCENARIO)

define libraries
@echo "Installing the libraries of requirements/$(1).txt into $(VENV): about a minute without a word ..."
@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/$(1).txt
endef

.PHONY: run test serve news page node lint bench docs lock data clean

run: $(VENV)/run.stamp
	$(BIN)/multipolar run $(SCENARIO) --out $(OUT)
	@echo "Open $(OUT)/report.html in a browser."

test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -n logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder -rs

serve: $(VENV)/web.stamp
	@$(BIN)/python tools/build_page.py --or-built
	$(BIN)/multipolar serve $(if $(PORT),--port $(PORT)) $(ADDRESS)

news: $(VENV)/news.stamp
	@echo "Read articles with $(BIN)/multipolar read FILES"

page: $(VENV)/bin/python
	@$(BIN)/python tools/build_page.py

# Node.js from PyPI into the virtual environment, for machines whose own is missing or too old.
node: $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/node.txt

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/run.stamp
	$(BIN)/multipolar bench

docs: $(VENV)/docs.stamp
	$(BIN)/mkdocs build --strict

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Multipolar needs Python 3.11 or newer; run make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: $(VENV)/bin/python requirements/run.txt pyproject.toml
	$(call libraries,run)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/news.stamp: $(VENV)/bin/python requirements/news.txt pyproject.toml
	$(call libraries,news)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/run.stamp

$(VENV)/web.stamp: $(VENV)/bin/python requirements/web.txt pyproject.toml
	$(call libraries,web)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/run.stamp $(VENV)/news.stamp

$(VENV)/dev.stamp: $(VENV)/bin/python requirements/dev.txt pyproject.toml
	$(call libraries,dev)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/run.stamp $(VENV)/news.stamp $(VENV)/web.stamp

$(VENV)/docs.stamp: $(VENV)/dev.stamp requirements/docs.txt
	$(call libraries,docs)
	@touch $@

# Maintainers: write the locked dependencies anew, and the packaged data from the raw sets.
lock:
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 --no-header \
	  pyproject.toml requirements/build.in -o requirements/run.txt
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 --no-header \
	  --extra news pyproject.toml requirements/build.in -c requirements/run.txt -o requirements/news.txt
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 --no-header \
	  --extra news --extra web pyproject.toml requirements/build.in -c requirements/news.txt -o requirements/web.txt
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 --no-header \
	  --extra dev --extra news --extra web pyproject.toml requirements/build.in -c requirements/web.txt -o requirements/dev.txt
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 --no-header \
	  --extra dev --extra news --extra web --extra docs --extra page pyproject.toml requirements/build.in -c requirements/dev.txt -o requirements/docs.txt
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 --no-header \
	  requirements/node.in -o requirements/node.txt

RAW ?= ../shared/data
data: $(VENV)/dev.stamp
	$(BIN)/python tools/build_data/elasticities.py --raw $(RAW) --out src/multipolar/params
	@echo "The map needs countries-110m.json of the npm package world-atlas: tools/build_data/build_map.py"
	$(BIN)/python tools/build_data/build_groups.py --raw $(RAW) --out src/multipolar/data
	$(BIN)/python tools/build_data/politics_unga.py --raw $(RAW) --out src/multipolar/data/politics
	$(BIN)/python tools/build_data/politics_ties.py --raw $(RAW) --out src/multipolar/data/politics
	$(BIN)/python tools/build_data/politics_economies.py --raw $(RAW) --out src/multipolar/data/politics
	$(BIN)/python tools/build_data/politics_distance.py --raw $(RAW) --out src/multipolar/data/politics
	$(BIN)/python tools/build_data/pair_trade.py --raw $(RAW) --out src/multipolar/data
	$(BIN)/python tools/build_data/world_fictional.py --out src/multipolar/data
	$(BIN)/python tools/build_data/world_2022.py --raw $(RAW) --out src/multipolar/data
	$(BIN)/python tools/build_data/russia_2023.py --raw $(RAW) --out src/multipolar
	$(BIN)/python tools/build_data/commodities.py --raw $(RAW) --out src/multipolar/data
	$(BIN)/python tools/build_data/world_cp2015.py --raw $(RAW) --out src/multipolar
	$(BIN)/python tools/build_data/gegravity.py --raw $(RAW) --out src/multipolar/published
	$(BIN)/python tools/build_data/build_tariff_scenarios.py --raw $(RAW) --out src/multipolar/scenarios
	$(BIN)/python tools/build_data/exposure.py --out src/multipolar/data
	$(BIN)/python tools/build_data/satellites.py --raw $(RAW) --out src/multipolar/data
	$(BIN)/python tools/build_data/satellite_errors.py --out src/multipolar/params
	$(BIN)/python tools/build_data/alignment_panel.py --out src/multipolar/params
	$(BIN)/python tools/build_data/alignment_tables.py --docs docs/alignment-parameters.md
	$(BIN)/python tools/build_data/brief_answers.py --out src/multipolar/data

clean:
	rm -rf $(VENV) results build dist frontend/node_modules frontend/.built src/multipolar/web/static
