# Two commands: `make run` and `make test`. Needs Python 3.11 or newer and make; everything else comes by pip into .venv.
#   make run            start the app with its demonstration   (DEMO=0: empty; PORT=8080: another port)
#   make test           everything: the gates, then all tests  (ARGS="tests/programme -k feed": some of them)
#   PYTHON=/path/to/python3.12 with either builds .venv with that Python.

VENV := .venv
PY := $(VENV)/bin/python
FOUND := $(firstword $(foreach name,$(PYTHON) python3 python3.13 python3.12 python3.11 python,$(shell \
	command -v $(name) >/dev/null 2>&1 && $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
PIP := $(PY) -m pip install --quiet --quiet --disable-pip-version-check --no-input --require-hashes
ARGS ?=
LANGUAGES := $(wildcard translations/*/LC_MESSAGES)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test check gates bench messages pins clean environment run-set test-set programs

help:
	@sed -n 's/^#   //p' Makefile

run: run-set
	@exec $(PY) -m flask --app app start

test: test-set programs check
	@echo "Running the tests, one process for each core and one more: they often wait for servers and browsers."
	@$(PY) -m pytest -n $$($(PY) -c 'import os; print(len(os.sched_getaffinity(0)) + 1 if hasattr(os, "sched_getaffinity") else os.cpu_count() + 1)') $(ARGS)

check: test-set
	@echo "Checking style."
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check --quiet --output-format=concise . || { echo "Not formatted: run '$(VENV)/bin/ruff format .'" >&2; exit 1; }
	@echo "Checking types."
	@$(PY) -m mypy --num-workers auto --no-error-summary $(wildcard app.py meetings tests bench)
	@echo "Checking that no room imports a room above it."
	@$(VENV)/bin/lint-imports --no-logo > $(VENV)/imports.log || { cat $(VENV)/imports.log; exit 1; }
	@echo "Checking templates, words and lists."
	@if [ -n "$$(find templates -name '*.html' 2>/dev/null | head -n 1)" ]; then $(PY) -m djlint --lint --quiet templates; fi
	@$(PY) -m tests.gates

bench: test-set
	@echo "Measuring pages against a bare Flask page under the same server."
	@$(PY) -m bench

messages: run-set
	@echo "Collecting every sentence that a person sees into translations/messages.pot."
	@mkdir -p translations
	@$(VENV)/bin/pybabel --quiet extract -F pyproject.toml --no-default-keywords \
		-k _ -k _l -k N_ -k Refused:1 -k gettext -k lazy_gettext -k ngettext:1,2 -k pgettext:1c,2 \
		--project=meetings --copyright-holder='the contributors' --sort-by-file -o translations/messages.pot .
	@if [ -n "$(LANGUAGES)" ]; then \
		echo "Bringing the languages up to date."; \
		$(VENV)/bin/pybabel --quiet update -i translations/messages.pot -d translations && \
		$(VENV)/bin/pybabel --quiet compile -d translations; \
	fi

# Pins name no index host, so every machine takes the packages from wherever its pip is told to.
pins: test-set
	@echo "Pinning the newest versions that requirements/*.in allow. Needs the program uv."
	@for set in run test; do \
		uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --universal --python-version 3.11 \
			requirements/$$set.in -o requirements/$$set.txt || exit 1; \
	done

clean:
	@echo "Removing .venv and caches. instance/ (the data) stays."
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ─── The environment ─────────────────────────────────────────────────────────────────────────────────────────────

environment:
	@if ! $(PY) -m pip --version >/dev/null 2>&1; then \
		if [ -n "$(PYTHON)" ] && [ "$(FOUND)" != "$(PYTHON)" ]; then \
			echo "PYTHON=$(PYTHON) is not a Python 3.11 or newer." >&2; exit 1; \
		fi; \
		if [ -z "$(FOUND)" ]; then \
			echo "This needs Python 3.11 or newer; found: $$(python3 --version 2>/dev/null || echo none). Name another: make PYTHON=/path/to/python3.12 ..." >&2; exit 1; \
		fi; \
		echo "Creating the environment in $(VENV) with $$($(FOUND) --version)."; \
		$(FOUND) -m venv --clear $(VENV) > .venv.log 2>&1 || { \
			cat .venv.log >&2; rm -rf .venv.log $(VENV); \
			echo "This Python cannot create environments; on Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; \
		}; \
		rm -f .venv.log; \
	fi

# A set is installed again only when its file differs from the copy kept at the last install.
run-set: environment
	@cmp -s requirements/run.txt $(VENV)/run.installed || { \
		echo "Installing what the app runs with (requirements/run.txt, by pip, checked by hash)." && \
		$(PIP) -r requirements/run.txt && cp requirements/run.txt $(VENV)/run.installed; }

test-set: run-set
	@cmp -s requirements/test.txt $(VENV)/test.installed || { \
		echo "Installing what the tests need (requirements/test.txt)." && \
		$(PIP) -r requirements/test.txt && cp requirements/test.txt $(VENV)/test.installed; }

programs: test-set
	@$(PY) -m tests.services.programs
