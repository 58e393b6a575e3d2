# What the set-up steps share. Sourced by each of them, never run on its own.
# A step is silent and fast when there is nothing to do, says what it does when there is, and on failure what to do about it.

set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
notes="$root/target/setup"
tools="$root/target/tools"
step="$(basename "$0" .sh)"
mkdir -p "$notes" "$tools"

say() { printf '[set-up: %s] %s\n' "$step" "$*"; }

# fail WHAT HOW...: what is missing, then one line per way to get it.
fail() {
  printf '[set-up: %s] FAILED: %s\n' "$step" "$1" >&2
  shift
  for line in "$@"; do printf '    %s\n' "$line" >&2; done
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# Puts the output of a long command into a file and shows its end only when it failed. A dot every 10 s shows that it lives.
quietly() {
  local log="$notes/$step.log" status=0
  "$@" >"$log" 2>&1 </dev/null &
  local job=$! waited=0
  while kill -0 "$job" 2>/dev/null; do
    sleep 1
    waited=$((waited + 1))
    if ((waited % 10 == 0)); then printf '.'; fi
  done
  if ((waited >= 10)); then printf ' %d s\n' "$waited"; fi
  wait "$job" || status=$?
  if ((status != 0)); then
    printf '[set-up: %s] this failed: %s\n' "$step" "$*" >&2
    tail -n 25 "$log" >&2
  fi
  return "$status"
}

as_root() {
  if ((EUID == 0)); then
    "$@"
  elif has sudo && { sudo -n true 2>/dev/null || [[ -t 0 ]]; }; then
    sudo "$@"
  else
    return 77
  fi
}

on_debian() { has apt-get && has dpkg-query; }

installed() { dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null | grep -x installed >/dev/null; }

apt_get() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -o DPkg::Lock::Timeout=120 "$@"; }

# debian_packages WHY NAME...: installs those that are missing; the package lists are refreshed only if apt does not find them.
debian_packages() {
  local why="$1" missing=() name
  shift
  for name in "$@"; do installed "$name" || missing+=("$name"); done
  ((${#missing[@]})) || return 0
  on_debian || fail "$why needs: ${missing[*]} (names of Debian packages)" \
    "This machine has no apt-get. Install the same programs with its own package manager, then repeat the command."
  as_root true || fail "$why needs the packages ${missing[*]}, and installing them needs root." \
    "Run as a user with sudo, or ask an administrator for:" "  apt-get update && apt-get install ${missing[*]}"
  say "installing ${missing[*]} ($why)"
  if ! quietly apt_get install --no-install-recommends "${missing[@]}" >/dev/null 2>&1; then
    say "refreshing the package lists first"
    quietly as_root apt-get update && quietly apt_get install --no-install-recommends "${missing[@]}" ||
      fail "apt-get could not install ${missing[*]}." "Its last words are above, all of them in $notes/$step.log." \
        "Check the network and the package sources, then repeat the command."
  fi
}

# The version that Cargo.lock holds for a crate.
locked_version() { awk -v name="name = \"$1\"" '$0 == name { getline; gsub(/[^0-9.]/, ""); print; exit }' "$root/Cargo.lock"; }

# Whether version $1 is at least version $2.
at_least() { [[ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" == "$2" ]]; }
