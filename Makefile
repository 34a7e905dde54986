# Every command of the project. `make demo` and `make test` need a Debian machine with rustup, Node 20 and npm; whatever else they need
# is set up by them once: the Rust target, tools in a folder of their own, npm packages, and browsers with their drivers.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.NOTPARALLEL:

# The command-line tool must have the version of the crate.
WASM_BINDGEN := $(shell sed -n 's/^wasm-bindgen = .*"=\([0-9.]*\)".*$$/\1/p' Cargo.toml)
WASM_PACK := 0.15.1
GECKO := 0.37.1
CARGO_FUZZ := 0.13.2
CARGO_DENY := 0.20.2
CARGO_MUTANTS := 27.1.0
TOOLS := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/neptune-import-tasks
VERSION := $(shell sed -n 's/^  "version": "\(.*\)",$$/\1/p' package.json)
AWS_TOOLS := $(TOOLS)/aws-$(shell cksum tests/setup/requirements.txt | cut -d' ' -f1)
TARBALL := target/package/neptune-import-tasks-$(VERSION).tgz
COMPLETIONS := completions/neptune-import-tasks.bash completions/_neptune-import-tasks
SBOM := target/package/neptune-import-tasks-$(VERSION).cdx.json
DENY := $(TOOLS)/cargo-deny-$(CARGO_DENY)/bin/cargo-deny
DOCS_TOOLS := docs/node_modules/.package-lock.json
EXAMPLES := examples/node_modules/.package-lock.json
MUTATION_TOOLS := tests/mutation/node_modules/.package-lock.json
SOURCES := Cargo.toml Cargo.lock .cargo/config.toml package-lock.json scripts/build.mjs scripts/bundle.mjs $(shell find src js -type f)

export PATH := $(TOOLS)/wasm-bindgen-$(WASM_BINDGEN)/bin:$(TOOLS)/wasm-pack-$(WASM_PACK)/bin:$(CURDIR)/node_modules/.bin:$(PATH)
# Where the AWS CLI is, and a Python that has boto3.
export AWS_TOOLS
export CHROMIUM ?= $(or $(shell command -v chromium),/usr/bin/chromium)

# In continuous integration a skipped test is a failure. No compiler and no suite computes for a quarter of an hour, unless a test does not end.
LIMITED := ulimit -S -t 900 &&
REPORTERS := $(if $(CI),--test-reporter=tap --test-reporter-destination=stdout --test-reporter=./tests/setup/skips.mjs --test-reporter-destination=stderr)

.PHONY: demo test test-rust test-wasm test-js test-matrix test-matrix-core check check-docs deny audit sbom reproduce fuzz soak fmt bench build package serve service site size
.PHONY: clean docs screenshots recording completions tools browser firefox tmux zsh mutants mutants-js

demo: build
	node demo.mjs

test: check test-rust test-wasm test-js test-matrix-core

# The crate's own tests.
test-rust:
	@for file in responses-smithy endpoints-model sigv4-suite; do \
	  [ -e ../shared/vectors/fetched/$$file.json ] || echo "skipped: ../shared/vectors/fetched/$$file.json is not there"; done
	$(LIMITED) cargo test --locked -- --show-output $(if $(CI),--include-ignored)

# The exports, in Node and in a browser: one suite. It is a debug build, so each verdict is compared with regex-lite's.
test-wasm: tools browser
	$(LIMITED) wasm-pack test --node -- --locked --test node
	$(LIMITED) CHROMEDRIVER="$$(command -v chromedriver)" wasm-pack test --headless --chrome -- --locked --test browser

# Milliseconds after which a file of tests that hangs has failed. The slowest one takes 80 s.
TEST_TIMEOUT := 600000

# The package by its name; the files that are published; the fake service; the command line in tmux; the page in Chromium.
test-js: target/package/package browser firefox tmux zsh $(AWS_TOOLS)/bin/aws $(DOCS_TOOLS) $(EXAMPLES)
	tsc -p tests/types
	node --test $(REPORTERS) --test-timeout=$(TEST_TIMEOUT) tests/js/*.test.mjs

# Only for these: wasm-pack would choose Firefox because of it.
test-js test-matrix test-matrix-core: export GECKODRIVER := $(TOOLS)/geckodriver-$(GECKO)/bin/geckodriver

# The package in every environment that it supports, and a broken package, which must fail there.
test-matrix: $(TARBALL) browser firefox
	node tests/matrix/run.mjs $(TARBALL) --json target/matrix/results.json
	node tests/matrix/control.mjs $(TARBALL)
	node tests/matrix/table.mjs target/matrix/results.json

# The most telling environments, in a few minutes.
test-matrix-core: $(TARBALL) browser firefox
	node tests/matrix/run.mjs $(TARBALL) --core

check: tools check-docs
	cargo fmt --check
	cargo clippy --locked --all-targets -- -D warnings
	cargo clippy --locked --lib --no-default-features -- -D warnings
	cargo clippy --locked --lib --no-default-features --features requests -- -D warnings
	cargo clippy --locked --lib --target wasm32-unknown-unknown -- -D warnings
	cargo clippy --locked --lib --target wasm32-unknown-unknown --no-default-features --features bindings -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps
	$(MAKE) --no-print-directory size

# Coverage-guided fuzzing of the crate, FUZZ_SECONDS for each target, and every function of the package with hostile values. `make test` has
# the same properties for a few seconds: tests/host/properties.rs and tests/js/hostile.test.mjs. The instrumentation is that of stable Rust,
# without a sanitizer, which the crate does not need: it has no unsafe code.
FUZZ_SECONDS ?= 60
fuzz: build $(TOOLS)/cargo-fuzz-$(CARGO_FUZZ)/bin/cargo-fuzz
	node tests/fuzz/seeds.mjs target/fuzz/seeds
	for target in validate request response mismatch client; do \
	  mkdir -p target/fuzz/corpus/$$target; \
	  CARGO_TARGET_DIR=$(CURDIR)/target/fuzz $(TOOLS)/cargo-fuzz-$(CARGO_FUZZ)/bin/cargo-fuzz fuzz run --fuzz-dir tests/fuzz --sanitizer none \
	    $$target target/fuzz/corpus/$$target target/fuzz/seeds/$$target -- -max_total_time=$(FUZZ_SECONDS) -timeout=10 -print_final_stats=1; \
	done
	FUZZ_RUNS=$$(($(FUZZ_SECONDS) * 50)) node --test tests/js/hostile.test.mjs

# Mutation testing of the crate: small changes of its code, each of which must make a test fail. FILES="src/endpoint.rs src/client/*" chooses
# the files. The configuration is `.cargo/mutants.toml`, the results are in `target/mutants/mutants.out`. The exit code 3 means that some
# changes made a test run for ever.
mutants: $(TOOLS)/cargo-mutants-$(CARGO_MUTANTS)/bin/cargo-mutants
	mkdir -p target/mutants
	CARGO_TARGET_DIR=$(CURDIR)/target/mutants $< mutants --output target/mutants $(foreach file,$(FILES),--file '$(file)') || [ $$? = 3 ]

# Mutation testing of js/, an area after the other: see tests/mutation/areas.mjs. `make mutants-js AREAS=client FILES=js/client/run.mjs` is
# about one file.
AREAS ?= $(shell node -p 'import("./tests/mutation/areas.mjs").then(({ AREAS }) => console.log(Object.keys(AREAS).join(" "))), ""')
mutants-js: target/package/package $(MUTATION_TOOLS)
	for area in $(AREAS); do \
	  AREA=$$area tests/mutation/node_modules/.bin/stryker run tests/mutation/stryker.config.mjs $(if $(FILES),--mutate $(FILES)); \
	done

# The licences and sources of the crate's dependencies, each in one version.
deny: $(DENY)
	$< check licenses bans sources

# Advisories about the dependencies, and the signatures of npm packages. It fails too where the network has none of them, and says so.
audit: $(DENY) node_modules/.package-lock.json $(DOCS_TOOLS) $(EXAMPLES) $(MUTATION_TOOLS)
	node scripts/audit.mjs $<

# The bill of materials of the npm package, which is released beside it.
sbom: $(SBOM)
	@echo $(CURDIR)/$(SBOM)

# Two clean builds of the last commit give the same package, crate and bill of materials.
reproduce:
	scripts/reproduce.sh

# Ten million operations, 200 workers, and ten thousand cancellations while responses are lost, clocks jump and keys are rotated.
soak: build
	node --expose-gc tests/soak/soak.mjs

# The prose: Markdown, spelling, long sentences and long documents.
check-docs: $(DOCS_TOOLS)
	docs/node_modules/.bin/markdownlint-cli2
	docs/node_modules/.bin/cspell lint --no-progress --quiet

fmt:
	cargo fmt

bench: build browser
	node --expose-gc benches/bench.mjs

build: dist/index.mjs

# The file that is published.
package: $(TARBALL)
	@echo $(CURDIR)/$(TARBALL)

serve: build
	node www/serve.mjs --port $(or $(PORT),8080)

# The page in a folder that any static host can serve.
site: build
	node www/site.mjs target/site

# The reference of the types into target/docs, and that of the crate into target/doc.
docs: build $(DOCS_TOOLS)
	docs/node_modules/.bin/typedoc --options docs/typedoc.json
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps

# One of the programs in examples/: form, script, lambda, worker or rust.
example-rust: target/package/package $(EXAMPLES)
	node examples/with-service.mjs cargo run --quiet --locked --example rust t-0123456789
example-%: target/package/package $(EXAMPLES)
	npm start --silent --prefix examples --workspace $*

# The terminal in the README, recorded from the command line.
recording: build
	node tests/setup/recording.mjs

# The completions for bash and zsh.
completions: $(COMPLETIONS)
$(COMPLETIONS) &: js/cli/usage.mjs scripts/completion.mjs
	node scripts/completion.mjs

# Screenshots of the page's main states, and the two that the README shows.
screenshots: build browser
	node tests/setup/screenshots.mjs

# The fake service, to try requests against.
service: node_modules/.package-lock.json
	node js/testing/serve.mjs --port $(or $(PORT),8181)

size: build
	node scripts/size.mjs

clean:
	rm -rf target dist check snippets testing pkg/* node_modules docs/node_modules examples/node_modules tests/mutation/node_modules

# ---- prerequisites of the above ------------------------------------------------------------------------------------

dist/index.mjs: $(SOURCES) | tools node_modules/.package-lock.json
	node scripts/build.mjs

$(TARBALL): dist/index.mjs package.json README.md SECURITY.md CHANGELOG.md $(wildcard docs/*.md) docs/recording.svg $(COMPLETIONS) LICENSE-MIT LICENSE-APACHE
	mkdir -p $(@D)
	chmod -R a+rX $^ dist check snippets testing
	npm pack --ignore-scripts --silent --pack-destination $(@D)

$(SBOM): Cargo.toml Cargo.lock package.json scripts/sbom.mjs | tools
	mkdir -p $(@D)
	node scripts/sbom.mjs > $@

# The published files, unpacked.
target/package/package: $(TARBALL)
	rm -rf $@
	tar -xzf $< -C $(@D)
	@touch $@

tools: $(TOOLS)/wasm-bindgen-$(WASM_BINDGEN)/bin/wasm-bindgen $(TOOLS)/wasm-pack-$(WASM_PACK)/bin/wasm-pack
	@rustup target list --installed | grep -qx wasm32-unknown-unknown || rustup target add wasm32-unknown-unknown

$(TOOLS)/wasm-bindgen-%/bin/wasm-bindgen:
	cargo install wasm-bindgen-cli --version $* --root $(TOOLS)/wasm-bindgen-$*

$(TOOLS)/wasm-pack-%/bin/wasm-pack:
	cargo install wasm-pack --version $* --root $(TOOLS)/wasm-pack-$*

node_modules/.package-lock.json: package-lock.json
	npm ci --ignore-scripts
	@touch $@

docs/node_modules/%: docs/package-lock.json
	npm ci --ignore-scripts --prefix docs
	@touch $@

tests/mutation/node_modules/%: tests/mutation/package-lock.json
	npm ci --ignore-scripts --prefix tests/mutation
	@touch $@

# The examples use the packed package.
examples/node_modules/%: examples/package-lock.json | target/package/package
	npm ci --ignore-scripts --prefix examples
	@touch $@

$(AWS_TOOLS)/bin/aws:
	tests/setup/aws-tools.sh $(AWS_TOOLS)

$(TOOLS)/cargo-deny-%/bin/cargo-deny:
	cargo install cargo-deny --version $* --root $(TOOLS)/cargo-deny-$*

$(TOOLS)/cargo-mutants-%/bin/cargo-mutants:
	cargo install cargo-mutants --version $* --root $(TOOLS)/cargo-mutants-$*

$(TOOLS)/cargo-fuzz-%/bin/cargo-fuzz:
	cargo install cargo-fuzz --version $* --root $(TOOLS)/cargo-fuzz-$*

firefox: $(TOOLS)/geckodriver-$(GECKO)/bin/geckodriver
	@command -v firefox-esr >/dev/null || tests/setup/debian.sh firefox-esr

$(TOOLS)/geckodriver-%/bin/geckodriver:
	cargo install geckodriver --version $* --root $(TOOLS)/geckodriver-$*

tmux zsh:
	@command -v $@ >/dev/null || tests/setup/debian.sh $@

browser:
	@command -v chromium >/dev/null && command -v chromedriver >/dev/null || tests/setup/debian.sh chromium chromium-driver
