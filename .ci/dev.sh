#!/usr/bin/env bash
# dev.sh ADDRESS DATA: builds in debug and runs; when a source file changes, builds again and, if that worked, restarts.
set -uo pipefail

cd "$(dirname "$0")/.." || exit 1
address="$1"
data="$2"
built=target/setup/dev-built
server=

stop() {
  if [[ -n "$server" ]]; then
    kill "$server" 2>/dev/null
    wait "$server" 2>/dev/null
  fi
  server=
}
trap stop EXIT
trap 'exit 130' INT TERM

changed() {
  [[ -n "$(find app server style public Cargo.toml Cargo.lock -type f -newer "$built" -print -quit 2>/dev/null)" ]]
}

touch -d @0 "$built"
while true; do
  if changed; then
    # Before the build, so that what is saved while it runs is seen afterwards.
    touch "$built"
    if .ci/site.sh dev && cargo build --package server; then
      stop
      target/debug/sandtable serve --demo --address "$address" --data "$data" &
      server=$!
    else
      echo "-- not built: the running server stays; save a file to try again"
    fi
  fi
  sleep 1
done
