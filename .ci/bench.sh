#!/usr/bin/env bash
# bench.sh quick|full [B1 ...]: release build, then the benchmarks of end2end/bench against their peers.
set -euo pipefail

cd "$(dirname "$0")/.."
.ci/setup/node.sh "$PWD/end2end" "$PWD/end2end/bench"
.ci/setup/chromium.sh
cargo build --release --package server
mkdir -p target/bench
exec node end2end/bench/run.mjs "$@"
