#!/usr/bin/env bash
# `make reproduce`: builds HEAD in two clones, whose folders, times, modes of files and Cargo homes differ. What is released must be the same bytes.
set -euo pipefail

root=$(git rev-parse --show-toplevel)
commit=$(git rev-parse HEAD)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Builds that commit in the folder $1 and writes the checksums of the released files into $1.sha256.
build() {
  git clone --quiet --no-checkout "$root" "$1"
  git -C "$1" checkout --quiet --detach "$commit"
  make --no-print-directory -C "$1" package sbom
  (cd "$1" && cargo package --locked --no-verify)
  (cd "$1/target/package" && sha256sum ./*.tgz ./*.crate ./*.cdx.json) > "$1.sha256"
}

unset CARGO_TARGET_DIR
build "$folder/first"
(umask 077 && export TZ=Pacific/Auckland LC_ALL=C CARGO_HOME="$folder/cargo" && build "$folder/second/clone")

diff "$folder/first.sha256" "$folder/second/clone.sha256"
echo "the same bytes from two builds of ${commit:0:7}:"
cat "$folder/first.sha256"
