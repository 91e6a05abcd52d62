# Everything a newcomer or CI runs, one word each; `make` alone lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
BIN := .venv/bin

UNITS := $(addprefix tests/,temporal tagging reading events assembly exporting test_records.py test_files.py \
	test_layers.py test_sources.py)

.PHONY: help setup demo test unit check coverage lint types exports exports-check score bench fuzz docs screenshots audit lock dist clean

help: ## list these targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: ## make .venv with everything pinned in requirements.lock
	@scripts/setup.sh

demo: setup ## build the timelines of seeds/ into exports/ and say where they lie
	@$(BIN)/python scripts/make_exports.py

test: setup ## run all tests (those that need a missing program skip by name)
	@$(BIN)/python -m pytest

unit: setup ## the tests of the rooms alone, in a minute
	@$(BIN)/python -m pytest -n 2 --dist worksteal -p no:logging -m "not program and not slow" $(UNITS)

check: setup lint types exports-check ## what CI runs, without the programs outside Python
	@$(BIN)/python -m pytest -n 2 --dist worksteal -m "not program"

coverage: setup ## branches that the tests run through, below 95 % an error
	@$(BIN)/python -m pytest -n 2 --dist worksteal -m "not program" --cov --cov-report=term

lint: setup ## style and common mistakes
	@$(BIN)/ruff check timeline tests scripts

types: setup ## static types, strict
	@$(BIN)/mypy

exports: setup ## rebuild the committed exports/
	@$(BIN)/python scripts/make_exports.py

exports-check: setup ## rebuild exports/ elsewhere and compare
	@$(BIN)/python scripts/make_exports.py --compare

score: setup ## accuracy on the annotated corpora, against the pinned floors
	@$(BIN)/python scripts/score.py

bench: setup ## speed and memory, as ratios in one run
	@$(BIN)/python scripts/bench.py

fuzz: setup ## a short run of every fuzzer (SECONDS=60 each)
	@$(BIN)/python -m tests.fuzz --seconds $${SECONDS_EACH:-60}

docs: setup ## regenerate the generated pages of docs/
	@$(BIN)/python scripts/make_reference.py
	@$(BIN)/python scripts/make_bad_input.py

screenshots: setup ## take the README's pictures anew (needs Thunderbird, LibreOffice, poppler)
	@$(BIN)/python scripts/make_screenshots.py

audit: setup ## known weaknesses of the dependencies, or their pinned hashes where nobody can be asked
	@$(BIN)/python scripts/audit.py

lock: ## pin all dependencies anew (needs uv)
	@uv pip compile -q --universal --python-version 3.11 --all-extras --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml -o requirements.lock

dist: setup ## wheel and sdist, installed into a clean environment and run
	@$(BIN)/python scripts/check_dist.py

clean: ## remove what was built (not .venv)
	@rm -rf dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
