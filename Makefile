# The portal's commands. Each one sets up what it needs from nothing; see README.md.
.DEFAULT_GOAL := help
.PHONY: help setup run test walks contract lint audit bench soak vendor-check requirements messages

BIN := .venv/bin
PYTEST := -n 2 --dist loadfile --no-loadscope-reorder

help: ## List the commands
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' Makefile

setup: ## Build .venv, if anything changed
	@sh scripts/setup.sh

run: setup ## Run the demonstration on http://127.0.0.1:8000 (PORT= for another port)
	@PORT="$(PORT)" exec $(BIN)/python scripts/run.py

test: setup ## Run the tests (ARGS="-k word" for some)
	@$(BIN)/python -m pytest $(PYTEST) -m "not walk" $(ARGS)

walks: setup ## Run the tests that walk over the whole portal or let it fail, for minutes
	@$(BIN)/python -m pytest $(PYTEST) -m walk $(ARGS)

contract: setup ## Call the API as its OpenAPI document promises, and read it with a generated client
	@$(BIN)/python -m pytest tests/contract $(ARGS)

lint: setup ## Check style, templates, migrations, requirements and vendored files
	@$(BIN)/python scripts/lint.py

bench: setup ## Measure against PostgreSQL alone and a plain DRF registry
	@$(BIN)/python scripts/bench/run.py $(ARGS)

audit: setup ## Ask the internet for known weaknesses of the packages of production
	@$(BIN)/python scripts/audit.py

soak: setup ## Ten minutes of load while everything around the portal fails (ARGS="--seconds 60")
	@$(BIN)/python scripts/soak/run.py $(ARGS)

vendor-check: setup ## Check the vendored files against static/vendor/vendor.json
	@$(BIN)/python -m pytest -q tests/test_front_end.py

requirements: setup ## Resolve pyproject.toml anew into requirements/
	@$(BIN)/python scripts/requirements.py make

messages: setup ## Collect the texts to translate into locale/
	@$(BIN)/python scripts/messages.py
