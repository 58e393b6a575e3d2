# Every command installs what it is missing first (.ci/setup/) and is quick when nothing is.

SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help run dev site test bench bench-full set-up-to-build set-up-to-test

# Where `make run` and `make dev` listen and keep their data; both may be given on the command line.
ADDRESS ?= 127.0.0.1:3000
DATA ?= .data

# The scripts look for what was built here, wherever a cargo configuration would put it.
export CARGO_TARGET_DIR := $(CURDIR)/target

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: site ## build and start Sandtable with the demo workspace on http://127.0.0.1:3000 (ADDRESS=host:port, DATA=folder)
	@cargo build --release --package server
	@exec target/release/sandtable serve --demo --address $(ADDRESS) --data $(DATA)

dev: set-up-to-build ## the same from a debug build, built and started again whenever a file changes
	@.ci/dev.sh $(ADDRESS) $(DATA)

site: set-up-to-build ## what the browser loads, into target/site: WASM, script, style
	@.ci/site.sh wasm-release

test: ## format, lints, all tests on SQLite and PostgreSQL, the site, the end-to-end tests in Chromium
	@.ci/test.sh

bench: site ## the quick benchmarks, at most ten minutes; results in target/bench/results.jsonl
	@.ci/bench.sh quick

bench-full: site ## all benchmarks
	@.ci/bench.sh full

set-up-to-build:
	@.ci/setup/rust.sh
	@.ci/setup/wasm.sh
	@.ci/setup/wasm-tools.sh

set-up-to-test: set-up-to-build
	@.ci/setup/rust.sh test
	@.ci/setup/node.sh $(CURDIR)/end2end
	@.ci/setup/chromium.sh
	@.ci/setup/postgres.sh
	@.ci/setup/strace.sh
	@.ci/setup/readers.sh
