# Birlik. `make help` lists what there is to do.

example := examples/unity-2024/unity-2024.xlsx
out := build/unity-2024
bin := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help demo test check format bench lock venv clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

demo: ## Plan the example exercise and serve it until Ctrl-C; ARGS=--once ends when it answers
	@tools/make-venv run
	$(bin)/birlik check $(example)
	$(bin)/birlik plan $(example) --out $(out)
	$(bin)/birlik verify $(out)/timetable.json --plan $(example)
	@echo
	@echo "The timetable as one page: file://$(CURDIR)/$(out)/timetable.html"
	@$(bin)/birlik demo $(example) --timetable $(out)/timetable.json --data build/demo $(ARGS)

test: ## Run the tests; ARGS="-k name" runs some
	@tools/make-venv test
	@BIRLIK_CHROMIUM=$$(tools/find-chromium) && export BIRLIK_CHROMIUM && \
		$(bin)/python -m pytest -n auto $(ARGS)

check: ## Run the linters and the type checker
	@tools/make-venv test
	$(bin)/ruff check
	$(bin)/ruff format --check
	$(bin)/mypy
	$(bin)/lint-imports --no-logo

format: ## Format the code and mend what can be mended
	@tools/make-venv test
	$(bin)/ruff check --fix
	$(bin)/ruff format

bench: ## Run the benchmarks
	@tools/make-venv bench
	$(bin)/python -m benchmarks $(ARGS)

lock: ## Write the locked requirements anew; ARGS=--upgrade takes the newest
	@tools/lock $(ARGS)

venv: ## Set up .venv for work on the code
	@tools/make-venv test

clean: ## Remove everything made by make
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests benchmarks -name __pycache__ -prune -exec rm -rf {} +
