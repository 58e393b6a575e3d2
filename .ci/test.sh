#!/usr/bin/env bash
# All that must hold, in the order in which it is cheapest to learn that it does not. A failed step does not stop the later
# ones. Ends with one line that counts the tests of all runners; a failed step without tests (format, lints) counts as one.
set -uo pipefail

root="$(cd "$(dirname "$0")/.." && pwd)"
cd "$root" || exit 1
# The exit code of .ci/postgres.sh when its server did not start: nothing was tested, nothing was counted.
NO_SERVER=78

# A PostgreSQL that the caller brings is used as it is; else the set-up comes first and this script runs again beside its own.
if [[ -z "${TEST_POSTGRES_URL:-}" ]]; then
  begun=$SECONDS
  export TEST_BEGUN=$EPOCHSECONDS
  printf '== set-up\n'
  # `make` says what failed; the steps themselves said what to do.
  make --no-print-directory set-up-to-test || { printf '\n0 passed, 1 failed\n'; exit 1; }
  printf -- '-- set-up: ok, %d s\n' "$((SECONDS - begun))"
  status=0
  .ci/postgres.sh "$0" || status=$?
  if ((status == NO_SERVER)); then printf '\n0 passed, 1 failed\n'; fi
  exit "$status"
fi

passed=0
failed=0
skipped=0
failures=()
# What went wrong in the runners, short enough to be read where only the end of a log is shown.
reasons=()
mkdir -p target/site/pkg target/test
log=target/test/step.log

# count PASSED FAILED SKIPPED: what a runner says of its tests.
count() {
  passed=$((passed + $1))
  failed=$((failed + $2))
  skipped=$((skipped + $3))
}

# step NAME COUNTER COMMAND...: runs the command; COUNTER then reads what the runner wrote. A failure it does not count is one.
step() {
  local name="$1" counter="$2" begun=$SECONDS before=$failed status=0
  shift 2
  printf '\n== %s\n' "$name"
  "$@" </dev/null 2>&1 | tee "$log" || status=1
  "$counter"
  if ((status != 0 && failed == before)); then failed=$((failed + 1)); fi
  if ((failed == before)); then
    printf -- '-- %s: ok, %d s\n' "$name" "$((SECONDS - begun))"
  else
    failures+=("$name")
    printf -- '-- %s: FAILED, %d s\n' "$name" "$((SECONDS - begun))"
    return 1
  fi
}

no_tests() { :; }

# nextest's summary: "Summary [ 1.234s] 12 tests run: 11 passed (1 slow), 1 failed, 1 timed out, 2 skipped".
nextest_tests() {
  local summary
  summary="$(sed 's/\x1b\[[0-9;]*m//g' "$log" | grep -E '^ *Summary ' | tail -n 1)"
  [[ -n "$summary" ]] || return 0
  mapfile -t -O "${#reasons[@]}" reasons < <(sed 's/\x1b\[[0-9;]*m//g' "$log" | grep -E '^ *(FAIL|TIMEOUT|SIG[A-Z]+) ' | sed -E 's/ *\[[^]]*\]( *\([^)]*\))? */ /' | sort -u | head -n 20)
  number() { grep -oE "[0-9]+ $1" <<<"$summary" | head -n 1 | grep -oE '^[0-9]+' || echo 0; }
  count "$(number passed)" "$(($(number failed) + $(number 'timed out') + $(number 'exec failed')))" "$(number skipped)"
}

# One line per crate: "test result: ok. 3 passed; 0 failed; 1 ignored; ...".
doc_tests() {
  local p f i
  while read -r p f i; do
    count "$p" "$f" "$i"
  done < <(sed -nE 's/^test result: .* ([0-9]+) passed; ([0-9]+) failed; ([0-9]+) ignored.*/\1 \2 \3/p' "$log")
}

browser_tests() {
  [[ -f target/end2end/results.json ]] || return 0
  # shellcheck disable=SC2046  # three words, three numbers
  count $(node -p 'const s = JSON.parse(fs.readFileSync("target/end2end/results.json")).stats; `${s.expected} ${s.unexpected + s.flaky} ${s.skipped}`')
  mapfile -t -O "${#reasons[@]}" reasons < <(node -e '
    const say = (suite, path) => {
      for (const spec of suite.specs ?? []) for (const { results } of spec.ok ? [] : spec.tests) {
        const why = (results.at(-1)?.error?.message ?? results.at(-1)?.status ?? "not run").replace(/\x1b\[[0-9;]*m/g, "").replace(/\s+/g, " ");
        console.log(`${spec.file}: ${[...path, spec.title].join(" > ")}: ${why.slice(0, 400)}`);
      }
      for (const inner of suite.suites ?? []) say(inner, [...path, inner.title]);
    };
    for (const file of JSON.parse(fs.readFileSync("target/end2end/results.json")).suites) say(file, []);')
}

documentation_examples() {
  local crates=(model sync diagram store)
  if [[ -f server/src/lib.rs ]]; then crates+=(server); fi
  cargo test --doc "${crates[@]/#/--package=}"
}

end_to_end() {
  rm -f target/end2end/results.json
  cd end2end && node_modules/.bin/playwright test
}

host=(--package model --package sync --package diagram --package store --package server)

step "format" no_tests cargo fmt --all --check
step "lints: all that runs on a host" no_tests cargo clippy --keep-going "${host[@]}" --all-targets -- -D warnings
# The app's two feature sets are never built together. `csr` is checked on the host: the app has no code for one target only.
step "lints: app for the server" no_tests cargo clippy --package app --features pages --all-targets -- -D warnings
step "lints: app for the browser" no_tests cargo clippy --package app --package client -- -D warnings
step "tests" nextest_tests cargo nextest run --profile ci "${host[@]}"
step "tests: app" nextest_tests cargo nextest run --profile ci --package app --features csr
step "examples in the documentation" doc_tests documentation_examples
if step "site" no_tests .ci/site.sh wasm-release && step "server" no_tests cargo build --release --package server; then
  step "end to end, in $(cat target/setup/chromium)" browser_tests end_to_end
else
  echo "-- end to end: not run, there is nothing to run it on"
fi

took=$((EPOCHSECONDS - ${TEST_BEGUN:-EPOCHSECONDS}))
printf '\nmake test took %d min %d s\n' "$((took / 60))" "$((took % 60))"
if ((${#failures[@]})); then
  printf 'failed:\n'
  printf '  %s\n' "${failures[@]}"
  if ((${#reasons[@]})); then printf '    %s\n' "${reasons[@]}"; fi
fi
if ((skipped > 0)); then
  printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
else
  printf '\n%d passed, %d failed\n' "$passed" "$failed"
fi
((failed == 0))
