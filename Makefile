# Two commands do almost everything: `make site` and `make test`.
# Each sets up what it needs, a virtual environment in .venv, on its first run.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(if $(filter Windows_NT,$(OS)),$(VENV)/Scripts,$(VENV)/bin)
PY := $(BIN)/python
STAMP := $(VENV)/.installed
SITE := site

# mkdocs-material's own switch for the notice it prints at every build.
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUTF8 := 1

.PHONY: help site papers test serve check generate bench format lock clean env

help:
	@echo 'make site      check the data and build the site into $(SITE)/'
	@echo 'make papers    make the PDF files of the built site, in $(SITE)/papers/ (a minute or two)'
	@echo 'make test      every check and test (the browser ones need a Chromium)'
	@echo 'make serve     show the site at http://127.0.0.1:8000/ and follow your edits'
	@echo 'make check     check the data alone'
	@echo 'make generate  write the files that are made from the schemas'
	@echo 'make bench     measure speed and size, and print the figures'
	@echo 'make format    put Python code in the usual form'
	@echo 'make lock      write requirements.lock anew from pyproject.toml (UPGRADE=1 for newer versions)'
	@echo 'make clean     remove what was built, and the virtual environment'
	@echo
	@echo 'PROGRAMME_TODAY=2025-12-15 make site builds the site as of that day.'

site: $(STAMP)
	@$(PY) scripts/check_data.py
	@$(PY) -m mkdocs build --strict --site-dir $(SITE)
	@echo
	@echo 'The site is in $(SITE)/: open $(SITE)/index.html, or run "make serve" to see it as visitors do.'

papers: $(STAMP)
	@$(PY) scripts/make_papers.py $(SITE)

serve: $(STAMP)
	@$(PY) -m mkdocs serve

check: $(STAMP)
	@$(PY) scripts/check_data.py

test: $(STAMP)
	@echo '== Code: ruff, mypy'
	@$(PY) -m ruff check --quiet .
	@$(PY) -m ruff format --check --quiet . || { echo 'Some files are not in the usual form: run "make format".'; exit 1; }
	@$(PY) -m mypy
	@echo '== Text: codespell, yamllint'
	@$(PY) -m codespell_lib
	@$(PY) -m yamllint --strict -c tests/tools/yamllint.yaml mkdocs.yml data .github tests/tools
	@echo '== Plain words: reading age'
	@$(PY) scripts/check_reading.py
	@echo '== Generated files'
	@$(PY) scripts/generate.py --check
	@echo '== Tests'
	@$(PY) -m pytest -q -n auto --dist worksteal $(PYTEST_ARGS)

generate: $(STAMP)
	@$(PY) scripts/generate.py

bench: $(STAMP)
	@$(PY) tests/benchmarks/run.py

format: $(STAMP)
	@$(PY) -m ruff check --quiet --fix . || true
	@$(PY) -m ruff format .

lock: $(STAMP)
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --extra stores --extra dev --python-version 3.11 \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' \
	  $(if $(UPGRADE),--upgrade) --output-file requirements.lock pyproject.toml
	@echo 'requirements.lock is written: read its diff before you commit it.'

clean:
	rm -rf $(SITE) $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis tests/tools/node_modules

env: $(STAMP)

# The first Python of 3.11 or newer, the newest name first; PYTHON=/path/to/python3.12 overrides.
PYTHONS := $(if $(PYTHON),$(PYTHON),python3.13 python3.12 python3.11 python3 python)

$(STAMP): requirements.lock pyproject.toml
	@found=; for name in $(PYTHONS); do \
	  if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	    found=$$name; break; fi; done; \
	if [ -z "$$found" ]; then \
	  echo 'Python 3.11 or newer was not found (looked for: $(PYTHONS)).'; \
	  echo 'Install it: "sudo apt install python3 python3-venv" on Debian or Ubuntu,'; \
	  echo '"brew install python" on a Mac; or name one: make PYTHON=/path/to/python3.12'; \
	  exit 1; fi; \
	if ! "$$found" -c 'import ensurepip, venv' >/dev/null 2>&1; then \
	  echo "$$found cannot make virtual environments: its venv part is missing."; \
	  echo 'Install it: "sudo apt install python3-venv" on Debian or Ubuntu, then run the same command again.'; \
	  exit 1; fi; \
	echo "Setting up $(VENV) with $$found (once; about a minute) ..."; \
	"$$found" -m venv --clear $(VENV) || exit 1; \
	if ! $(PY) -m pip install -qq --require-hashes --only-binary :all: -r requirements.lock; then \
	  rm -rf $(VENV); \
	  echo 'The packages could not be installed; the reason is above.'; \
	  echo 'Most often there is no network, or a proxy is in the way. Then run the same command again.'; \
	  exit 1; fi
	@$(PY) -m pip install -qq --no-deps --no-build-isolation --no-index --editable .
	@touch $(STAMP)
