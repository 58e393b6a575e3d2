#!/usr/bin/env bash
# The programs of a PostgreSQL server (initdb, postgres), for the store tests: .ci/postgres.sh starts a server of its own with
# them. Writes their folder into target/setup/postgres. No server of this machine is started, stopped or asked.
source "$(dirname "$0")/steps.sh"

find_programs() {
  local folder path
  for folder in ${PG_BIN:-} $(compgen -G '/usr/lib/postgresql/*/bin' | sort -rV) $(compgen -G '/opt/homebrew/opt/postgresql*/bin' | sort -rV) \
    $(compgen -G '/usr/pgsql-*/bin' | sort -rV); do
    if [[ -x "$folder/initdb" && -x "$folder/postgres" ]]; then printf '%s\n' "$folder" && return; fi
  done
  path="$(command -v initdb || true)"
  if [[ -n "$path" ]]; then
    # It looks for `postgres` beside itself, so the real folder counts, not that of a link.
    folder="$(dirname "$(readlink -f "$path")")"
    if [[ -x "$folder/postgres" ]]; then printf '%s\n' "$folder"; fi
  fi
}

programs="$(find_programs)"
if [[ -z "$programs" ]]; then
  # Debian's package would also make and start a server on port 5432: not ours to decide.
  quiet=/etc/postgresql-common/createcluster.d/sandtable-tests.conf
  if on_debian && as_root mkdir -p "$(dirname "$quiet")"; then
    printf 'create_main_cluster = false\n' | as_root tee "$quiet" >/dev/null
    trap 'as_root rm -f "$quiet"' EXIT
  fi
  debian_packages "the store tests" postgresql
  programs="$(find_programs)"
fi
[[ -n "$programs" ]] || fail "no PostgreSQL server programs (initdb, postgres)" \
  "Install PostgreSQL 14 or newer with your system's package manager, or name their folder: PG_BIN=/path/to/bin"
printf '%s\n' "$programs" >"$notes/postgres"
