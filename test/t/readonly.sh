#!/usr/bin/env bash
# Whatever only looks works where nothing may be written: in read-only and
# serializable transactions, with an empty search_path, and on a standby.
. "$(dirname "$0")/lib.bash"

database=$main
new_custody "$main"
demo_registry "name NOT LIKE '%-next'"
sql <<SQL >/dev/null
	SELECT custody.create_ledger('trade');
	INSERT INTO trade.intake (octets, source) SELECT octets, name FROM demo ORDER BY name;
	INSERT INTO trade.intake (octets) VALUES ('{"@context": ["https://www.w3.org/ns/credentials/v2"],
		"type": ["VerifiableCredential"], "issuer": "did:web:unheard.example", "credentialSubject": {}}');
	SELECT custody.link_entry(entry_no) FROM trade.entry_line;
	CREATE TABLE paper AS SELECT name, custody.credential(octets) AS doc FROM demo;
	-- Of the ledger's answers, those are wanted that had a reason to be good.
	CREATE VIEW coil AS SELECT item FROM trade.goods WHERE item::text LIKE '%/coil/%';
SQL
demo_registry "name LIKE '%-next'"

cat >"$work/look.sql" <<'SQL'
SELECT name, custody.verify(doc, '2026-03-20'), custody.verdict(doc, '2026-02-22') FROM public.paper ORDER BY name;
SELECT p.name, c.* FROM public.paper AS p, custody.checks(p.doc, '2026-03-20') AS c ORDER BY p.name, c.no;
SELECT name, custody.verify_signature(doc, custody.issuer(doc)) FROM public.paper WHERE custody.issuer(doc) LIKE 'did:key:%' ORDER BY name;
SELECT name, custody.resolve(custody.issuer(doc), '2026-03-20'), custody.registered_digest(custody.issuer(doc)) FROM public.paper ORDER BY name;
SELECT custody.resolve('did:web:laminadora.example'::custody.did, '2026-02-01', known => now());
SELECT p.name, custody.profile_name(p.doc), f.* FROM public.paper AS p, custody.facts(p.doc) AS f ORDER BY p.name, f::text;
SELECT p.name, f.* FROM public.paper AS p, custody.explain_profile(p.doc) AS f ORDER BY p.name, f::text;
SELECT * FROM custody.codes ORDER BY code;
SELECT * FROM custody.missing ORDER BY key;
SELECT c.item, u.* FROM public.coil AS c, custody.upstream(c.item) AS u ORDER BY c.item, u::text;
SELECT c.item, u.* FROM public.coil AS c, custody.upstream(c.item, trust => 'any') AS u ORDER BY c.item, u::text;
SELECT d.* FROM custody.downstream('did:web:fundidora.example/heat/61316', trust => 'any') AS d ORDER BY d::text;
SELECT custody.tree(item) FROM public.coil ORDER BY item;
SELECT * FROM custody.find_item('61316') ORDER BY item;
SELECT document_id, source, verdict FROM trade.document_now ORDER BY document_id;
SELECT * FROM trade.entry_goods AS g ORDER BY g::text;
SELECT d.document_id, c.* FROM trade.document AS d, trade.document_check(d.document_id, '2026-03-20') AS c ORDER BY 1;
SQL

# look [psql arguments before the queries]; PGOPTIONS reach every query.
look() { sql "$@" -f "$work/look.sql" 2>&1 || true; }
look >"$work/expected"
check 'no query fails' "$(grep -m 1 ERROR "$work/expected" || true)" ''
check 'every query says something' \
	"$(while IFS= read -r query; do
		[ -n "$(sql -c "$query")" ] || echo "$query"
	done <"$work/look.sql")" ''

# same DESCRIPTION [psql arguments]
same() {
	local description=$1
	shift
	look "$@" >"$work/got"
	check "$description" "$(diff "$work/expected" "$work/got" | head -n 4)" ''
}
read_only='SET default_transaction_read_only = on'
same 'read only' -c "$read_only"
same 'empty search_path' -c "SET search_path = ''"
same 'read only, empty search_path' -c "$read_only" -c "SET search_path = ''"
same 'repeatable read' -c "SET default_transaction_isolation = 'repeatable read'"
same 'serializable' -c "SET default_transaction_isolation = 'serializable'"
same 'serializable, read only, deferrable' -c "$read_only" \
	-c "SET default_transaction_isolation = 'serializable'" -c 'SET default_transaction_deferrable = on'
same 'all in one read-only transaction' --single-transaction -c 'SET TRANSACTION READ ONLY'
# Somebody's own objects, named like the server's, are in the way.
sql <<'SQL'
	CREATE SCHEMA trap;
	CREATE FUNCTION trap.fail() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE 'trapped'; END $$;
	CREATE FUNCTION trap.eq(text, text) RETURNS boolean LANGUAGE sql AS 'SELECT trap.fail()';
	CREATE FUNCTION trap.eq(bigint, bigint) RETURNS boolean LANGUAGE sql AS 'SELECT trap.fail()';
	CREATE FUNCTION trap.eq(timestamptz, timestamptz) RETURNS boolean LANGUAGE sql AS 'SELECT trap.fail()';
	CREATE OPERATOR trap.= (LEFTARG = text, RIGHTARG = text, FUNCTION = trap.eq);
	CREATE OPERATOR trap.= (LEFTARG = bigint, RIGHTARG = bigint, FUNCTION = trap.eq);
	CREATE OPERATOR trap.= (LEFTARG = timestamptz, RIGHTARG = timestamptz, FUNCTION = trap.eq);
	CREATE FUNCTION trap.lower(tstzrange) RETURNS timestamptz LANGUAGE sql AS 'SELECT trap.fail()::text::timestamptz';
	CREATE TABLE trap.did_document (did text);
	CREATE TABLE trap.key_withdrawal (did text);
	CREATE TABLE trap.document (document_id bigint);
	CREATE TABLE trap.edge (src bigint);
SQL
same 'traps in the search_path' -c 'SET search_path = trap, pg_catalog'

refused() {						# refused DESCRIPTION [psql arguments]
	local description=$1 statement
	shift
	while IFS= read -r statement; do
		[ -z "$statement" ] || check "$description: $statement" "$(sqlstate "$@" -c "$statement")" 25006
	done <<'SQL'
SELECT custody.register_did_document('did:web:new.example', '{"id": "did:web:new.example"}')
SELECT custody.withdraw_did_document('did:web:carrier.example')
SELECT custody.withdraw_key('did:web:sima.example#key-1', 'compromised')
SELECT custody.register_context('urn:example:new', '{"@context": {"a": "urn:a"}}')
SELECT custody.withdraw_context(iri, digest) FROM custody.context WHERE iri = 'https://w3id.org/security/v2'
SELECT custody.ingest('{')
INSERT INTO trade.intake (octets) SELECT octets FROM demo
SELECT custody.create_ledger('second')
SQL
}
refused 'read only' -c "$read_only"

# --- a standby ---------------------------------------------------------------
# The server's processes run as postgres when we are root.
as_server() {
	if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}
bindir=$("$PG_CONFIG" --bindir)
standby=$work/standby
primary=$PGHOST
stop_servers() {
	PGHOST=$primary
	[ ! -e "$standby/postmaster.pid" ] ||
		as_server "$bindir/pg_ctl" -D "$standby" -m immediate stop >/dev/null
}
chmod 755 "$work"
mkdir -m 700 "$standby"
[ "$(id -u)" -ne 0 ] || chown postgres "$standby"
as_server "$bindir/pg_basebackup" -D "$standby" -X stream -c fast -R
# The settings that find the extension, and those that may not be smaller than
# the primary's; Debian keeps a server's files elsewhere.
sql -c "SELECT format('%s = %L', name, setting) FROM pg_settings
	WHERE name IN ('extension_destdir', 'extension_control_path', 'dynamic_library_path', 'max_connections',
		'max_worker_processes', 'max_wal_senders', 'max_prepared_transactions', 'max_locks_per_transaction')" >"$work/settings"
as_server tee "$standby/postgresql.conf" >/dev/null <"$work/settings"
echo 'local all all trust' | as_server tee "$standby/pg_hba.conf" >/dev/null
as_server touch "$standby/pg_ident.conf"
as_server "$bindir/pg_ctl" -D "$standby" -w -l "$standby/log" -o "-c listen_addresses= \
	-c unix_socket_directories=$standby -c port=$PGPORT -c hot_standby=on \
	-c hba_file=$standby/pg_hba.conf -c ident_file=$standby/pg_ident.conf" start >/dev/null ||
	as_server tail -n 5 "$standby/log" >&2

# replayed: waits until the standby has all that the primary has written.
replayed() {
	local lsn
	lsn=$(PGHOST=$primary sql -c 'SELECT pg_current_wal_lsn()')
	for _ in $(seq 100); do
		[ "$(PGHOST=$standby sql -c "SELECT pg_last_wal_replay_lsn() >= '$lsn'")" = t ] && return 0
		sleep 0.1
	done
	echo "$name: the standby does not follow" >&2
	return 1
}
replayed
PGHOST=$standby
check 'it is a standby' "$(sql -c 'SELECT pg_is_in_recovery()')" t
same 'standby'
same 'standby, empty search_path' -c "SET search_path = ''"
same 'standby, repeatable read' -c "SET default_transaction_isolation = 'repeatable read'"
refused 'standby'
check 'standby: in parallel' "$(sql -c 'SET parallel_setup_cost = 0' -c 'SET min_parallel_table_scan_size = 0' \
	-c "SELECT md5(string_agg(name || custody.verdict(doc, '2026-03-20'), ' ' ORDER BY name)) FROM paper")" \
	"$(PGHOST=$primary sql -c "SELECT md5(string_agg(name || custody.verdict(doc, '2026-03-20'), ' ' ORDER BY name)) FROM paper")"
check 'standby: pg_dump' "$(pg_dump -d "$main" | grep -cE '^COPY (trade.document|custody.did_document) ')" 2

# A session of the standby sees what the primary has registered, when its
# snapshot does: at the next statement, or at the next transaction.
other_session
intent="SELECT custody.verdict(doc, '2026-03-20') FROM paper WHERE name = '16-intent-to-import'"
other 'BEGIN' >/dev/null
check 'standby: before the key is withdrawn' "$(other "$intent")" good
PGHOST=$primary sql -c "SELECT custody.withdraw_key('did:web:importer.example#key-1', 'compromised', '2026-01-01')" >/dev/null
replayed
check 'standby: after it' "$(other "$intent")" bad
other 'COMMIT; BEGIN ISOLATION LEVEL REPEATABLE READ' >/dev/null
number=${intent/16-intent-to-import/17-entry-number}
check 'standby, repeatable read: before' "$(other "$number")" good
PGHOST=$primary sql -c "SELECT custody.withdraw_key('did:web:broker.example#key-1', 'compromised', '2026-01-01')" >/dev/null
replayed
check 'standby, repeatable read: after' "$(other "$number")" good
other 'COMMIT' >/dev/null
check 'standby, repeatable read: in the next transaction' "$(other "$number")" bad

stop_servers
finish
