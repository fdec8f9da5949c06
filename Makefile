# Needs Go, Node 20.19 or newer, and git. `make e2e` and `make check` also need Chromium.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run build ui test test-go test-ui check fmt fmt-check vet lint budget e2e bench fuzz generate check-generated clean

BINARY    := bin/huiyin
UI_BUILT  := ui/dist/console/index.html
MODULES   := ui/node_modules/.package-lock.json
UI_SOURCE := $(shell find ui/src ui/tools ui/package-lock.json ui/vite.config.mjs -type f 2>/dev/null)
FUZZTIME  ?= 20s
NPM       := npm --prefix ui --no-fund --no-audit --no-update-notifier

# The race detector needs a C compiler; without one the tests run plain.
RACE := $(shell [ "$$(go env CGO_ENABLED 2>/dev/null)" = 1 ] && command -v "$$(go env CC | cut -d" " -f1)" >/dev/null 2>&1 && echo -race)

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  %-16s %s\n", $$1, $$2 }' Makefile

run: build ## build everything and start the demo on http://localhost:8080
	$(BINARY) demo

build: $(UI_BUILT) ## build the interface and the binary, bin/huiyin
	go build -o $(BINARY) ./cmd/huiyin

ui: $(UI_BUILT) ## build the interface into ui/dist

$(UI_BUILT): $(MODULES) $(UI_SOURCE)
	$(NPM) run --silent build

$(MODULES): ui/package-lock.json ui/package.json
	@node -e 'const [a, b] = process.versions.node.split(".").map(Number); if (a < 20 || (a === 20 && b < 19)) { console.error("Node 20.19 or newer is needed, this is " + process.version); process.exit(1) }'
	$(NPM) ci
	@touch $@

test: test-go test-ui ## all tests that need neither a browser nor a database server

# The race detector slows the embedded database, a whole C program turned into Go, some twenty times: what mostly
# waits for it runs plain, and one scenario over HTTP runs through it with the detector on.
SLOW := ./runtime/store/sqlite ./cmd/huiyin ./presets
FAST := $(shell go list ./... 2>/dev/null | grep -v -e /runtime/store/sqlite$$ -e /cmd/huiyin$$ -e /presets$$)

test-go: $(MODULES) ## go test, with the race detector where a C compiler exists
	@[ -n "$${HUIYIN_TEST_MONGODB_URI:-}" ] || echo "HUIYIN_TEST_MONGODB_URI is not set: tests on MongoDB are skipped; .ci/mongo make test-go runs them"
	go test $(RACE) -shuffle=on $(FAST)
	go test -shuffle=on -timeout=20m $(SLOW)
	$(if $(RACE),go test $(RACE) -run 'TestScenarios/suggestion_intake/group_agent' ./cmd/huiyin)

test-ui: $(MODULES) ## type-check and unit-test the interface
	$(NPM) run --silent types
	$(NPM) run --silent test

check: ## everything CI runs: format, vet, lint, generated files, tests, bundle budgets, browser tests
	@failed=; for step in fmt-check vet lint check-generated test budget e2e; do \
	  echo "=== make $$step"; begin=$$SECONDS; $(MAKE) -k --no-print-directory $$step || failed="$$failed $$step"; \
	  echo "=== make $$step: $$((SECONDS - begin)) s"; \
	done; [ -z "$$failed" ] || { echo "failed:$$failed"; exit 1; }

fmt: ## format the Go source
	git ls-files -co --exclude-standard '*.go' | xargs gofmt -w

fmt-check:
	@wrong=$$(git ls-files -co --exclude-standard '*.go' | xargs -r ls -d 2>/dev/null | xargs -r gofmt -l); \
	if [ -n "$$wrong" ]; then echo "not formatted, run make fmt:"; echo "$$wrong"; exit 1; fi

vet: ## go vet, with and without the interface
	go vet ./...
	go vet -tags no_ui ./ui ./cmd/...

lint: ## golangci-lint, where it is installed
	@if command -v golangci-lint >/dev/null; then golangci-lint run; else echo "golangci-lint is not installed, skipped; .ci/lint make lint installs and runs it"; fi

budget: $(UI_BUILT) ## print the size of every bundle beside its budget
	$(NPM) run --silent budget

e2e: build ## browser tests with accessibility checks; screenshots land in ui/e2e/out
	@ui/tools/browser.sh
	@# What failed is said once more, and last: logs are read from their end.
	@mkdir -p ui/e2e/out; rm -f ui/e2e/out/*.log; failed=0; \
	for one in e2e:spine e2e:public e2e e2e:design e2e:rebuild; do \
	  begin=$$SECONDS; $(NPM) run --silent "$$one" 2>&1 | tee "ui/e2e/out/$${one/:/-}.log" || failed=1; echo "$$one: $$((SECONDS - begin)) s"; \
	done; \
	if [ $$failed = 1 ]; then grep -hE 'FAIL|Error:' ui/e2e/out/*.log | tail -40; fi; exit $$failed

bench: ## run the benchmarks; they print figures beside their budgets
	go test -run='^$$' -bench=. -benchmem -timeout=30m ./...

fuzz: ## run every fuzz target for $(FUZZTIME)
	@grep -rlE '^func Fuzz' --include='*_test.go' cmd engine builder runtime presets 2>/dev/null | while read -r file; do \
	  grep -oE '^func Fuzz\w+' "$$file" | cut -d' ' -f2 | while read -r name; do \
	    echo "=== $$name in $$file"; go test -run='^$$' -fuzz="^$$name\$$" -fuzztime=$(FUZZTIME) "./$$(dirname "$$file")"; \
	  done; \
	done

generate: ## rewrite the generated files, *.gen.*
	go generate ./...
	node ui/generate.mjs

check-generated: generate ## fail when a generated file is not what its source says
	git diff --exit-code -- '*.gen.*' engine/testdata/catalog.json
	@new=$$(git ls-files --others --exclude-standard '*.gen.*'); \
	if [ -n "$$new" ]; then echo "generated but not committed:"; echo "$$new"; exit 1; fi

clean: ## remove what was built
	rm -rf bin ui/dist/public ui/dist/console ui/dist/*.json ui/e2e/out
