#!/usr/bin/env bash
# A Chromium for the end-to-end tests, and fonts with Chinese. Writes the browser's path into target/setup/chromium.
# CHROMIUM=/path/to/browser in the environment chooses one.
source "$(dirname "$0")/steps.sh"

find_browser() {
  local name path
  for name in chromium chromium-browser google-chrome-stable google-chrome; do
    path="$(command -v "$name" || true)"
    if [[ -n "$path" ]]; then printf '%s\n' "$path" && return; fi
  done
  for path in "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
    if [[ -x "$path" ]]; then printf '%s\n' "$path" && return; fi
  done
}

browser="${CHROMIUM:-$(find_browser)}"
if [[ -z "$browser" ]]; then
  debian_packages "the end-to-end tests" chromium
  browser="$(find_browser)"
fi
[[ -x "$browser" ]] || fail "no Chromium at '$browser'" "Install Chromium or Chrome, or name one: CHROMIUM=/path/to/browser"
printf '%s\n' "$browser" >"$notes/chromium"

# Without such a font every Chinese character is the same empty box, and a picture of the map proves nothing.
if [[ "$(uname)" == Linux ]]; then
  if on_debian; then debian_packages "finding fonts" fontconfig; fi
  if has fc-list && [[ -z "$(fc-list :lang=zh-cn family)" ]]; then debian_packages "Chinese text in the tests" fonts-noto-cjk; fi
fi
