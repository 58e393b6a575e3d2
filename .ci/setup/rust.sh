#!/usr/bin/env bash
# The Rust toolchain of this machine, with cargo-nextest when the tests ask for it (`rust.sh test`).
source "$(dirname "$0")/steps.sh"

# The workspace's rust-version, so that the number lives in one place.
wanted="$(sed -n 's/^rust-version = "\(.*\)"/\1/p' "$root/Cargo.toml")"
has cargo && has rustc || fail "there is no Rust compiler on the PATH" \
  "Install Rust $wanted or newer, for example by https://rustup.rs, then repeat the command."
version="$(rustc --version | cut -d ' ' -f 2)"
at_least "$version" "$wanted" || fail "rustc is $version, Sandtable needs $wanted or newer" \
  "With rustup: rustup update stable"
has cc || debian_packages "linking Rust programs" gcc libc6-dev

if [[ "${1:-}" == test ]]; then
  cargo fmt --version >/dev/null 2>&1 || fail "rustfmt is missing" "With rustup: rustup component add rustfmt"
  cargo clippy --version >/dev/null 2>&1 || fail "clippy is missing" "With rustup: rustup component add clippy"
  if ! has cargo-nextest && [[ ! -x "$tools/bin/cargo-nextest" ]]; then
    say "building cargo-nextest, the test runner (some minutes, once)"
    quietly env -u CARGO_TARGET_DIR cargo install cargo-nextest --locked --root "$tools" ||
      quietly env -u CARGO_TARGET_DIR cargo install cargo-nextest --root "$tools" ||
      fail "cargo-nextest did not build." "Its words are in target/setup/$step.log; https://nexte.st has binaries to put on the PATH."
  fi
fi
