-- Where verifiers go wrong, tried on this one.  The mill's keys and the
-- attacker's are registered; each document says what is wrong with it.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_custody;
RESET client_min_messages;
\getenv abs_srcdir PG_ABS_SRCDIR
\set samples :abs_srcdir '/test/data/samples.sql'
\set ECHO none
\i :samples
\set ECHO all
SET search_path = custody, public;
SET timezone = 'UTC';
SET datestyle = 'ISO';
\set SHOW_CONTEXT never

BEGIN;
\set ON_ERROR_ROLLBACK on
SELECT what, register_did_document(did, document, CASE what WHEN 'mill 2025' THEN '2025-01-01' ELSE '2023-01-01' END::timestamptz)
	FROM sample_did ORDER BY what COLLATE "C";

CREATE TEMP VIEW reason AS
	SELECT s.nr, s.what, verify(doc, at) AS verify, (
			SELECT string_agg(code, ', ' ORDER BY c.no) FROM checks(doc, at) c WHERE level = 'error') AS codes
		FROM sample s, (VALUES (timestamptz '2025-09-01')) AS t(at);

-- the honest ones, so that the rest means something
SELECT what, verify, codes FROM reason WHERE what LIKE 'new key%' OR what = 'loner' ORDER BY nr;

-- one changed letter
SELECT what, verify, codes FROM reason WHERE what LIKE 'altered%' ORDER BY nr;

-- authorisation: whose key is it, and for what?
SELECT what, verify, codes FROM reason
	WHERE what LIKE 'key %' OR what IN ('fragment of another key', 'purpose of the proof') ORDER BY nr;
-- the signatures themselves are sound: only the names are wrong
SELECT s.what, verify_signature(doc, multikey) FROM sample s, sample_key k
	WHERE s.what LIKE 'key of somebody else%' AND k.what = 'e1' ORDER BY s.nr;
SELECT s.what, verify_signature(doc, multikey) FROM sample s, sample_key k
	WHERE s.what = 'fragment of another key' AND k.what = 'loner';

-- confusion of tokens
SELECT what, verify, codes FROM reason
	WHERE what LIKE 'alg %' OR what LIKE 'own key%' OR what LIKE 'typ %' OR what IN
		('jku', 'x5u', 'crit', 'iss of another', 'vc claim inside', 'inner proof only', 'exp before validUntil')
	ORDER BY nr;
-- a key in the header is no key; neither is one for another algorithm
SELECT s.what, k.what AS key, verify_signature(doc, multikey) FROM sample s, sample_key k
	WHERE s.what IN ('alg none', 'alg of another key', 'alg of another curve', 'crit') AND k.what IN ('k1', 'k2') ORDER BY s.nr, k.what;

-- back-dating: k1 was rotated out on 2025-01-01, and says it signed before
SELECT what, verify, codes FROM reason WHERE what IN ('old key', 'old key, jwt', 'old key, last second') ORDER BY nr;
-- a stolen key that signs with an old date after the theft was reported
SELECT withdraw_key('did:web:mill.example#k2', 'compromised', '2025-08-01');
SELECT what, verify, codes FROM reason WHERE what IN ('new key', 'new key, jwt') ORDER BY nr;

-- the same claims in other octets are other documents of one content
SELECT what, verify_signature(doc, multikey), digest(doc) = digest(first) AS same_octets,
		content_digest(doc) = content_digest(first) AS same_content
	FROM (SELECT s.*, k.multikey, (SELECT doc FROM sample WHERE what = 'new key') AS first
		FROM sample s, sample_key k WHERE k.what = 'k2') s
	WHERE what LIKE 'same%' OR what = 'other claim' ORDER BY nr;

-- what is no JSON document never becomes a credential; what it holds is not shown
CREATE FUNCTION pg_temp.try(input text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	state text;
	message text;
	detail text;
BEGIN
	RETURN custody.verdict(input::custody.credential, '2025-09-01');
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
	RETURN state || ' ' || message || coalesce(' | ' || detail, '')
		|| CASE WHEN concat(message, detail) LIKE '%secret%' THEN ' LEAKED' ELSE '' END;
END
$$;
SELECT what, pg_temp.try(overlay((SELECT doc::text FROM sample WHERE what = 'new key') PLACING bad FROM 2 FOR 0))
	FROM (VALUES
		('nothing added', ''),
		('duplicate member', '"issuer": "secret", '),
		('duplicate after unescaping', '"iss\u0075er": "secret", '),
		('NUL', '"secret": "\u0000", '),
		('lone surrogate', '"secret": "\ud800", '),
		('not finite', '"secret": 1e400, '),
		('deep', '"secret": ' || repeat('[', 200) || repeat(']', 200) || ', '),
		('garbage', 'secret')) AS t(what, bad);
SET pg_custody.max_document_size = '1kB';
SELECT pg_temp.try(overlay(doc::text PLACING repeat(' ', 1024) FROM 2 FOR 0)) FROM sample WHERE what = 'new key';
RESET pg_custody.max_document_size;

ROLLBACK;
\set ON_ERROR_ROLLBACK off
