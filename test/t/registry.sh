#!/usr/bin/env bash
# Two sessions at the registry, and the way of its rows through a dump.
# Needs PGHOST and its kin to point at a server with the extension (see
# ci/with-server).  Makes databases of its own and drops them.
set -euo pipefail
export LC_ALL=C.UTF-8
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d /tmp/pg_custody_registry.XXXXXX)
main=regress_registry copy=regress_registry_copy
passed=0 failed=0

sql() { psql -qXAt -v ON_ERROR_STOP=1 -d "${database:-$main}" "$@"; }

expect() {						# expect WHAT WANTED GOT
	if [ "$2" = "$3" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "registry: $1: wanted '$2', got '$3'" >&2
	fi
}

drop() {
	database=postgres sql -c "SET client_min_messages = warning" \
		-c "DROP DATABASE IF EXISTS $main" -c "DROP DATABASE IF EXISTS $copy"
}
trap 'drop; rm -rf "$work"' EXIT
drop
database=postgres sql -c "CREATE DATABASE $main" -c "CREATE DATABASE $copy"
sql -c 'CREATE EXTENSION pg_custody'

# --- a second session that is told one statement at a time -------------------
coproc OTHER { psql -qXAt -d "$main" 2>&1; }
other() {						# runs a statement, prints its rows
	local line
	printf '%s;\n\\echo .done\n' "$1" >&"${OTHER[1]}"
	while IFS= read -r line <&"${OTHER[0]}" && [ "$line" != .done ]; do
		echo "$line"
	done
}
blocked() {						# waits until a session waits for a lock
	for _ in $(seq 100); do
		[ "$(sql -c "SELECT count(*) FROM pg_stat_activity
			WHERE datname = '$main' AND wait_event_type = 'Lock'")" = 1 ] && return 0
		sleep 0.1
	done
	echo "registry: nobody waits" >&2
	return 1
}

register="SELECT custody.register_did_document('did:web:a.example', '{\"id\": \"did:web:a.example\"}', '2025-01-01')"
resolve="SELECT coalesce(custody.resolve('did:web:a.example', '2025-06-01') ->> 'id', 'none')"

# The second registrar waits for the first; if that one changes its mind, the
# second one's row is the first.
other 'BEGIN' >/dev/null
expect 'first registrar' t "$(other "$register")"
expect 'not seen by others yet' none "$(sql -c "$resolve")"
sql -c "$register" >"$work/second" & blocked
other 'ROLLBACK' >/dev/null
wait $!
expect 'second registrar after a rollback' t "$(cat "$work/second")"
expect 'one row' 1 "$(sql -c 'SELECT count(*) FROM custody.did_document')"

# Two who register the same thing make one row of it.
register=${register//a.example/b.example}
other 'BEGIN' >/dev/null
expect 'first of the same' t "$(other "$register")"
sql -c "$register" >"$work/second" & blocked
other 'COMMIT' >/dev/null
wait $!
expect 'second of the same' f "$(cat "$work/second")"
expect 'no second row' 2 "$(sql -c 'SELECT count(*) FROM custody.did_document')"

# A transaction sees what its isolation level says, however often it has looked.
register=${register//b.example/c.example} resolve=${resolve//a.example/c.example}
other 'BEGIN ISOLATION LEVEL REPEATABLE READ' >/dev/null
expect 'repeatable read, before' none "$(other "$resolve")"
expect 'registered meanwhile' t "$(sql -c "$register")"
expect 'repeatable read, after' none "$(other "$resolve")"
other 'COMMIT' >/dev/null
register=${register//c.example/d.example} resolve=${resolve//c.example/d.example}
other 'BEGIN' >/dev/null
expect 'read committed, before' none "$(other "$resolve")"
expect 'registered meanwhile' t "$(sql -c "$register")"
expect 'read committed, after' did:web:d.example "$(other "$resolve")"
other 'COMMIT' >/dev/null

# The same for contexts; and what one session registers others read under, each
# from its next snapshot on, though all keep what they have compiled.
context() {						# context IRI MEANING
	echo "SELECT custody.register_context('$1', '{\"@context\": {\"heat\": \"urn:steel:$2\"}}')"
}
read='{"@context": "urn:example:a", "heat": "H1"}'
read="SELECT coalesce(substring(custody.canonize('$read') FROM 'urn:steel:(\w+)'), 'none')"
other 'BEGIN' >/dev/null
expect 'first registrar of a context' t "$(other "$(context urn:example:a heat)")"
sql -c "$(context urn:example:a heat)" >"$work/second" & blocked
other 'ROLLBACK' >/dev/null
wait $!
expect 'second registrar of a context after a rollback' t "$(cat "$work/second")"
other 'BEGIN' >/dev/null
expect 'first of the same context' t "$(other "$(context urn:example:b heat)")"
sql -c "$(context urn:example:b heat)" >"$work/second" & blocked
other 'COMMIT' >/dev/null
wait $!
expect 'second of the same context' f "$(cat "$work/second")"
expect 'two contexts' 2 "$(sql -c 'SELECT count(*) FROM custody.context WHERE NOT builtin')"

other 'BEGIN ISOLATION LEVEL REPEATABLE READ' >/dev/null
expect 'repeatable read, a context before' heat "$(other "$read")"
expect 'a version registered meanwhile' t "$(sql -c "$(context urn:example:a number)")"
expect 'repeatable read, a context after' heat "$(other "$read")"
other 'COMMIT' >/dev/null
other 'BEGIN' >/dev/null
expect 'read committed, a context before' number "$(other "$read")"
expect 'withdrawn meanwhile' t "$(sql -c "SELECT custody.withdraw_context(iri, digest)
	FROM custody.context WHERE document::text LIKE '%number%'")"
expect 'read committed, a context after' heat "$(other "$read")"
other 'COMMIT' >/dev/null

# --- a dump carries what was recorded, when and by whom ----------------------
sql -f "$here/../data/samples.sql" -c "
	SELECT custody.register_did_document(did, document, '2025-01-01', 'a letter')
		FROM sample_did WHERE what = 'mill 2025';
	SELECT custody.withdraw_key('did:web:mill.example#k3', 'retired', '2025-09-01');
	CREATE TABLE public.kept AS SELECT what, doc FROM sample;
	ALTER TABLE public.kept ADD signed boolean GENERATED ALWAYS AS (custody.verify_signature(doc,
		'$(sed -n "s/.*VALUES ('k2', '\([^']*\)'.*/\1/p" "$here/../data/samples.sql")')) STORED" >/dev/null
pg_dump -d "$main" -f "$work/dump.sql"
database=$copy sql -f "$work/dump.sql" >/dev/null
for query in \
	"SELECT count(*), md5(string_agg(d::text, ' ' ORDER BY did, recorded_at)) FROM custody.did_document d" \
	"SELECT count(*), md5(string_agg(k::text, ' ' ORDER BY method, recorded_at)) FROM custody.key_withdrawal k" \
	"SELECT count(*), md5(string_agg(c::text, ' ' ORDER BY iri, recorded_at)) FROM custody.context c WHERE NOT builtin" \
	"SELECT count(*), md5(string_agg(w::text, ' ' ORDER BY iri, recorded_at)) FROM custody.context_withdrawal w" \
	"$read" \
	"SELECT count(*), md5(string_agg(concat(what, signed, custody.verdict(doc, '2025-10-01')), ' ' ORDER BY what)) FROM kept"; do
	expect "restored: $query" "$(sql -c "$query")" "$(database=$copy sql -c "$query")"
done
expect 'append-only after restore' 'ERROR:  table "did_document" is append-only' \
	"$(database=$copy sql -c 'DELETE FROM custody.did_document' 2>&1 | head -n 1 || true)"

printf '\\q\n' >&"${OTHER[1]}"
echo "registry: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
