# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2

# What people and machines call. Everything else is in tools/.

PYTHON ?= python3
# exec: no shell stays between make and what it runs, so that signals and the end of make reach it.
BOOTSTRAP = exec "$(PYTHON)" tools/bootstrap.py

.PHONY: help run test setup dev lock messages capability benchmark clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/^([a-z]+):.*## (.*)/  make \1	\2/'

run: ## Set up everything and serve the demonstration town (PORT, TOWN, DATA_DIR)
	@$(BOOTSTRAP) run

test: ## Set up everything and run all checks and tests
	@$(BOOTSTRAP) test

setup: ## Set up what running needs
	@$(BOOTSTRAP) setup

dev: ## Set up what development needs
	@$(BOOTSTRAP) dev

lock: ## Make the lock files anew from pyproject.toml and package.json
	@$(BOOTSTRAP) exec -m tools.locks write

messages: ## Collect the texts of all apps into the English catalogues
	@$(BOOTSTRAP) exec -m tools.messages extract

capability: ## Make a new capability: make capability NAME=waste LABEL=Abfall
	@$(BOOTSTRAP) exec -m tools.new_capability "$(NAME)"

benchmark: ## Measure what the project promises
	@$(BOOTSTRAP) exec -m benchmarks

clean: ## Remove what was built (not the data in var/)
	rm -rf build node_modules .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
