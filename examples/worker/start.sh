#!/bin/sh
# Runs the worker in workerd. For the deployed worker, set the same variables with `wrangler secret put`.
export WRANGLER_SEND_METRICS=false
exec wrangler dev --ip 127.0.0.1 --port "${PORT:-8787}" \
  --var "AWS_REGION:$AWS_REGION" --var "AWS_ENDPOINT_URL_NEPTUNE_GRAPH:$AWS_ENDPOINT_URL_NEPTUNE_GRAPH" \
  --var "AWS_ACCESS_KEY_ID:$AWS_ACCESS_KEY_ID" --var "AWS_SECRET_ACCESS_KEY:$AWS_SECRET_ACCESS_KEY"
