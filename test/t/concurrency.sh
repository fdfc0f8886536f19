#!/usr/bin/env bash
# Sessions that load, register and verify at the same time.
. "$(dirname "$0")/lib.bash"

database=$main
new_custody "$main"
demo_registry
sql -c "SELECT custody.create_ledger('trade')" >/dev/null
other_session

# ingest NAME: the answer for a demo document, without what differs by time
ingest() {
	echo "SELECT document_id IS NOT NULL, is_new, code, events > 0
		FROM custody.ingest((SELECT octets FROM demo WHERE name = '$1'))"
}
count='SELECT count(*) FROM trade.document'

# --- the same octets twice ---------------------------------------------------
other 'BEGIN' >/dev/null
check 'first session' "$(other "$(ingest 11-invoice)")" 't|t|ok|t'
sql -c "$(ingest 11-invoice)" >"$work/second" 2>&1 & blocked
other 'COMMIT' >/dev/null
wait $! || true
check 'second session, the same octets' "$(cat "$work/second")" 't|f|duplicate|f'
check 'one document' "$(sql -c "$count")" 1
check 'facts once' "$(sql -c 'SELECT count(*) = count(DISTINCT (document_id, seq)) FROM trade.event')" t

# The first changes its mind: the second is the first.
other 'BEGIN' >/dev/null
check 'first session' "$(other "$(ingest 12-invoice-two)")" 't|t|ok|t'
sql -c "$(ingest 12-invoice-two)" >"$work/second" 2>&1 & blocked
other 'ROLLBACK' >/dev/null
wait $! || true
check 'second session, after a rollback' "$(cat "$work/second")" 't|t|ok|t'
check 'two documents' "$(sql -c "$count")" 2

# The same content in other octets: whoever comes second is the witness.
white="(SELECT octets || '\\x20'::bytea FROM demo WHERE name = '03-melt-certificate-mexico')"
other 'BEGIN' >/dev/null
check 'first session' "$(other "$(ingest 03-melt-certificate-mexico)")" 't|t|ok|t'
sql -c "SELECT is_new, code, events FROM custody.ingest($white)" >"$work/second" 2>&1 & blocked
other 'COMMIT' >/dev/null
wait $! || true
check 'second session, the same content' "$(cat "$work/second")" 't|witness|0'
check 'the witness points at the first' "$(sql -c "SELECT w.digest = sha256(octets), d.witness_of IS NOT NULL
	FROM trade.document AS d JOIN trade.document AS w ON w.document_id = d.witness_of, demo
	WHERE demo.name = '03-melt-certificate-mexico'")" 't|t'

# In repeatable read the second cannot see what the first has done: it is told
# to try again, and nothing is half done.
other 'BEGIN' >/dev/null
check 'first session' "$(other "$(ingest 01-purchase-order)")" 't|t|ok|t'
sqlstate -c "SET default_transaction_isolation = 'repeatable read'" -c "$(ingest 01-purchase-order)" >"$work/second" & blocked
other 'COMMIT' >/dev/null
wait $! || true
check 'second session, repeatable read' "$(cat "$work/second")" 40001

# --- many loads at once ------------------------------------------------------
# 600 documents about the same few parties, orders and goods; eight sessions
# load overlapping parts, each in an order of its own.
sql <<'SQL'
CREATE TABLE load (n integer PRIMARY KEY, octets bytea);
INSERT INTO load SELECT n, convert_to(replace(replace(convert_from(octets, 'UTF8'),
		'INV-5501', 'INV-' || n), '-000000000011', '-' || lpad(n::text, 12, '0')), 'UTF8')
	FROM demo, generate_series(1, 400) AS n WHERE name = '11-invoice';
INSERT INTO load SELECT 400 + n, convert_to(replace(replace(convert_from(octets, 'UTF8'),
		'61316', (61316 + n % 20)::text), '-000000000003', '-' || lpad((n + 5000)::text, 12, '0')), 'UTF8')
	FROM demo, generate_series(1, 200) AS n WHERE name = '03-melt-certificate-mexico';
SQL
before=$(sql -c "$count")
loaders=()
for part in 0 1 2 3 4 5 6 7; do
	# Each takes three quarters of them, in five statements.
	{
		for batch in 0 1 2 3 4; do
			echo "INSERT INTO trade.intake (octets, source) SELECT octets, 'load' FROM load
				WHERE n % 5 = ($batch + $part) % 5 AND (n / 5) % 4 <> $part % 4 ORDER BY hashint4(n # $part);"
		done
	} | sql >"$work/loader.$part" 2>&1 &
	loaders+=($!)
done
for loader in "${loaders[@]}"; do wait "$loader" || true; done
check 'no load failed' "$(cat "$work"/loader.* | grep -m 1 ERROR || true)" ''
check 'every document once' "$(sql -c "SELECT count(*), count(DISTINCT digest), count(DISTINCT content_digest)
	FROM trade.document WHERE source = 'load'")" '600|600|600'
check 'and no other' "$(sql -c "$count")" "$((before + 600))"
check 'every body' "$(sql -c "SELECT count(*) FROM load JOIN trade.document_body ON credential::bytea = octets")" 600
check 'nothing rejected, nothing left' "$(sql -c 'SELECT count(*) FROM trade.rejected' -c 'SELECT count(*) FROM trade.intake' | xargs)" '0 0'

# What many sessions said together is what one says alone.
summary() {						# summary LEDGER
	sql -c "SELECT (SELECT count(*) FROM $1.event), (SELECT count(*) FROM $1.event_item), (SELECT count(*) FROM $1.edge),
			(SELECT count(*) FROM $1.event_party), (SELECT count(*) FROM $1.claim), (SELECT count(*) FROM $1.reference),
			(SELECT count(*) FROM $1.dependency), (SELECT count(*) FROM $1.party), (SELECT count(*) FROM $1.place)" \
		-c "SELECT md5(string_agg(item::text, ' ' ORDER BY item::text COLLATE \"C\")), count(*) FROM $1.goods"
}
sql -c "SELECT custody.create_ledger('alone')" >/dev/null
sql -c "INSERT INTO alone.intake (octets) SELECT octets FROM demo
			WHERE name IN ('01-purchase-order', '03-melt-certificate-mexico', '11-invoice', '12-invoice-two') ORDER BY name" \
	-c "INSERT INTO alone.intake (octets) VALUES ($white)" \
	-c 'INSERT INTO alone.intake (octets) SELECT octets FROM load ORDER BY n'
check 'facts of all loads' "$(summary trade)" "$(summary alone)"
sql -c "SELECT custody.drop_ledger('alone')" >/dev/null

# Witnesses of sixty of them, each in a transaction of its own, by four sessions
# in opposite directions.
sql -c "UPDATE load SET octets = octets || '\\x0a'"
loaders=()
for part in 0 1 2 3; do
	sql -c "SELECT n FROM load WHERE n <= 60 ORDER BY CASE $part % 2 WHEN 0 THEN n ELSE -n END" |
		sed 's/.*/SELECT code FROM load, custody.ingest(octets) WHERE n = &;/' |
		sql >"$work/single.$part" 2>&1 &
	loaders+=($!)
done
for loader in "${loaders[@]}"; do wait "$loader" || true; done
check 'each witness once, and known to the others' "$(cat "$work"/single.* | sort | uniq -c | xargs)" \
	'180 duplicate 60 witness'

# --- the registry ------------------------------------------------------------
# Eight sessions register versions of eight DIDs, each all of them.
loaders=()
for part in 0 1 2 3 4 5 6 7; do
	for n in 0 1 2 3 4 5 6 7; do
		did=did:web:d$(((n + part) % 8)).example
		echo "SELECT custody.register_did_document('$did', '{\"id\": \"$did\"}', '2026-01-01');"
	done | sql >"$work/registrar.$part" 2>&1 &
	loaders+=($!)
done
for loader in "${loaders[@]}"; do wait "$loader" || true; done
check 'registering: every session is answered, eight times with true' \
	"$(cat "$work"/registrar.* | sort | uniq -c | xargs)" '56 f 8 t'
check 'registering: one row each' "$(sql -c "SELECT count(*), count(DISTINCT did)
	FROM custody.did_document WHERE did LIKE 'did:web:d_.example'")" '8|8'

# A transaction judges by the registry its snapshot shows.
verdict="SELECT custody.verdict(custody.credential(octets), '2026-03-20') FROM demo WHERE name ="
withdraw() {
	sql -c "SELECT custody.withdraw_key('did:web:$1.example#key-1', 'compromised', '2026-01-01')" >/dev/null
}
other 'BEGIN ISOLATION LEVEL REPEATABLE READ' >/dev/null
check 'repeatable read, before' "$(other "$verdict '16-intent-to-import'")" good
withdraw importer
check 'repeatable read, after' "$(other "$verdict '16-intent-to-import'")" good
check 'repeatable read, the reasons' \
	"$(other "SELECT DISTINCT c.code FROM demo, custody.checks(custody.credential(octets), '2026-03-20') AS c
		WHERE demo.name = '16-intent-to-import' AND c.level = 'error'")" ''
other 'COMMIT' >/dev/null
check 'in the next transaction' "$(other "$verdict '16-intent-to-import'")" bad
other 'BEGIN' >/dev/null
check 'read committed, before' "$(other "$verdict '17-entry-number'")" good
withdraw broker
check 'read committed, after' "$(other "$verdict '17-entry-number'")" bad
other 'COMMIT' >/dev/null
other 'BEGIN ISOLATION LEVEL SERIALIZABLE' >/dev/null
check 'serializable, before' "$(other "$verdict '03-melt-certificate-mexico'")" good
withdraw fundidora
check 'serializable, after' "$(other "$verdict '03-melt-certificate-mexico'")" good
other 'COMMIT' >/dev/null

# An open cursor goes on as it began, while its own transaction registers.
check 'a cursor opened before' "$(sql <<'SQL' | xargs
BEGIN;
DECLARE c CURSOR FOR SELECT custody.verdict(custody.credential(octets), '2026-03-20')
	FROM demo WHERE name IN ('13-bill-of-lading', '14-bill-of-lading-two') ORDER BY name;
FETCH 1 FROM c;
SELECT custody.withdraw_key('did:web:carrier.example#key-1', 'compromised', '2026-01-01');
SELECT custody.verdict(custody.credential(octets), '2026-03-20') FROM demo WHERE name = '14-bill-of-lading-two';
FETCH 1 FROM c;
COMMIT;
SQL
)" 'good t bad good'

finish
