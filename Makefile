# The one way in, for people and for CI. Needs Python 3.11 with venv and pip, and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --constraint deploy/constraints.txt

.PHONY: help chat telegram test office lint format bench-quality bench-check bench-essay bench-bot bench-documents bench-speed sim-inbox sim-daily readme constraints clean

help: ## Show what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

chat: $(VENV)/.installed ## Ask the documents in the terminal (the samples, while there are none)
	@$(BIN)/chuchu chat

telegram: $(VENV)/.installed ## Run the Telegram bot (CHUCHU_TELEGRAM_TOKEN)
	@$(BIN)/chuchu telegram

test: $(VENV)/.developing ## Run the tests
	$(BIN)/pytest --numprocesses 2 -rs

office: ## Install LibreOffice and fonts, with which tests look at documents on the page (Debian, as root)
	@command -v soffice >/dev/null || { apt-get update -qq && \
	apt-get install -qq --yes --no-install-recommends libreoffice-writer-nogui fonts-noto-cjk; }

lint: $(VENV)/.developing ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.developing ## Put the code in its layout
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

TASK ?= ../shared/bench/cmrc ../shared/bench/xquad
bench-quality: $(VENV)/.developing ## Measure retrieval on benchmark tasks: make bench-quality TASK="DIR DIR"
	$(BIN)/python -m tests.bench.quality $(TASK)

FOLDER ?= corpus/samples
bench-check: $(VENV)/.developing ## Measure quotation checking: make bench-check FOLDER=DIR
	$(BIN)/python -m tests.bench.check $(FOLDER)

bench-essay: $(VENV)/.developing ## Measure an essay's check against a million passages: make bench-essay TASK=DIR
	$(BIN)/python -m tests.bench.essays $(firstword $(TASK))

bench-bot: $(VENV)/.developing ## Measure the bot's processor time for a question beside a bare echo bot
	$(BIN)/python -m tests.bench.bot

bench-documents: $(VENV)/.developing ## Measure reading and indexing 1,500 generated laws
	$(BIN)/python -m tests.bench.documents

TASKS ?= ../shared/bench/cmrc
bench-speed: $(VENV)/.developing ## Measure the index beside its peers: make bench-speed TASKS="DIR DIR" ARGUMENTS=--readme
	$(INSTALL) --requirement tests/bench/requirements.txt
	$(BIN)/python -m tests.bench.speed $(TASKS) $(ARGUMENTS)

sim-inbox: $(VENV)/.developing ## Simulate 10,000 questions through faults and kill -9
	$(BIN)/python -m tests.simulation.inbox --questions 10000 --chats 500 --kills 10

sim-daily: $(VENV)/.developing ## Simulate a month of daily passages for 10,000 subscribers, and 100,000 at once (some 40 minutes)
	$(BIN)/python -m tests.simulation.daily
	$(BIN)/python -m tests.simulation.daily --at-once 100000

readme: $(VENV)/.developing ## Put the program's present output into the README
	$(BIN)/python -m tests.renew_readme

constraints: ## Lock the newest versions that fit pyproject.toml
	rm -rf build/lock && $(PYTHON) -m venv build/lock
	build/lock/bin/pip install --quiet --disable-pip-version-check '.[dev]'
	build/lock/bin/pip freeze --exclude chuchu | grep -E '^[A-Za-z0-9._-]+==' > deploy/constraints.txt
	rm -rf build/lock

clean: ## Remove what make made
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/.installed: pyproject.toml deploy/constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo 'Installing…'
	@$(INSTALL) --editable .
	@$(BIN)/python -m compileall -q bot corpus retrieval
	@touch $@

$(VENV)/.developing: $(VENV)/.installed
	@echo 'Installing what tests need…'
	@$(INSTALL) --editable '.[dev]'
	@touch $@
