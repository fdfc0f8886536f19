-- The main job on a steel import, question by question: run by `make demo`,
-- which first makes documents.copy and register.sql of the files here.
\set ON_ERROR_STOP on
\set QUIET on
\pset pager off
\pset footer off
\pset null '(null)'
SET client_min_messages = warning;
SET timezone = 'UTC';

\echo
\echo 'A steel import from Mexico: 22 documents of eight parties about two entries,'
\echo 'signed as vc+jwt (ES384, ES256, EdDSA) or with eddsa-jcs-2022. Issuers are'
\echo 'did:web (their DID documents get registered) and did:key.'
\echo
CREATE EXTENSION IF NOT EXISTS pg_custody;
SET search_path = custody, public;
\set ECHO queries
SELECT create_ledger('trade') \g /dev/null
\set ECHO none
\i register.sql
SET search_path = trade, custody, public;

\echo
\echo '=== 1. Documents come in; one of 23 files is no document at all'
\echo
\echo '\\copy intake (octets) FROM documents.copy'
\copy intake (octets) FROM 'documents.copy'
\set ECHO queries
SELECT document_id AS id, types[2] AS type,
       CASE WHEN length(issuer) > 30 THEN left(issuer, 27) || '...' ELSE issuer END AS issuer, verdict
  FROM document_now ORDER BY id;
SELECT code, "offset", length(octets) AS octets FROM rejected;
\set ECHO none

-- What everybody does today: take the claims out of the documents, whoever
-- signed them, and ask jsonb.
\i plain.sql

\echo
\echo '=== 2. Which documents are not good today, and why?'
\echo
\set ECHO queries
SELECT document_id AS id, part, code, remedy
  FROM document_now JOIN document_body USING (document_id), checks(credential)
 WHERE verdict <> 'good' AND NOT passed;
\set ECHO none
\echo 'Plain jsonb: the whole load fails at the broken file; with that file taken out by hand'
\echo 'all 22 are documents like any other. Nothing is said about signatures or dates,'
\echo 'and the altered invoice differs from the real one in nothing but its price:'
\set ECHO queries
SELECT no, doc #>> '{credentialSubject,invoiceNumber}' AS invoice,
       doc #>> '{credentialSubject,itemsShipped,0,lineItemTotalPrice,price}' AS price
  FROM plain WHERE doc -> 'type' ? 'CommercialInvoiceCredential' ORDER BY no;
\set ECHO none

\echo
\echo '=== 3. Where was every coil of entry SP3-5500145-7 melted?'
\echo '    (No document after the mill certificate carries a coil or heat number.)'
\echo
\set ECHO queries
SELECT item, basis, strength, documents FROM link_entry('SP3-5500145-7');
SELECT line_no AS line, item, melt, origin, link_basis, verdict
  FROM entry_goods WHERE entry_no = 'SP3-5500145-7';
\set ECHO none
\echo 'Coil C-4713 is declared Mexican and was melted in Argentina. Plain jsonb finds the one'
\echo 'statement that names the entry, an expired licence, and believes it:'
\set ECHO queries
SELECT doc #>> '{credentialSubject,productInformation,0,countryOfMeltAndPour}' AS melt
  FROM plain WHERE doc #>> '{credentialSubject,customsEntryNumber}' = 'SP3-5500145-7';
\set ECHO none

\echo
\echo '=== 4. How do we know? The coil, back to the heat'
\echo
\set ECHO queries
\pset format unaligned
\pset tuples_only on
SELECT tree('did:web:laminadora.example/coil/C-4713');
\pset tuples_only off
\pset format aligned
SELECT s.depth, s.kind, s.verdict, d.document_id AS document, d.signed_at,
       c.evidence ->> 'verification_method' AS key
  FROM upstream('did:web:laminadora.example/coil/C-4713') s
  JOIN document d ON d.document_id = ANY (s.documents)
  JOIN document_body b USING (document_id), checks(b.credential) c
 WHERE c.part = 'key';
\set ECHO none
\echo 'Plain jsonb can follow numbers too, but not say which key stands behind which step.'

\echo
\echo '=== 5. The second entry: two coils of 20 t, and the mill certified three such'
\echo
\set ECHO queries
SELECT item, strength, code FROM link_entry('SP3-5500146-5');
SELECT line_no AS line, item, melt, link_basis FROM entry_goods WHERE entry_no = 'SP3-5500146-5';
\set ECHO none
\echo 'Plain jsonb, by order number, says nothing of a doubt: three coils for an entry of two.'
\set ECHO queries
SELECT i ->> 'productIdentifier' AS coil
  FROM plain m, jsonb_array_elements(m.doc #> '{credentialSubject,inspections}') i
 WHERE m.doc #>> '{credentialSubject,purchaseOrderNumber}' = 'PO-88124';
\set ECHO none

\echo
\echo '=== 6. The licence was good when it was issued, and had expired at import'
\echo
\set ECHO queries
SELECT when_, verdict(credential, at => time), c.code
  FROM document_body,
       (VALUES ('issued', timestamptz '2026-02-01 14:00Z'), ('imported', '2026-03-05 20:00Z')) t (when_, time),
       LATERAL (SELECT coalesce(max(code) FILTER (WHERE NOT passed), 'ok') AS code
                  FROM checks(credential, at => time)) c
 WHERE document_id = 15;
\set ECHO none

\echo
\echo '=== 7. The mill changes its key between our receipt and the release'
\echo
\set ECHO queries
SELECT document_id, good(document_id) FROM document WHERE document_id = 9;
\set ECHO none
\i rotate.sql
SELECT pg_sleep(0.01) \g /dev/null
\echo '(key-1 replaced by key-2 in a new DID document, registered now)'
\set ECHO queries
SELECT good(document_id, at => clock_timestamp()) AS ours_at_release,
       verdict(credential, at => clock_timestamp()) AS shown_only_today
  FROM document_body WHERE document_id = 9;
\set ECHO none
\echo 'We received it while the key was good: it stays good. Somebody who sees it first today'
\echo 'cannot tell: a signing date is only the word of whoever holds the key.'
\echo 'Plain jsonb: the question cannot be asked.'

\echo
\echo '=== 8. A mill says heat 9903 must be recalled: which entries?'
\echo
\set ECHO queries
SELECT item FROM find_item('9903');
SELECT DISTINCT e.entry_no, d.item
  FROM find_item('9903') f, downstream(f.item) d
  JOIN goods g ON g.item = d.item JOIN entry_item e USING (item_id);
\set ECHO none

\echo
\echo '=== 9. What are we waiting for?'
\echo
\set ECHO queries
SELECT * FROM missing;
\set ECHO none
\echo
