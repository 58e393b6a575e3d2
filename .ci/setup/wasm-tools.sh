#!/usr/bin/env bash
# What turns the compiled WASM into the files of the site: wasm-split, wasm-bindgen of the very version in Cargo.lock, and wasm-opt.
# They go into target/tools, so that nothing else on the machine changes.
source "$(dirname "$0")/steps.sh"

version="$(locked_version wasm-bindgen)"
bindgen="$tools/wasm-bindgen-$version"
if [[ ! -x "$bindgen/bin/wasm-bindgen" ]]; then
  found="$(command -v wasm-bindgen || true)"
  if [[ -n "$found" && "$("$found" --version)" == "wasm-bindgen $version" ]]; then
    mkdir -p "$bindgen/bin"
    ln -sf "$found" "$bindgen/bin/wasm-bindgen"
  else
    say "building wasm-bindgen $version (some two minutes, once per version)"
    # It runs for a second per build: compiling it fast matters more than compiling it well.
    quietly env -u CARGO_TARGET_DIR CARGO_PROFILE_RELEASE_OPT_LEVEL=1 cargo install wasm-bindgen-cli --version "=$version" --root "$bindgen" --bin wasm-bindgen ||
      fail "wasm-bindgen $version did not build." "Its words are in target/setup/$step.log. Or install it yourself:" \
        "  cargo install wasm-bindgen-cli --version =$version"
  fi
fi
ln -sfn "$bindgen/bin/wasm-bindgen" "$tools/wasm-bindgen"

# Cuts off what is loaded when it is needed. It reads what the crate wasm_split_helpers of Cargo.lock wrote.
version=0.2.4
split="$tools/wasm-split-$version"
if [[ ! -x "$split/bin/wasm-split-cli" ]]; then
  say "building wasm-split $version (some one minute, once per version)"
  quietly env -u CARGO_TARGET_DIR CARGO_PROFILE_RELEASE_OPT_LEVEL=1 cargo install wasm_split_cli_support --version "=$version" --locked --features build-binary --root "$split" ||
    fail "wasm-split $version did not build." "Its words are in target/setup/$step.log. Or install it yourself:" \
      "  cargo install wasm_split_cli_support --version =$version --locked --features build-binary"
fi
ln -sfn "$split/bin/wasm-split-cli" "$tools/wasm-split"

# Debian's binaryen is too old for what rustc writes; the one on npm is the upstream build, as WASM run by Node.
"$(dirname "$0")/node.sh" "$root/.ci/setup/binaryen"
ln -sfn "$root/.ci/setup/binaryen/node_modules/.bin/wasm-opt" "$tools/wasm-opt"
