# One word for each thing a newcomer does; bare `make` lists the words.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check install
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
# The folder of reference numbers and the one where its data: paths start.
DIR ?= $(if $(HAILONG_REFERENCE),$(HAILONG_REFERENCE)/golden)
DATA ?= $(if $(DIR),$(DIR)/../data)
.PHONY: help setup demo test soak fix bench golden docs check-python test-tools system-packages

help:
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(VENV)/.run-time ## install everything needed to run hailong into .venv
	@echo "Ready: $(BIN)/hailong --help"

demo: $(VENV)/.run-time ## make a simulated province in the folder demo/ (replaced on each run) and, at a terminal, serve it
	@rm -rf demo
	@SERVE="$(SERVE)" $(BIN)/hailong demo demo

test: system-packages test-tools ## check the style, the types and everything else, from nothing
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/mypy
	@.ci/in-memory $(BIN)/python -m pytest -n logical --maxprocesses 4

soak: system-packages test-tools ## run the long counts; the dated output goes to docs/evidence/
	@mkdir -p docs/evidence
	@$(BIN)/python -m pytest -m soak -s --timeout 0 | sed -u 's|$(CURDIR)/||g' | tee "docs/evidence/$$(date +%F)-soak.txt"

fix: test-tools ## format the code and mend what can be mended by itself
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix

bench: test-tools $(VENV)/.bench ## measure the speed goals; prints a table and writes build/bench.json
	@$(BIN)/python -m tests.bench

golden: test-tools ## compare with every reference number: make golden DIR=<folder> [DATA=<folder>]
	@[[ -n "$(DIR)" ]] || { echo "Which references? make golden DIR=<folder>, or set HAILONG_REFERENCE to the folder that holds golden/ and data/"; exit 1; }
	@$(BIN)/python -m tests.reference "$(DIR)" --data "$(DATA)"

docs: $(VENV)/.run-time ## write again the pages under docs/ that are made from the code
	@$(BIN)/python docs/generate.py

test-tools: $(VENV)/.test

system-packages:
	@PYTHON=$(PYTHON) .ci/system-packages test

check-python:
	@PYTHON=$(PYTHON) .ci/system-packages run-time
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 setup"; exit 1; }

$(VENV)/.run-time: .ci/requirements.txt pyproject.toml | check-python
	@$(BIN)/python -c '' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	@echo "Installing into $(VENV)"
	@$(PIP) -r .ci/requirements.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: $(VENV)/.run-time .ci/requirements-test.txt
	@$(PIP) -r .ci/requirements-test.txt
	@touch $@

$(VENV)/.bench: $(VENV)/.test .ci/requirements-bench.txt
	@$(PIP) --no-deps -r .ci/requirements-bench.txt
	@touch $@
