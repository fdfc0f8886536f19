#!/usr/bin/env bash
# Roles that log in by themselves: what an ordinary user can do with nothing
# granted, and what each kind of role can do and cannot.
. "$(dirname "$0")/lib.bash"

database=$main
kinds=(user loader reader officer registrar owner)
password=$(od -An -N 12 -tx1 /dev/urandom | tr -d ' \n')
new_custody "$main"
for kind in "${kinds[@]}"; do
	new_role "regress_other_$kind" LOGIN PASSWORD "'$password'"
done
# as KIND [psql arguments]: in a session that this role has opened
as() {
	local kind=$1
	shift
	PGUSER=regress_other_$kind PGPASSWORD=$password sql "$@"
}
as_sqlstate() {
	local kind=$1
	shift
	PGUSER=regress_other_$kind PGPASSWORD=$password sqlstate "$@"
}

demo_registry
sql <<'SQL' >/dev/null
GRANT SELECT ON demo, demo_did TO PUBLIC;
CREATE SCHEMA trade AUTHORIZATION regress_other_owner;
CREATE SCHEMA mine AUTHORIZATION regress_other_user;
GRANT EXECUTE ON FUNCTION custody.create_ledger(text), custody.register_ledger(name), custody.upgrade_ledger(text),
	custody.drop_ledger(text), custody.grant_role(name, text, text), custody.grant_ledger_role(name, text, text)
	TO regress_other_owner;
SELECT custody.grant_role('regress_other_registrar', 'registrar');
SQL
as owner <<'SQL' >/dev/null
SELECT custody.create_ledger('trade');
SELECT custody.grant_role('regress_other_loader', 'loader', 'trade'),
	custody.grant_role('regress_other_reader', 'reader', 'trade'),
	custody.grant_role('regress_other_officer', 'officer', 'trade');
INSERT INTO trade.intake (octets, source) SELECT octets, name FROM demo WHERE name <> '02-purchase-order-two' ORDER BY name;
INSERT INTO trade.intake (octets) VALUES ('rubbish');
SQL

# --- an ordinary user, with nothing granted ----------------------------------
check 'types, CHECK, generated columns and indexes in a schema of his own' "$(as_sqlstate user <<'SQL'
CREATE TABLE mine.paper (
	doc custody.credential CHECK (custody.form(doc) <> 'unsecured'),
	issuer text GENERATED ALWAYS AS (custody.issuer(doc)) STORED,
	holder custody.did UNIQUE, page custody.did_url, thing custody.item UNIQUE);
CREATE UNIQUE INDEX ON mine.paper (doc);
CREATE INDEX ON mine.paper USING hash (page);
CREATE INDEX ON mine.paper USING gin ((doc::jsonb));
CREATE INDEX ON mine.paper (custody.digest(doc));
INSERT INTO mine.paper (doc, holder, page, thing) SELECT octets, 'did:web:a.example:' || name, 'did:web:a.example/' || name, 'did:web:a.example/heat/' || name FROM demo;
CREATE VIEW mine.good AS SELECT doc FROM mine.paper WHERE custody.verify(doc, '2026-03-20');
CREATE FUNCTION mine.judge(custody.credential) RETURNS text LANGUAGE sql RETURN custody.verdict($1, '2026-03-20');
SQL
)" ok
check 'he verifies' "$(as user -c 'SELECT count(*) FROM mine.good' -c 'SELECT mine.judge(doc), count(*) FROM mine.paper GROUP BY 1 ORDER BY 1' | xargs)" \
	"$(sql -c "SELECT count(*) FROM demo WHERE custody.verify(octets::custody.credential, '2026-03-20')" \
		-c "SELECT custody.verdict(octets::custody.credential, '2026-03-20'), count(*) FROM demo GROUP BY 1 ORDER BY 1" | xargs)"
check 'he is told why' "$(as user -c "SELECT count(*) FROM mine.paper, custody.checks(doc, '2026-03-20')")" \
	"$(sql -c "SELECT count(*) FROM demo, custody.checks(octets::custody.credential, '2026-03-20')")"
check 'he reads facts' "$(as user -c 'SELECT count(*) > 100 FROM mine.paper, custody.facts(doc)')" t
check 'his rows are not the ledger'"'"'s: nothing is missing for him' "$(as user -c 'SELECT count(*) FROM custody.missing')" 0

# --- who may do what ---------------------------------------------------------
# A statement a line, behind the kinds that may: 42501 for all others, the
# owner aside.  Each is tried in a transaction that is rolled back.
cat >"$work/matrix" <<'SQL'
user loader reader officer registrar|SELECT count(*) FROM custody.did_document
user loader reader officer registrar|SELECT count(*) FROM custody.key_withdrawal
user loader reader officer registrar|SELECT count(*) FROM custody.context
user loader reader officer registrar|SELECT count(*) FROM custody.context_withdrawal
user loader reader officer registrar|SELECT count(*) FROM custody.codes
user loader reader officer registrar|SELECT count(*) FROM custody.profile
user loader reader officer registrar|SELECT count(*) FROM custody.ledger
user loader reader officer registrar|SELECT count(*) FROM custody.missing
user loader reader officer registrar|SELECT custody.resolve('did:web:sima.example')
user loader reader officer registrar|SELECT custody.resolve_ledger()
user loader reader officer registrar|SELECT count(custody.verify(octets::custody.credential)) FROM demo
registrar|SELECT custody.register_did_document('did:web:new.example', '{"id": "did:web:new.example"}')
registrar|SELECT custody.register_did_document('did:web:new.example', '{"id": "did:web:new.example"}'::json)
registrar|SELECT custody.withdraw_did_document('did:web:carrier.example')
registrar|SELECT custody.withdraw_key('did:web:sima.example#key-1', 'compromised')
registrar|SELECT custody.register_context('urn:example:new', '{"@context": {"a": "urn:a"}}')
registrar|SELECT custody.register_context('urn:example:new', '{"@context": {"a": "urn:a"}}'::json)
registrar|SELECT custody.withdraw_context(iri, digest) FROM custody.context WHERE iri = 'https://w3id.org/security/v2'
registrar|SELECT custody.register_profile('mine', 'X', (SELECT body FROM custody.profile LIMIT 1))
registrar|SELECT custody.withdraw_profile('mine', 'X')
|INSERT INTO custody.did_document (did, valid_during) VALUES ('did:web:b.example', '[,)')
|UPDATE custody.did_document SET source = ''
|DELETE FROM custody.did_document
|TRUNCATE custody.did_document
|INSERT INTO custody.key_withdrawal (method, did, reason, since) VALUES ('did:web:b.example#k', 'did:web:b.example', 'retired', now())
|INSERT INTO custody.context (iri, digest, document, signed_during) VALUES ('urn:a', '', '{}', '(,)')
|INSERT INTO custody.context_withdrawal (iri, digest) VALUES ('urn:a', '')
|DELETE FROM custody.context
|INSERT INTO custody.ledger (schema_name, version, owner) VALUES ('mine', 1, CURRENT_USER)
|INSERT INTO custody.profile (vocabulary, document_type, body) SELECT 'mine', 'X', body FROM custody.profile LIMIT 1
|UPDATE custody.profile SET body = body
|DELETE FROM custody.profile
|ALTER TABLE custody.did_document DISABLE TRIGGER append_only
|ALTER FUNCTION custody.append_only() RENAME TO harmless
|CREATE TABLE custody.mine ()
|CREATE FUNCTION custody.mine() RETURNS integer LANGUAGE sql RETURN 1
|SET session_replication_role = replica
|SET pg_custody.max_document_size = '512MB'
|SET pg_custody.max_memory = '10GB'
|SELECT custody.grant_role('regress_other_user', 'registrar')
|SELECT custody.grant_role('regress_other_user', 'reader', 'trade')
|SELECT custody.grant_ledger_role('regress_other_user', 'reader', 'trade')
|SELECT custody.create_ledger('another')
|SELECT custody.register_ledger('mine')
|SELECT custody.drop_ledger('trade')
|SELECT custody.upgrade_ledger('trade')
loader|SELECT custody.ingest((SELECT octets FROM demo WHERE name = '02-purchase-order-two'))
loader|SELECT custody.ingest('rubbish')
loader|INSERT INTO trade.intake (octets) SELECT octets FROM demo
loader|COPY trade.intake (octets, source) FROM PROGRAM 'true'
reader officer|SELECT count(*) FROM trade.intake
reader officer|SELECT count(*) FROM trade.document
reader officer|SELECT count(*) FROM trade.document_body
reader officer|SELECT count(*) FROM trade.rejected
reader officer|SELECT count(*) FROM trade.goods
reader officer|SELECT count(*) FROM trade.document_now
reader officer|SELECT count(*) FROM trade.entry_goods
reader officer|SELECT count(*) FROM trade.entry_document
reader officer|SELECT count(*) FROM trade.unprofiled
reader officer|SELECT count(*) FROM trade.lead_time
reader officer|SELECT trade.good(1)
reader officer|SELECT count(*) FROM custody.upstream('did:web:laminadora.example/coil/C-4711')
reader officer|SELECT custody.tree('did:web:laminadora.example/coil/C-4711')
reader officer|SELECT count(*) FROM custody.find_item('61316')
officer|SELECT count(*) FROM custody.link_entry('SP355001457')
officer|SELECT custody.accept_link('SP355001457', 1, 'did:web:laminadora.example/coil/C-4711')
officer|SELECT custody.reject_link('SP355001457', 1, 'did:web:laminadora.example/coil/C-4711')
officer|SELECT custody.withdraw(1, 'recalled')
|INSERT INTO trade.document (digest, content_digest, types, valid_during) VALUES ('', '', '{}', 'empty')
|UPDATE trade.document SET issuer = ''
|DELETE FROM trade.document_body
|INSERT INTO trade.verdict (document_id, good, bad, code, verifier_version) VALUES (1, '{}', '{}', 'ok', '')
|INSERT INTO trade.claim (document_id, name) VALUES (1, 'melt_pour_country')
|INSERT INTO trade.edge (src, dst, event_id, at) VALUES (1, 2, 1, '[,)')
|INSERT INTO trade.entry (entry_no) VALUES ('1')
|UPDATE trade.entry_item SET state = 'accepted'
|INSERT INTO trade.withdrawal (document_id, reason, effective) VALUES (1, '', now())
|INSERT INTO trade.rejected (code) VALUES ('')
|DELETE FROM trade.intake
|TRUNCATE trade.intake
|SELECT trade.take_in(ARRAY['x'::bytea], ARRAY[1], ARRAY['x'])
|SELECT trade.store_facts('{1}', NULL)
|SELECT trade.store_edges('{1}')
|SELECT trade.fill_entries('{1}')
|SELECT nextval('trade.document_seq')
|CREATE TABLE trade.mine ()
|CREATE TRIGGER mine AFTER INSERT ON trade.intake EXECUTE FUNCTION custody.append_only()
SQL
# COPY as a loader does it, which is from the client.
sed -i "s/^loader|COPY.*/loader|\\\\copy trade.intake (octets, source) FROM '\/dev\/null'/" "$work/matrix"

for kind in user loader reader officer registrar; do
	while IFS='|' read -r may statement; do
		printf 'BEGIN;\n\\echo said ok\n%s\n\\echo .\nROLLBACK;\n' \
			"$(case $statement in '\'*) echo "$statement" ;; *) echo "$statement;" ;; esac)"
	done <"$work/matrix" >"$work/script"
	# A word for each statement: ok, or the SQLSTATE of its error.
	as "$kind" -v ON_ERROR_STOP=0 -v VERBOSITY=sqlstate -f "$work/script" 2>&1 |
		awk '/^said ok$/ {word = "ok"; next} /^\.$/ {print word; next}
			/(ERROR|FATAL): / {sub(/^.*(ERROR|FATAL): +/, ""); if (word == "ok") word = $1}' >"$work/words"
	check "$kind: every statement is answered" "$(wc -l <"$work/words")" "$(wc -l <"$work/matrix")"
	while IFS='|' read -r may statement <&3 && read -r word <&4; do
		case " $may " in *" $kind "*) expected=ok ;; *) expected=42501 ;; esac
		check "$kind: $statement" "$word" "$expected"
	done 3<"$work/matrix" 4<"$work/words"
done

# --- under whose name --------------------------------------------------------
as registrar -c "SELECT custody.register_did_document('did:web:new.example', '{\"id\": \"did:web:new.example\"}')" >/dev/null
check 'a registrar registers under his own name' \
	"$(sql -c "SELECT recorded_by FROM custody.did_document WHERE did = 'did:web:new.example'")" regress_other_registrar
as officer -c "SELECT custody.withdraw(1, 'recalled', ledger => 'trade')" >/dev/null
check 'an officer withdraws under his own name' "$(sql -c 'SELECT recorded_by FROM trade.withdrawal')" regress_other_officer

# --- tricks of a loader ------------------------------------------------------
# What he names like the ledger's tables and the extension's functions is not
# taken for them, and does not run with the owner's rights.
sql -c 'CREATE SCHEMA trick AUTHORIZATION regress_other_loader' -c 'CREATE TABLE public.ran (who name)' \
	-c 'GRANT INSERT ON public.ran TO PUBLIC'
before=$(sql -c 'SELECT count(*) FROM trade.document')
as loader <<'SQL' >"$work/trick" 2>&1
CREATE FUNCTION trick.digest(custody.credential) RETURNS bytea LANGUAGE plpgsql AS $$ BEGIN
	INSERT INTO public.ran VALUES (current_user); RETURN '\x00'; END $$;
CREATE FUNCTION trick.arrivals(bytea[]) RETURNS custody.arrival[] LANGUAGE plpgsql AS $$ BEGIN
	INSERT INTO public.ran VALUES (current_user); RETURN '{}'; END $$;
CREATE FUNCTION trick.eq(bytea, bytea) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
	INSERT INTO public.ran VALUES (current_user); RETURN true; END $$;
CREATE OPERATOR trick.= (LEFTARG = bytea, RIGHTARG = bytea, FUNCTION = trick.eq);
CREATE FUNCTION trick.take_in(bytea[], bigint[], text[]) RETURNS SETOF record LANGUAGE plpgsql AS $$ BEGIN
	INSERT INTO public.ran VALUES (current_user); END $$;
CREATE FUNCTION trick.ingest_document(bytea, bigint, text) RETURNS SETOF record LANGUAGE plpgsql AS $$ BEGIN
	INSERT INTO public.ran VALUES (current_user); END $$;
CREATE TEMP TABLE document (document_id bigint, digest bytea, content_digest bytea, witness_of bigint);
CREATE TEMP TABLE document_body (document_id bigint, credential custody.credential);
CREATE TEMP TABLE event (document_id bigint);
CREATE TEMP TABLE intake (octets bytea, presentation_id bigint, source text);
CREATE TEMP TABLE rejected (octets bytea);
SET search_path = trick, pg_temp, trade, custody, pg_catalog;
SELECT code IS DISTINCT FROM 'duplicate' FROM custody.ingest((SELECT octets FROM public.demo WHERE name = '02-purchase-order-two'));
INSERT INTO trade.intake (octets) SELECT octets || '\x20'::bytea FROM public.demo WHERE name = '03-melt-certificate-mexico';
SQL
check 'a loader'"'"'s own tables and functions are not in the way' "$(cat "$work/trick")" t
check 'the documents are in the ledger' "$(sql -c 'SELECT count(*) FROM trade.document')" "$((before + 2))"
check 'nothing of the loader'"'"'s has run' "$(sql -c 'SELECT count(*) FROM public.ran')" 0
check 'a schema that is no ledger is not taken for one, by argument' \
	"$(as_sqlstate loader -c "SELECT custody.ingest('rubbish', 'trick')")" 3F000
check 'nor by the setting' "$(as_sqlstate loader -c "SET pg_custody.ledger = 'trick'" -c "SELECT custody.ingest('rubbish')")" 3F000
check 'nor when it is spelt to break out of quotes' \
	"$(as_sqlstate loader -c "SELECT custody.ingest('rubbish', 'trade\".x; --')")" 3F000

finish
