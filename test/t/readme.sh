#!/usr/bin/env bash
# Every ```sql block of README.md, run in one session from top to bottom, gives
# what the ```text block below it shows.  With --print: prints what it gives.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
database=pg_custody_readme
trap 'rm -rf "$work"; psql -qX -d postgres -c "DROP DATABASE IF EXISTS $database"' EXIT

psql -qX -d postgres -c "CREATE DATABASE $database"
awk '/^```sql$/ { on = 1; n++; next } /^```$/ { if (on) print "\\echo =end=" n; on = 0 } on' \
	"$here/README.md" >"$work/session.sql"
awk '/^```text$/ { on = 1; n++; next } /^```$/ { if (on) print "=end=" n; on = 0 } on' \
	"$here/README.md" >"$work/wanted"
PGTZ=UTC psql -qX -d $database -v ON_ERROR_STOP=1 -f "$work/session.sql" >"$work/shown" 2>&1 || true
if [ "${1:-}" = --print ]; then cat "$work/shown"; exit; fi
passed=$(grep -c '^=end=' "$work/wanted") failed=0
if ! diff "$work/wanted" "$work/shown"; then failed=1; fi
[ "$passed" -gt 0 ] || failed=1
echo "readme: $passed passed, $failed failed"
[ $failed -eq 0 ]
