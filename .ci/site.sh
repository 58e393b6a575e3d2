#!/usr/bin/env bash
# site.sh PROFILE: everything a browser loads, in target/site, from which the server embeds it.
#   target/site/pkg/sandtable.js, sandtable_bg.wasm   crate `client`, through wasm-split, wasm-bindgen and wasm-opt
#   target/site/pkg/parts/                            what is loaded when it is needed (app/src/part), named after the build
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
# The places that refer to code and data are kept in the file, for the cutting. Only in this last crate: what it is made of stays built.
# shellcheck disable=SC2086  # no toolchain is no word
cargo ${toolchain} rustc --package client --lib --profile "$profile" --target wasm32-unknown-unknown --target-dir target/wasm -- -C link-arg=--emit-relocs

# The slow part, left out when its inputs are the ones of last time.
inputs="$(sha256sum <"$wasm") $profile $(readlink "$tools/wasm-bindgen") $(readlink "$tools/wasm-split") $(sha256sum <.ci/setup/binaryen/package-lock.json) $(sha256sum <.ci/site.sh)"
bound=target/bound
cut=target/cut
if [[ "$inputs" != "$(cat "$bound/.inputs" 2>/dev/null || true)" ]]; then
  rm -rf "$bound" "$cut"
  "$tools/wasm-split" --out-name sandtable "$wasm" "$cut"
  "$tools/wasm-bindgen" --target web --no-typescript --keep-lld-exports --out-dir "$bound" --out-name sandtable "$cut/sandtable.wasm"
  mkdir "$bound/parts"
  # A part fits the one program it was cut from: its name says which, so that a page never gets a part of another build.
  build="$(sha256sum <"$wasm" | head -c 12)"
  for part in "$cut"/chunk_*.wasm "$cut"/split_*.wasm; do
    name="$(basename "$part" .wasm)"
    cp "$part" "$bound/parts/$name-$build.wasm"
  done
  sed -E "s#\"\./((chunk|split)_[a-z0-9_]+)\.wasm\"#\"./parts/\1-$build.wasm\"#" "$cut/__wasm_split.js" >"$bound/__wasm_split.js"
  rm -rf "$cut"
  if [[ "$profile" != dev ]]; then
    echo "wasm-opt -Oz"
    # The features that rustc turns on for this target. Names and producers are dropped here, not by `strip` in the profile:
    # that would also drop the section that tells wasm-bindgen what the target can do.
    for part in "$bound"/*.wasm "$bound"/parts/*.wasm; do
      "$tools/wasm-opt" -Oz --strip-debug --strip-producers --strip-target-features --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext \
        --enable-mutable-globals --enable-reference-types --enable-multivalue -o "$part.smaller" "$part" 2>"$bound/words" ||
        { cat "$bound/words" >&2; exit 1; }
      mv "$part.smaller" "$part"
    done
    # It warns of each names section that the cutting left, which is dropped here.
    rm "$bound/words"
  fi
  printf '%s\n' "$inputs" >"$bound/.inputs"
  if [[ "$profile" != dev ]]; then
    node -e '
      const { readFileSync } = require("node:fs");
      const { brotliCompressSync } = require("node:zlib");
      const kB = (length) => (length / 1000).toFixed(1) + " kB";
      const all = { raw: 0, small: 0 };
      for (const path of process.argv.slice(1)) {
        const bytes = readFileSync(path);
        const small = brotliCompressSync(bytes).length;
        all.raw += bytes.length;
        all.small += small;
        if (small > 5000) console.log(`${path}: ${kB(bytes.length)}, ${kB(small)} as brotli`);
      }
      console.log(`with the small parts: ${kB(all.raw)}, ${kB(all.small)} as brotli`);' "$bound"/*.wasm "$bound"/*.js "$bound"/parts/*.wasm
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
