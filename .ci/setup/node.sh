#!/usr/bin/env bash
# node.sh FOLDER...: the npm packages that each folder's lock file names, without running their install scripts.
source "$(dirname "$0")/steps.sh"

has node && has npm || debian_packages "the tests in a browser and wasm-opt" nodejs npm
version="$(node --version)"
at_least "${version#v}" 20.0.0 || fail "Node.js is $version, Sandtable needs 20 or newer" \
  "Get it from https://nodejs.org or your system's packages, then repeat the command."

for folder in "$@"; do
  stamp="$folder/node_modules/.locked"
  if ! cmp -s "$folder/package-lock.json" "$stamp"; then
    say "installing the npm packages of ${folder#"$root"/}"
    install_packages() { cd "$folder" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --ignore-scripts --no-audit --no-fund; }
    quietly install_packages || fail "npm could not install the packages of ${folder#"$root"/}." \
      "Check the network and 'npm config get registry', then repeat the command."
    cp "$folder/package-lock.json" "$stamp"
  fi
done
