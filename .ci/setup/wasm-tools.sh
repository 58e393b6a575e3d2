#!/usr/bin/env bash
# What turns the compiled WASM into the files of the site: wasm-bindgen of the very version in Cargo.lock, and wasm-opt.
# Both go into target/tools, so that nothing else on the machine changes.
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

# Debian's binaryen is too old for what rustc writes; the one on npm is the upstream build, as WASM run by Node.
"$(dirname "$0")/node.sh" "$root/.ci/setup/binaryen"
ln -sfn "$root/.ci/setup/binaryen/node_modules/.bin/wasm-opt" "$tools/wasm-opt"
