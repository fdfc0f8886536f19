#!/usr/bin/env bash
# What is in a database with the extension goes through pg_dump and comes back
# as it was: our types, expressions on our functions, registry, profiles and a
# ledger, whichever way the dump is made.
. "$(dirname "$0")/lib.bash"

database=$main
new_custody "$main"
new_role regress_dump_owner
new_role regress_dump_registrar
new_role regress_dump_loader
# The key of the demo's seller, whose invoices are signed with it.
seller=$(sql -c "SELECT custody.issuer(octets::custody.credential) FROM demo WHERE name = '11-invoice'")

demo_registry "name NOT LIKE '%-next'"
sql <<SQL >/dev/null
	SELECT custody.grant_role('regress_dump_registrar', 'registrar');
	SELECT custody.register_profile('regress', 'CommercialInvoiceCredential', body)
		FROM custody.profile WHERE document_type = 'CommercialInvoiceCredential' AND builtin;

	CREATE SCHEMA trade AUTHORIZATION regress_dump_owner;
	GRANT SELECT ON demo TO PUBLIC;
	GRANT EXECUTE ON FUNCTION custody.create_ledger(text), custody.register_ledger(name),
		custody.upgrade_ledger(text), custody.grant_role(name, text, text),
		custody.grant_ledger_role(name, text, text) TO regress_dump_owner;
	SET ROLE regress_dump_owner;
	SELECT custody.create_ledger('trade');
	SELECT custody.grant_role('regress_dump_loader', 'loader', 'trade');
	INSERT INTO trade.intake (octets, source)
		SELECT octets, name FROM demo WHERE name < '20' ORDER BY name;
	INSERT INTO trade.intake (octets) VALUES ('{'), (NULL), ('\\xff00');
	SELECT custody.withdraw(document_id, 'replaced', NULL, 'trade')
		FROM trade.document WHERE source = '14-bill-of-lading-two';
	INSERT INTO trade.presentation (holder, octets) VALUES ('did:web:importer.example', '\\x7b7d');
	SELECT custody.link_entry(entry_no, 'trade') FROM trade.entry_line;
	SELECT custody.accept_link(entry_no, line_no, item, 'trade')
		FROM (SELECT l.entry_no, l.line_no, g.item FROM trade.entry_item l JOIN trade.goods g USING (item_id)
			ORDER BY g.item LIMIT 1) AS first;
	RESET ROLE;

	-- Only now, or the documents above would be no good evidence.
	SELECT custody.register_did_document(document::json ->> 'id', document, '2026-03-01')
		FROM demo_did WHERE name = 'laminadora-next';
	SELECT custody.withdraw_key('did:web:sima.example#key-1', 'compromised', '2026-03-10', 'a letter');
	SELECT custody.withdraw_key('$seller#${seller#did:key:}', 'retired', '2026-06-01');
	SELECT custody.withdraw_did_document('did:web:carrier.example', '2026-05-01');
	SET ROLE regress_dump_registrar;
	SELECT custody.register_did_document('did:web:other.example', '{"id":  "did:web:other.example"}');
	SELECT custody.register_context('https://contexts.example/steel/v1',
		'{"@context": {"heat": "https://vocabulary.example/steel#heat"}}'::text, '(,2026-01-01)');
	SELECT custody.register_context('https://contexts.example/steel/v1',
		'{ "@context": ["https://www.w3.org/ns/credentials/v2", {"heat": "https://vocabulary.example/steel#number"}]}'::text,
		'[2026-01-01,)', 'the mill');
	SELECT custody.register_context('https://contexts.example/steel/v1', '{"@context": {}}'::text);
	SELECT custody.withdraw_context(iri, digest, 'empty')
		FROM custody.context WHERE document::text = '{"@context": {}}';
	RESET ROLE;

	CREATE TABLE paper (
		name text PRIMARY KEY,
		doc custody.credential NOT NULL CHECK (custody.form(doc) <> 'unsecured'),
		issuer text GENERATED ALWAYS AS (custody.issuer(doc)) STORED,
		by_seller boolean GENERATED ALWAYS AS (custody.verify_signature(doc, '$seller')) STORED,
		title text GENERATED ALWAYS AS (doc OPERATOR(custody.->>) 'name') STORED);
	INSERT INTO paper SELECT name, octets FROM demo;
	CREATE UNIQUE INDEX paper_doc ON paper (doc);
	CREATE INDEX paper_hash ON paper USING hash (doc);
	CREATE INDEX paper_issuer ON paper (custody.issuer(doc));
	CREATE UNIQUE INDEX paper_digest ON paper (custody.digest(doc));
	CREATE INDEX paper_types ON paper USING gin (custody.types(doc));
	CREATE INDEX paper_claims ON paper USING gin ((doc::jsonb));
	CREATE INDEX paper_good ON paper (name) WHERE custody.verify_signature(doc, '$seller');

	CREATE TABLE invoice (doc custody.credential
		CONSTRAINT signed CHECK (custody.verify_signature(doc, '$seller') IS TRUE));
	INSERT INTO invoice SELECT doc FROM paper WHERE by_seller;

	CREATE TABLE held (holder custody.did, page custody.did_url, thing custody.item,
		UNIQUE (holder, thing)) PARTITION BY HASH (holder);
	CREATE TABLE held_0 PARTITION OF held FOR VALUES WITH (MODULUS 2, REMAINDER 0);
	CREATE TABLE held_1 PARTITION OF held FOR VALUES WITH (MODULUS 2, REMAINDER 1);
	CREATE INDEX held_page ON held USING hash (page);
	CREATE INDEX held_thing ON held (thing);
	CREATE INDEX held_scheme ON held (custody.item_scheme(thing));
	INSERT INTO held SELECT 'did:web:mill.example:' || n,
			'did:web:mill.example:' || n || '/heat/' || n || '#a',
			CASE WHEN n % 2 = 0 THEN 'https://id.gs1.org/01/09506000134352/21/' || n
				ELSE 'did:web:mill.example/heat/' || n END
		FROM generate_series(1, 300) AS n;

	CREATE DOMAIN mill_did AS custody.did CHECK (custody.method(VALUE) = 'web');
	CREATE TABLE visit (who mill_did, heats custody.item[], span custody.did[] DEFAULT '{did:web:a.example}');
	INSERT INTO visit VALUES ('did:web:mill.example', '{did:web:mill.example/heat/1,urn:uuid:6f1d0c52-7a54-4c0e-9b1e-000000000011}');
	CREATE VIEW seen AS SELECT name, custody.verdict(doc, '2026-03-20') AS verdict FROM paper;
	CREATE MATERIALIZED VIEW judged AS SELECT * FROM seen;

	ANALYZE;
SQL

# contents DATABASE: every table with the digest of its rows.  Rows that come
# with the extension are recorded anew when it is created, all else is kept.
contents() {
	in_database "$1" <<'SQL'
SELECT format($$SELECT %L, count(*), md5(string_agg(r, chr(10) ORDER BY r COLLATE "C"))
		FROM (SELECT CASE WHEN to_jsonb(t) ->> 'builtin' = 'true'
				THEN (to_jsonb(t) - '{recorded_at,recorded_by}'::text[])::text ELSE t::text END
			FROM %s AS t) AS rows(r)$$, c.oid::regclass, c.oid::regclass)
	FROM pg_class c
	WHERE c.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't'
		AND c.relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
	ORDER BY c.oid::regclass::text COLLATE "C" \gexec
SQL
}

# answers DATABASE: verification at several times, by all that and by what only
# was known then, and what a ledger says.
answers() {
	in_database "$1" <<'SQL'
SELECT p.name, t.at::date, k.known IS NULL, md5(string_agg(c::text, chr(10) ORDER BY c.no))
	FROM paper p CROSS JOIN (VALUES ('2026-02-22'::timestamptz), ('2026-03-20'), ('2026-07-01')) AS t(at)
		CROSS JOIN (SELECT NULL UNION ALL SELECT max(recorded_at) FROM custody.did_document) AS k(known),
		custody.checks(p.doc, t.at, k.known) AS c
	GROUP BY p.name, t.at, k.known ORDER BY p.name, t.at, k.known;
SELECT * FROM trade.document_now ORDER BY document_id;
SELECT * FROM trade.entry_goods ORDER BY entry_goods::text COLLATE "C";
SELECT * FROM custody.missing ORDER BY key;
SELECT t.at::date, k.known IS NULL, md5(custody.context_documents('{https://contexts.example/steel/v1}', t.at, k.known)::text)
	FROM (VALUES ('2025-06-01'::timestamptz), ('2026-06-01')) AS t(at)
		CROSS JOIN (SELECT NULL UNION ALL SELECT max(recorded_at) FROM custody.context WHERE NOT builtin) AS k(known)
	ORDER BY 1, 2;
SELECT custody.canonize('{"@context": "https://contexts.example/steel/v1", "heat": "61316"}');
SELECT g.item, u.* FROM trade.goods AS g, custody.upstream(g.item, trust => 'any') AS u ORDER BY g.item::text COLLATE "C", u::text COLLATE "C";
SQL
}

# The text of a dump, without the random words of newer versions, and without
# what the server puts into a function body each time it is read and written.
# Rows of a table have no order: they lie where there was room.
dump_text() {
	pg_dump -d "$1" | grep -vE '^\\(un)?restrict ' | sed 's/::text AS text/::text/' |
		awk '/^COPY .* FROM stdin;$/ { print; fflush(); rows = 1; next }
			/^\\\.$/ { close("sort"); rows = 0 }
			rows { print | "sort"; next }
			{ print }'
}

contents "$main" >"$work/contents"
answers "$main" >"$work/answers"
check 'there is something to compare' \
	"$(grep -cE '^(custody\.(did_document|key_withdrawal|context|context_withdrawal|ledger|profile)|trade\.(document|rejected|goods|event|edge|entry|entry_item|withdrawal|presentation)|paper|held_[01]|visit|judged)\|[1-9]' "$work/contents")" 20
check 'verdicts of both kinds and unknown' \
	"$(sql -c "SELECT string_agg(DISTINCT verdict, ' ' ORDER BY verdict) FROM seen")" 'bad good unknown'
dump_text "$main" >"$work/text"

# --- what a restored database must be like -----------------------------------
copy=${main}_copy
# restored WAY: compares database $copy with the original, and works on.
restored() {
	local way=$1 database=$copy
	contents "$copy" >"$work/contents.copy"
	check "$way: contents" "$(diff "$work/contents" "$work/contents.copy")" ''
	answers "$copy" >"$work/answers.copy"
	check "$way: answers" "$(diff "$work/answers" "$work/answers.copy" | head -n 4)" ''
	dump_text "$copy" >"$work/text.copy"
	check "$way: dumps the same again" "$(diff "$work/text" "$work/text.copy" | head -n 4)" ''
	check "$way: builtin profiles once" \
		"$(sql -c "SELECT count(*) FILTER (WHERE builtin) > 0, count(*) FILTER (WHERE NOT builtin) FROM custody.profile")" 't|1'
	check "$way: builtin contexts once" \
		"$(sql -c "SELECT count(*) FILTER (WHERE builtin) = count(DISTINCT iri) FILTER (WHERE builtin), count(*) FILTER (WHERE NOT builtin) FROM custody.context")" 't|3'
	check "$way: invalid indexes" \
		"$(sql -c "SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid OR NOT indisready")" ''
	sql -c 'SET client_min_messages = warning' -c 'CREATE EXTENSION amcheck' \
		-c "SELECT bt_index_check(i.indexrelid, true)
				FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam
				WHERE a.amname = 'btree' AND c.relkind = 'i' AND c.relpersistence = 'p'
					AND c.relnamespace <> 'pg_catalog'::regnamespace" >"$work/amcheck" 2>&1 || true
	check "$way: btree indexes" "$(grep -m 1 ERROR "$work/amcheck" || true)" ''
	ledger_works "$way"
}

# uses WAY INDEX QUERY: the plan names the index, and it finds what a look at
# every row finds, which is one row or more.
uses() {
	local rows="SELECT md5(string_agg(r::text, ' ' ORDER BY r::text)), count(*) > 0 FROM ($3) AS r"
	sql -c 'SET search_path = public, custody' -c 'SET enable_seqscan = off' \
		-c "EXPLAIN (COSTS off) $3" -c "$rows" \
		-c 'SET enable_seqscan = on' -c 'SET enable_indexscan = off' \
		-c 'SET enable_bitmapscan = off' -c 'SET enable_indexonlyscan = off' -c "$rows" >"$work/uses" || true
	check "$1: index $2 is used" \
		"$(grep -oE "(Index Scan|using|on) $2( |$)" "$work/uses" | grep -m 1 -oE "$2")" "$2"
	check "$1: index $2 finds every row" \
		"$(tail -n 2 "$work/uses" | uniq | sed 's/^.*|//')" t
}

indexes_used() {
	local database=$copy
	uses "$1" paper_doc "SELECT name FROM paper WHERE doc > (SELECT doc FROM paper WHERE name = '11-invoice') ORDER BY doc"
	uses "$1" paper_hash "SELECT name FROM paper WHERE doc = (SELECT octets::custody.credential FROM demo WHERE name = '11-invoice')"
	uses "$1" paper_issuer "SELECT name FROM paper WHERE custody.issuer(doc) = '$seller'"
	uses "$1" paper_digest "SELECT name FROM paper WHERE custody.digest(doc) = sha256((SELECT octets FROM demo WHERE name = '11-invoice'))"
	uses "$1" paper_types "SELECT name FROM paper WHERE custody.types(doc) @> '{CommercialInvoiceCredential}'"
	uses "$1" paper_claims "SELECT name FROM paper WHERE doc @> '{\"credentialSubject\": {\"invoiceNumber\": \"INV-5501\"}}'"
	uses "$1" paper_good "SELECT name FROM paper WHERE custody.verify_signature(doc, '$seller') AND name > ''"
	uses "$1" held_0_page_idx "SELECT thing FROM held_0 WHERE page = (SELECT min(page::text) FROM held_0)::custody.did_url"
	uses "$1" held_1_thing_idx "SELECT holder FROM held_1 WHERE thing >= 'did:web:mill.example/heat/200' AND thing < 'did:web:mill.example/heat/300'"
	check "$1: one partition is read" "$(sql -c "EXPLAIN (COSTS off)
			SELECT * FROM held WHERE holder OPERATOR(custody.=) 'did:web:mill.example:7'" |
		grep -oE 'held_[01]' | sort -u | wc -l)" 1
}

guards() {
	local database=$copy table
	for table in custody.did_document custody.key_withdrawal custody.context custody.context_withdrawal trade.withdrawal trade.verdict; do
		check "$1: $table refuses DELETE" "$(sqlstate -c "DELETE FROM $table")" 55000
		check "$1: $table refuses TRUNCATE" "$(sqlstate -c "TRUNCATE $table")" 55000
	done
	check "$1: append-only in a replica session" \
		"$(sqlstate -c 'SET session_replication_role = replica' -c 'DELETE FROM custody.did_document')" 55000
	check "$1: CHECK refuses a document that was altered" \
		"$(sqlstate -c "INSERT INTO invoice SELECT octets FROM demo WHERE name = '22-invoice-altered'")" 23514
	check "$1: CHECK takes one that was not" \
		"$(sqlstate -c "BEGIN" -c "INSERT INTO invoice SELECT octets FROM demo WHERE name = '12-invoice-two'" -c ROLLBACK)" ok
	check "$1: unique index on a digest" \
		"$(sqlstate -c "INSERT INTO paper SELECT 'again', doc FROM paper WHERE name = '11-invoice'")" 23505
	check "$1: the registrar still registers" "$(sql -c 'SET ROLE regress_dump_registrar' \
		-c "SELECT custody.register_did_document('did:web:new.example', '{\"id\": \"did:web:new.example\"}')" \
		-c "SELECT recorded_by FROM custody.did_document WHERE did = 'did:web:new.example'" | xargs)" 't regress_dump_registrar'
	check "$1: the registrar still cannot write himself" "$(sqlstate -c 'SET ROLE regress_dump_registrar' \
		-c "INSERT INTO custody.did_document (did, valid_during) VALUES ('did:web:b.example', '[,)')")" 42501
}

# Ingest goes on where it stopped: known octets are known, new ones get the
# next number.
ledger_works() {
	local last
	last=$(sql -c 'SELECT max(document_id) FROM trade.document')
	check "$1: known octets" "$(sql -c "SELECT document_id = (SELECT document_id FROM trade.document WHERE source = '11-invoice'), is_new, code
		FROM custody.ingest((SELECT octets FROM demo WHERE name = '11-invoice'))")" 't|f|duplicate'
	check "$1: new octets" "$(sql -c 'CREATE TABLE later AS SELECT octets FROM demo WHERE name >= '"'20'"' ORDER BY name' \
		-c 'GRANT SELECT ON later TO regress_dump_loader' \
		-c 'SET ROLE regress_dump_loader' -c 'INSERT INTO trade.intake (octets) SELECT octets FROM later' \
		-c 'RESET ROLE' -c "SELECT count(*), min(document_id) > $last, count(*) FILTER (WHERE profile IS NULL) FROM trade.document WHERE document_id > $last")" \
		'3|t|0'
	check "$1: its owner upgrades it" "$(sqlstate -c 'SET ROLE regress_dump_owner' -c "SELECT custody.upgrade_ledger('trade')")" ok
}

# --- the ways ----------------------------------------------------------------
new_database "$copy"
pg_dump -d "$main" -f "$work/plain.sql"
in_database "$copy" --single-transaction -f "$work/plain.sql" >/dev/null
restored plain
indexes_used plain
guards plain

new_database "$copy"
pg_dump -Fc -d "$main" -f "$work/custom.dump"
pg_restore --exit-on-error -d "$copy" "$work/custom.dump"
restored custom
indexes_used custom
guards custom

new_database "$copy"
pg_dump -Fd -j 2 -d "$main" -f "$work/directory"
pg_restore --exit-on-error -j 2 -d "$copy" "$work/directory"
restored directory

new_database "$copy"
pg_dump --schema-only -d "$main" -f "$work/schema.sql"
pg_dump --data-only -d "$main" -f "$work/data.sql"
in_database "$copy" -f "$work/schema.sql" >/dev/null
check 'schema only: no rows of users' \
	"$(in_database "$copy" -c 'SELECT count(*) FROM custody.did_document' -c 'SELECT count(*) FROM trade.document' -c 'SELECT count(*) FROM paper' | xargs)" '0 0 0'
in_database "$copy" -f "$work/data.sql" >/dev/null
in_database "$copy" -c 'REFRESH MATERIALIZED VIEW judged' -c ANALYZE
restored 'schema and data apart'

finish
