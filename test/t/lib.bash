# Shared by the scripts in this folder: sourced, not run.
#
# A script sources this, calls check for everything it wants to know, and
# finish last.  It needs PGHOST and its kin to point at a server with the
# extension, as a superuser (see ci/with-server), and prints one line at the
# end: "NAME: N passed, N failed".  What it makes on the server goes through
# new_database and new_role, which also see to it that it goes away again.
set -euo pipefail
export LC_ALL=C.UTF-8
export PGTZ=UTC PGDATESTYLE=ISO
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(cd "$here/../.." && pwd)
name=$(basename "$0" .sh)
work=$(mktemp -d "/tmp/pg_custody_$name.XXXXXX")
main=regress_${name//-/_}
passed=0 failed=0 finished=0
databases=() roles=()

# sql [psql arguments]: in database $main, or in $database; rows unadorned.
sql() {
	psql -qXAt -v ON_ERROR_STOP=1 -d "${database:-$main}" "$@"
}

# in_database DATABASE [psql arguments]
in_database() {
	local database=$1
	shift
	sql "$@"
}

# check DESCRIPTION ACTUAL EXPECTED
check() {
	if [ "$2" = "$3" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "$name: $1: expected '$3', got '$2'" >&2
	fi
}

# check_at_most DESCRIPTION ACTUAL LIMIT: integers
check_at_most() {
	if [ "$2" -le "$3" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "$name: $1: expected at most $3, got $2" >&2
	fi
}

# sqlstate [psql arguments]: the SQLSTATE of the first error, or "ok".
sqlstate() {
	local said
	said=$(sql -v VERBOSITY=sqlstate "$@" 2>&1 >/dev/null |
		sed -nE 's/^.*(ERROR|FATAL): +([0-9A-Z]{5}).*/\2/p' | head -n 1) || true
	echo "${said:-ok}"
}

milliseconds() { date +%s%3N; }

# new_database NAME: empty; gone at the end.
new_database() {
	databases+=("$1")
	in_database postgres -c 'SET client_min_messages = warning' \
		-c "DROP DATABASE IF EXISTS $1" -c "CREATE DATABASE $1"
}

# new_role NAME [options of CREATE ROLE]
new_role() {
	roles+=("$1")
	in_database postgres -c "CREATE ROLE $*"
}

# The demo's documents and DID documents as tables of the current database.
demo_tables() {
	local file
	sql -c 'CREATE TABLE demo (name text PRIMARY KEY, octets bytea NOT NULL)' \
		-c 'CREATE TABLE demo_did (name text PRIMARY KEY, document text NOT NULL)'
	for file in "$top"/demo/documents/*; do
		printf '%s\t\\\\x' "$(basename "${file%.*}")"
		od -An -v -tx1 "$file" | tr -d ' \n'
		echo
	done | sql -c 'COPY demo FROM STDIN'
	for file in "$top"/demo/did/*.json; do
		printf '%s\t\\\\x' "$(basename "${file%.*}")"
		od -An -v -tx1 "$file" | tr -d ' \n'
		echo
	done | sql -c 'CREATE TEMP TABLE raw (name text, octets bytea)' \
		-c 'COPY raw FROM STDIN' \
		-c "INSERT INTO demo_did SELECT name, convert_from(octets, 'UTF8') FROM raw"
}

# demo_registry [CONDITION]: registers DID documents of the demo, the mill's
# next one from March on.
demo_registry() {
	sql -c "SELECT custody.register_did_document(document::json ->> 'id', document,
				since => CASE WHEN name LIKE '%-next' THEN '2026-03-01' ELSE '2026-01-01' END::timestamptz,
				source => 'demo')
			FROM demo_did WHERE ${1:-true} ORDER BY name LIKE '%-next', name" >/dev/null
}

# new_custody NAME: a database with the extension and the demo's documents
new_custody() {
	local database=$1
	new_database "$1"
	sql -c 'CREATE EXTENSION pg_custody'
	demo_tables
}

# --- a second session that is told one statement at a time -------------------
other_session() { coproc OTHER { psql -qXAt -d "$main" 2>&1; }; }

other() {						# runs a statement there, prints its rows
	local line
	printf '%s;\n\\echo .done\n' "$1" >&"${OTHER[1]}"
	while IFS= read -r line <&"${OTHER[0]}" && [ "$line" != .done ]; do
		echo "$line"
	done
}

# blocked: waits until a session waits for a lock.
blocked() {
	for _ in $(seq 100); do
		[ "$(sql -c "SELECT count(*) FROM pg_stat_activity
			WHERE datname = '$main' AND wait_event_type = 'Lock'")" = 1 ] && return 0
		sleep 0.1
	done
	echo "$name: nobody waits" >&2
	return 1
}

finish() {
	finished=1
	[ "$failed" -eq 0 ]
}

# Hooks for scripts that start more than queries.
stop_servers() { :; }

at_exit() {
	local status=$? one
	set +e
	stop_servers
	for one in "${databases[@]}"; do
		in_database postgres -c 'SET client_min_messages = warning' \
			-c "DROP DATABASE IF EXISTS $one WITH (FORCE)"
	done
	for one in "${roles[@]}"; do
		in_database postgres -c 'SET client_min_messages = warning' \
			-c "DROP ROLE IF EXISTS $one"
	done
	rm -rf "$work"
	if [ "$finished" -eq 0 ]; then
		echo "$name: ended early" >&2
		failed=$((failed + 1))
	fi
	echo "$name: $passed passed, $failed failed"
	[ "$status" -eq 0 ] && [ "$failed" -eq 0 ]
	exit $?
}
trap at_exit EXIT
