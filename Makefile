# Everything here works from a fresh clone with Python 3.11 (or newer), make and a C compiler.
# Each target does its own set-up; nothing is installed outside this folder.

PYTHON ?= python3
DATA   ?= data
VENV   := .venv
PY     := $(VENV)/bin/python
READY  := $(VENV)/.ready
TRAIN  := .venv-train
UV_PIP := $(VENV)/bin/uv pip compile pyproject.toml --universal --python-version 3.11 \
          --generate-hashes --no-emit-index-url --no-emit-find-links --quiet

.DEFAULT_GOAL := help
.PHONY: help setup demo test browser check format lint types imports floors docs pages bench bench-muc4 muc4-layer model folds books lock clean

help:  ## list the targets
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## /\1\t/' \
	  | awk -F '\t' '{ printf "  make %-11s %s\n", $$1, $$2 }'

setup: $(READY)  ## make .venv with the locked dependencies and this project in it

# A stamp, so that it reruns only when the lock or the project file changed.
$(READY): requirements.lock pyproject.toml
	test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes \
	  -r requirements.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

demo: $(READY)  ## ten sample reports, end to end, offline, in under a minute
	@$(VENV)/bin/reportedly demo

test: $(READY)  ## all tests, warnings as errors
	$(PY) -m pytest

# Debian's; nothing else is looked for. Without it the browser tests are skipped and say so.
browser:  ## install a browser for tests/browser (Debian's Chromium, by apt; wants root)
	command -v chromium >/dev/null || { apt-get update && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium; }

check: format lint types imports test pages floors  ## all that CI holds

format: $(READY)  ## fail where the layout is not ruff's
	$(VENV)/bin/ruff format --check .

lint: $(READY)  ## ruff's rules
	$(VENV)/bin/ruff check .

types: $(READY)  ## mypy --strict
	$(PY) -m mypy --strict

imports: $(READY)  ## the map of imports: downward, no circles, no I/O in the pure packages
	$(VENV)/bin/lint-imports

floors: $(READY)  ## quality floors on the project's own gold set
	$(PY) benchmarks/floors.py

docs: $(READY)  ## write docs/cli.md from --help
	$(PY) tools/make_cli_docs.py docs/cli.md

pages: $(READY)  ## fail where docs/cli.md is not what --help says, or a link leads nowhere
	$(PY) tools/make_cli_docs.py docs/cli.md --check
	$(PY) tools/check_links.py README.md docs

bench: $(READY)  ## the measurements behind the figures (DATA=folder for the sets not shipped)
	@for name in model reports tokens; do \
	  echo "== benchmarks/$$name.py"; PYTHONPATH=. $(PY) benchmarks/$$name.py --data "$(DATA)"; done
	@for pair in meantime_times:meantime geowebnews:geowebnews polnear:polnear-dev \
	  gvdb:gvdb-dev plv:plover; do \
	  name=$${pair%%:*}; echo "== benchmarks/$$name.py"; \
	  PYTHONPATH=. $(PY) benchmarks/$$name.py --data "$(DATA)/$${pair##*:}"; done
	@echo "== benchmarks/syndication.py"; PYTHONPATH=. $(PY) benchmarks/syndication.py --speed 20000
	@echo "== benchmarks/speed.py"; PYTHONPATH=. $(PY) benchmarks/speed.py "$(DATA)/reports"
	@echo "== benchmarks/linear.py"; PYTHONPATH=. $(PY) benchmarks/linear.py --svg docs/linear.svg

# RESPONSE: what `reportedly` answers to TST3, if it has been made.
RESPONSE ?= build/muc4/tst3.response
bench-muc4: $(READY)  ## MUC-4, the seventeen systems of 1992 and ours (DATA=folder)
	PYTHONPATH=. $(PY) benchmarks/muc4.py --data "$(DATA)" --response "$(RESPONSE)"

SEEN ?= build/muc4/seen
muc4-layer: $(READY)  ## learn the layer over MUC-4 anew on the model as it is (DATA=folder)
	OPENBLAS_NUM_THREADS=1 PYTHONPATH=. $(PY) -m training.muc4 --data "$(DATA)" --cache "$(SEEN)"

model: $(TRAIN)/.ready  ## train, test, export and quantise the language model (DATA=folder)
	$(TRAIN)/bin/python -m training.train --data "$(DATA)" --out build/model
	$(TRAIN)/bin/python -m training.export --checkpoint build/model --out src/reportedly/model

folds: $(TRAIN)/.ready  ## heads that leave reports out, for `make books` (DATA=folder; needs build/model)
	$(TRAIN)/bin/python -m training.folds --data "$(DATA)" --first build/model/first --last build/model

# In this order: each learns on what those before it have made. Run after a new model, and after `folds`.
# Keep what is better: the shipped days, reach and links are older (docs/stages/coding.md says why).
books: $(READY)  ## learn the weights of codebook/books anew on the model's parses (DATA=folder)
	@for pair in weigh:weights rank:fillers modes:mode_signs tell:tellings link:links scene:scene days:days reach:reach; do \
	  echo "== training/$${pair%%:*}.py"; PYTHONPATH=. $(PY) -m training.$${pair%%:*} --data "$(DATA)" \
	  --out src/reportedly/codebook/books/$${pair##*:}.toml || exit 1; done

$(TRAIN)/.ready: requirements-train.lock pyproject.toml
	test -x $(TRAIN)/bin/python || $(PYTHON) -m venv $(TRAIN)
	$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
	  -r requirements-train.lock
	$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

lock: pyproject.toml  ## make both lock files anew from pyproject.toml
	@test -x $(VENV)/bin/uv || { test -x $(PY) || $(PYTHON) -m venv $(VENV); \
	  $(PY) -m pip install --quiet uv; }
	$(UV_PIP) --custom-compile-command "make lock" --extra dev -o requirements.lock
	$(UV_PIP) --custom-compile-command "make lock" --extra train -o requirements-train.lock

clean:  ## remove what was built here
	rm -rf $(VENV) $(TRAIN) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
