#!/usr/bin/env bash
# Installs the AWS CLI and boto3 from PyPI into the folder $1, and curl and Python from Debian packages if they are missing.
set -euo pipefail

has_venv() { python3 -c 'import ensurepip, venv' 2>/dev/null; }
if ! command -v curl >/dev/null || ! has_venv; then
  "$(dirname "$0")/debian.sh" curl python3-venv
fi
rm -rf "$1"
python3 -m venv "$1"
"$1/bin/pip" install --quiet --disable-pip-version-check --requirement "$(dirname "$0")/requirements.txt"
