#!/usr/bin/env bash
# Runs a test program, and ends it at the first test that fails: one is enough for `make mutants`, and the next may run for ever.
exec {results}< <(exec "$@")
program=$!
while IFS= read -r line <&"$results"; do
  echo "$line"
  if [[ $line == test\ *\ FAILED ]]; then
    kill -KILL "$program"
    exit 101
  fi
done
wait "$program"
