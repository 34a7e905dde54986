# Every command of the project. `make demo` and `make test` need a Debian machine with rustup, Node 20 and npm; what else
# they need they set up once: the Rust target, tools in a folder of their own, npm packages, and Chromium with its driver.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.NOTPARALLEL:

# The command-line tool must be of the very version of the crate.
WASM_BINDGEN := $(shell sed -n 's/^wasm-bindgen = "=\(.*\)"$$/\1/p' Cargo.toml)
WASM_PACK := 0.15.1
GECKO := 0.37.1
TOOLS := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/neptune-import-tasks
VERSION := $(shell sed -n 's/^  "version": "\(.*\)",$$/\1/p' pkg/package.json)
AWS_TOOLS := $(TOOLS)/aws-$(shell cksum tests/setup/requirements.txt | cut -d' ' -f1)
TARBALL := target/package/neptune-import-tasks-$(VERSION).tgz
SOURCES := Cargo.toml Cargo.lock $(shell find src -name '*.rs') $(wildcard pkg/*.mjs pkg/*.ts pkg/*/*.mjs pkg/*/package.json)

export PATH := $(TOOLS)/wasm-bindgen-$(WASM_BINDGEN)/bin:$(TOOLS)/wasm-pack-$(WASM_PACK)/bin:$(CURDIR)/node_modules/.bin:$(PATH)
# For a release: the address of the repository, see pkg/pack.mjs.
export REPOSITORY
# Where the AWS CLI is, and a Python that has boto3.
export AWS_TOOLS
export CHROMIUM ?= $(or $(shell command -v chromium),/usr/bin/chromium)

.PHONY: demo test test-rust test-wasm test-js test-matrix test-matrix-core check fmt bench build package serve service site screenshots size clean tools
.PHONY: browser firefox install tmux

demo: install
	node demo.mjs

test: check test-rust test-wasm test-js test-matrix-core

# The library's own tests: the fastest that can catch a fault.
test-rust:
	@for file in responses-smithy endpoints-model sigv4-suite; do \
	  [ -e ../shared/vectors/fetched/$$file.json ] || echo "skipped: ../shared/vectors/fetched/$$file.json is not there"; done
	cargo test --locked -- --show-output

# The exports, in Node and in a browser: one suite. Built for debugging, so each verdict is held against regex-lite.
test-wasm: tools browser
	wasm-pack test --node -- --locked --test node
	CHROMEDRIVER="$$(command -v chromedriver)" wasm-pack test --headless --chrome -- --locked --test browser

# The package as it is published, by its name; the fake service; the command line in tmux; the page in Chromium.
test-js: install browser firefox tmux $(AWS_TOOLS)/bin/aws
	tsc -p tests/types
	node --test tests/js/*.test.mjs

# Only for these: wasm-pack would take it as a wish for Firefox.
test-js test-matrix test-matrix-core: export GECKODRIVER := $(TOOLS)/geckodriver-$(GECKO)/bin/geckodriver

# The package in every environment that it is meant for, and a broken one, which must fail in them.
test-matrix: $(TARBALL) browser firefox
	node tests/matrix/run.mjs $(TARBALL) --json target/matrix/results.json
	node tests/matrix/control.mjs $(TARBALL)
	node tests/matrix/readme.mjs target/matrix/results.json

# The ones that tell most, in a few minutes.
test-matrix-core: $(TARBALL) browser firefox
	node tests/matrix/run.mjs $(TARBALL) --core

check: tools
	cargo fmt --check
	cargo clippy --locked --all-targets -- -D warnings
	cargo clippy --locked --lib --no-default-features --features check -- -D warnings
	cargo clippy --locked --lib --no-default-features --features requests -- -D warnings
	RUSTFLAGS="--cfg arena" cargo clippy --locked --release --lib --target wasm32-unknown-unknown -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps
	$(MAKE) --no-print-directory size

fmt:
	cargo fmt

bench: install
	node benches/bench.mjs

build: pkg/dist/index.mjs

package: $(TARBALL)
	@echo $(CURDIR)/$(TARBALL)

serve: build
	node www/serve.mjs --port $(or $(PORT),8080)

# The page in a folder that any static host can serve.
site: build
	node www/site.mjs target/site

# Pictures of the page's main states, and the two that the README shows.
screenshots: build browser
	node tests/setup/screenshots.mjs

# The fake service, to try requests against.
service: node_modules/.package-lock.json
	node pkg/testing/serve.mjs --port $(or $(PORT),8181)

size: build
	node tests/setup/size.mjs

clean:
	rm -rf target pkg/dist node_modules

# ---- what the above stand on ---------------------------------------------------------------------------------------

pkg/dist/index.mjs: $(SOURCES) | tools
	@$(MAKE) --no-print-directory node_modules/.package-lock.json
	node pkg/build.mjs

$(TARBALL): pkg/dist/index.mjs pkg/package.json pkg/README.md LICENSE-MIT LICENSE-APACHE
	node pkg/pack.mjs $(TARBALL)

# The package where `import "neptune-import-tasks"` finds it, installed from the file that would be published.
install: node_modules/.installed

node_modules/.installed: $(TARBALL)
	npm install --no-save --no-package-lock --ignore-scripts $(TARBALL) >/dev/null
	touch $@

tools: $(TOOLS)/wasm-bindgen-$(WASM_BINDGEN)/bin/wasm-bindgen $(TOOLS)/wasm-pack-$(WASM_PACK)/bin/wasm-pack
	@rustup target list --installed | grep -qx wasm32-unknown-unknown || rustup target add wasm32-unknown-unknown

$(TOOLS)/wasm-bindgen-%/bin/wasm-bindgen:
	cargo install wasm-bindgen-cli --version $* --root $(TOOLS)/wasm-bindgen-$*

$(TOOLS)/wasm-pack-%/bin/wasm-pack:
	cargo install wasm-pack --version $* --root $(TOOLS)/wasm-pack-$*

node_modules/.package-lock.json: package.json package-lock.json
	npm ci --ignore-scripts
	@touch $@

$(AWS_TOOLS)/bin/aws:
	tests/setup/aws-tools.sh $(AWS_TOOLS)

firefox: $(TOOLS)/geckodriver-$(GECKO)/bin/geckodriver
	@command -v firefox-esr >/dev/null || tests/setup/debian.sh firefox-esr

$(TOOLS)/geckodriver-%/bin/geckodriver:
	cargo install geckodriver --version $* --root $(TOOLS)/geckodriver-$*

tmux:
	@command -v tmux >/dev/null || tests/setup/debian.sh tmux

browser:
	@command -v chromium >/dev/null && command -v chromedriver >/dev/null || tests/setup/debian.sh chromium chromium-driver
