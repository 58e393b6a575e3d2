#!/usr/bin/env bash
# site.sh PROFILE: everything a browser loads, in target/site, from which the server embeds it.
#   target/site/pkg/sandtable.js, sandtable_bg.wasm   crate `client`, through wasm-bindgen and wasm-opt
#   target/site/pkg/sandtable.css                     style/, put together in the order of its layers
#   target/site/...                                   public/, as it is
# A file whose content did not change is not touched, so that the server is rebuilt only when the site really changed.
set -euo pipefail
shopt -s nullglob

profile="${1:-wasm-release}"
root="$(cd "$(dirname "$0")/.." && pwd)"
cd "$root"
tools=target/tools
new=target/site.new
site=target/site

folder="$profile"
if [[ "$profile" == dev ]]; then folder=debug; fi
wasm="target/wasm/wasm32-unknown-unknown/$folder/client.wasm"

read -r toolchain <target/setup/wasm-toolchain || true
# Views as trait objects instead of one type per page: much less code for the browser to load.
export RUSTFLAGS="--cfg erase_components"
# shellcheck disable=SC2086  # no toolchain is no word
cargo ${toolchain} build --package client --profile "$profile" --target wasm32-unknown-unknown --target-dir target/wasm

# The slow part, left out when its inputs are the ones of last time.
inputs="$(sha256sum <"$wasm") $profile $(readlink "$tools/wasm-bindgen") $(sha256sum <.ci/setup/binaryen/package-lock.json)"
bound=target/bound
if [[ "$inputs" != "$(cat "$bound/.inputs" 2>/dev/null || true)" ]]; then
  rm -rf "$bound"
  "$tools/wasm-bindgen" --target web --no-typescript --out-dir "$bound" --out-name sandtable "$wasm"
  if [[ "$profile" != dev ]]; then
    echo "wasm-opt -Oz"
    # The features that rustc turns on for this target. Names and producers are dropped here, not by `strip` in the profile:
    # that would also drop the section that tells wasm-bindgen what the target can do.
    "$tools/wasm-opt" -Oz --strip-producers --strip-target-features --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext --enable-mutable-globals \
      --enable-reference-types --enable-multivalue -o "$bound/optimised.wasm" "$bound/sandtable_bg.wasm"
    mv "$bound/optimised.wasm" "$bound/sandtable_bg.wasm"
  fi
  printf '%s\n' "$inputs" >"$bound/.inputs"
  if [[ "$profile" != dev ]]; then
    node -e '
      const { readFileSync } = require("node:fs");
      const { brotliCompressSync } = require("node:zlib");
      for (const path of process.argv.slice(1)) {
        const bytes = readFileSync(path);
        const kB = (length) => (length / 1000).toFixed(1) + " kB";
        console.log(`${path}: ${kB(bytes.length)}, ${kB(brotliCompressSync(bytes).length)} as brotli`);
      }' "$bound/sandtable_bg.wasm" "$bound/sandtable.js"
  fi
fi

rm -rf "$new"
mkdir -p "$new/pkg" "$site"
if [[ -d public ]]; then cp -R public/. "$new/"; fi
cp -R "$bound/." "$new/pkg/"
rm "$new/pkg/.inputs"
layers=(style/tokens.css style/base.css style/layout.css style/components/*.css style/canvas.css style/screens/*.css style/print.css)
for layer in "${layers[@]}"; do
  if [[ -f "$layer" ]]; then cat "$layer"; fi
done >"$new/pkg/sandtable.css"

# Bring target/site to the state of the new tree, file by file.
(cd "$new" && find . -type f) | while IFS= read -r file; do
  if ! cmp -s "$new/$file" "$site/$file"; then
    mkdir -p "$(dirname "$site/$file")"
    cp "$new/$file" "$site/$file"
  fi
done
(cd "$site" && find . -type f) | while IFS= read -r file; do
  if [[ ! -e "$new/$file" ]]; then rm "$site/$file"; fi
done
rm -rf "$new"
