#!/usr/bin/env bash
# postgres.sh COMMAND...: runs the command with TEST_POSTGRES_URL, the address of a PostgreSQL server that lives as long as the command.
# A temporary folder, a Unix socket in it, no port: it meets no other server and leaves nothing behind.
set -euo pipefail

root="$(cd "$(dirname "$0")/.." && pwd)"
programs="$(cat "$root/target/setup/postgres")"
folder="$(mktemp -d /tmp/sandtable-postgres.XXXXXX)"

# PostgreSQL refuses to run as root.
owner=(env)
name="$(id -un)"
if ((EUID == 0)); then
  name=postgres
  if ! id -u postgres >/dev/null 2>&1; then name=nobody; fi
  owner=(runuser -u "$name" --)
  chown "$name" "$folder"
fi
cd "$folder"

stop() {
  "${owner[@]}" "$programs/pg_ctl" stop --pgdata "$folder/data" --mode immediate --silent >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM

{
  "${owner[@]}" "$programs/initdb" --pgdata "$folder/data" --username sandtable --auth trust --encoding UTF8 --locale C --no-sync
  # Durability is tested on processes that die, not on a machine that does: PostgreSQL's own fsync would only cost time here.
  "${owner[@]}" "$programs/pg_ctl" start --pgdata "$folder/data" --log "$folder/log" --wait --timeout 60 --options \
    "-c listen_addresses='' -c unix_socket_directories='$folder' -c fsync=off -c max_connections=200"
  "${owner[@]}" "$programs/createdb" --host "$folder" --username sandtable sandtable
} >"$folder/setup.log" 2>&1 </dev/null || {
  cat "$folder/setup.log" >&2
  cat "$folder/log" >&2 2>/dev/null || true
  echo "the PostgreSQL of the tests did not start: its words are above" >&2
  exit 78
}

cd "$root"
export TEST_POSTGRES_URL="postgres://sandtable@localhost/sandtable?host=$folder"
status=0
"$@" || status=$?
exit "$status"
