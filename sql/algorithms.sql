-- Tokens by keys that are verified with and not signed with: P-521, secp256k1,
-- RSA.  Keys and tokens were made for the tests.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_custody;
RESET client_min_messages;
SET search_path = custody, public;
SET timezone = 'UTC';
\set SHOW_CONTEXT never

CREATE TEMP TABLE token (alg text, doc credential);
INSERT INTO token VALUES
('ES512',
	'eyJhbGciOiJFUzUxMiIsImtpZCI6IiNrMCIsInR5cCI6InZjK2p3dCJ9.eyJAY29udGV4dCI6WyJodHRwczovL3d3dy53My5'
	'vcmcvbnMvY3JlZGVudGlhbHMvdjIiXSwidHlwZSI6WyJWZXJpZmlhYmxlQ3JlZGVudGlhbCJdLCJpc3N1ZXIiOiJkaWQ6d2V'
	'iOm1pbGwuZXhhbXBsZSIsImNyZWRlbnRpYWxTdWJqZWN0Ijp7ImlkIjoidXJuOng6cyJ9fQ.Adv-_XEE6-KR0RSEXuFCYEe7'
	'rD24CLqeJov1AlZt4pbAR8_KMDerPHSPQLPCj9AYX0VOTK3JLJeuSJEbSY0uOf3qADkSc3mpCvZj16oYGtSLbhtQO7gtsOsa'
	'7JWGZKz5FGGiGqsqJurCw_DATH9l9JBjfA9CZxBpy72HJrpTikFdWsDY'),
('ES256K',
	'eyJhbGciOiJFUzI1NksiLCJraWQiOiIjazAiLCJ0eXAiOiJ2Yytqd3QifQ.eyJAY29udGV4dCI6WyJodHRwczovL3d3dy53M'
	'y5vcmcvbnMvY3JlZGVudGlhbHMvdjIiXSwidHlwZSI6WyJWZXJpZmlhYmxlQ3JlZGVudGlhbCJdLCJpc3N1ZXIiOiJkaWQ6d'
	'2ViOm1pbGwuZXhhbXBsZSIsImNyZWRlbnRpYWxTdWJqZWN0Ijp7ImlkIjoidXJuOng6cyJ9fQ.5BsZhnzaUEwaP1GMwuYSgX'
	'btbaZtxoA_121BrFz7ZdyjoWFsGlTDTurLTy443Sl90erIUcLLErHDpP6K91y0Ow'),
('RS256',
	'eyJhbGciOiJSUzI1NiIsImtpZCI6IiNrMCIsInR5cCI6InZjK2p3dCJ9.eyJAY29udGV4dCI6WyJodHRwczovL3d3dy53My5'
	'vcmcvbnMvY3JlZGVudGlhbHMvdjIiXSwidHlwZSI6WyJWZXJpZmlhYmxlQ3JlZGVudGlhbCJdLCJpc3N1ZXIiOiJkaWQ6d2V'
	'iOm1pbGwuZXhhbXBsZSIsImNyZWRlbnRpYWxTdWJqZWN0Ijp7ImlkIjoidXJuOng6cyJ9fQ.IfG3T6zJBJ_GFcfLqYATwBe3'
	'9ULusW0qt4Cnj9NpI0aExcSgM1UbWGE6kGIwYy8YdT6hplBqcNrCIPtLd1l2EXPo6g2xgALwOO3FKqp8fRywDTJ3g2xRVf-V'
	'lAs4BtHcAmSSk0lZ0puNp4aJGgyzlfze5yywSpjpUcW8-_w53ahdWbv8Njk_HQFSZSZhq9fvjL2ndgtmQeiLW_Qr-aHhy-im'
	'wX8eQX-G_DlPc0WcVGjzRnBcWzWQAGs3vE4QvJtvh5U2ea4FuK3k06-hxICSySR9yB6ncqLY7SA4VbXtNL6E9MKPCwe0eqXc'
	'3bRLSFAySMmiw6L_lWy1x57NnCbkIw'),
('PS256',
	'eyJhbGciOiJQUzI1NiIsImtpZCI6IiNrMCIsInR5cCI6InZjK2p3dCJ9.eyJAY29udGV4dCI6WyJodHRwczovL3d3dy53My5'
	'vcmcvbnMvY3JlZGVudGlhbHMvdjIiXSwidHlwZSI6WyJWZXJpZmlhYmxlQ3JlZGVudGlhbCJdLCJpc3N1ZXIiOiJkaWQ6d2V'
	'iOm1pbGwuZXhhbXBsZSIsImNyZWRlbnRpYWxTdWJqZWN0Ijp7ImlkIjoidXJuOng6cyJ9fQ.AcGVnG0_PTVEhA7wyHZZ5P6w'
	'ojecX-PeeZbh7aU0ZOt7HuArIsvaBL6jLCehPUtW2HAMVnfGP4xy4Mk5ZHTZLoi_URrXVPSSc4_ZAxW9g5ZyCojuC-VlbmzL'
	'xQGdBtSnrvWL8PiAKETQzyY9ElbFg5KlcnJ4zowj5bzEDp-RLHpepIXRm7nOWkCFJZXfW1XW3VUs2JGmswrQfPBgj0seOZo_'
	'oBhLzVWiBXLNRGxvhAoy-wC8PCK52RmnbdxkqhwV8QaFnnJ-xv8WwtEKUJ0yrqJzkvoYBv1isYOiGXKLjnph9cRxJ-cTLAOK'
	'zSar---RoMBEL8gMdn4Ayv5kWm3ZZA');
CREATE TEMP TABLE key (nr int, name text, jwk jsonb);
INSERT INTO key VALUES
(1, 'P-521',
	'{"kty":"EC","crv":"P-521","x":"AYlFUNB4WTLgDqojtpTyE_jDEh-G3JegTlpxZ9tOW803ESPUbkXba11TcKfyD7YzFV'
	'04_6FtK9dh3KxHS5ovUCOk","y":"AEkxAclizU0v3feCKF5kWEE5wvkbR_h_-CNU1mMPdGoooNsldBtbNKgoAIsirMI_kk-'
	'q-9TTP4HqZpVt_qor_fz1"}'),
(2, 'secp256k1',
	'{"kty":"EC","crv":"secp256k1","x":"LIwx_J-ZDGtV44ZaGEpM5Q4JSB8urrPmDsHOoTpq5kU","y":"ZLleT9tpSMA4'
	'bhibAGop9oZ2mwEXBCdeRFmCLcMygIU"}'),
(3, 'RSA',
	'{"kty":"RSA","e":"AQAB","n":"kwmf1T6FKnwLzcstTsy28yYQRXNfMRVRTTVFZKpmzLJSvGzVU8c1C0JvpoQSkA_WpyVz'
	'Bl7Q_iSd0ztmSNHOpRNNCFDuqK3524P6N5YAZ29Nysjyz13HS53d6z8ruXnBd8MN1fFQHjMv4Yry1qgqiInNz6aHDnTtjuGU'
	'uUnSx1NlWjLbED4bH3nv-s7GTiGmkj3YaYqpiZ3yM84GNs-uZO-rhl-MM1rr97GiWXPjAYqAiwmSqZ4PvGHyoPlsAHZzpNCg'
	'vZSrsWtaGsUgHWSAmC-7O8GXtkIoSDgjtD-FlIVfUSJh4oEFMAQEQLU273Kl1XtobdYMGKRRPUDfD591LQ"}');
-- the same RSA key, declared for one algorithm
INSERT INTO key SELECT 4, 'RSA, RS256', jwk || '{"alg":"RS256"}' FROM key WHERE nr = 3;
INSERT INTO key SELECT 5, 'RSA, PS256', jwk || '{"alg":"PS256"}' FROM key WHERE nr = 3;

SELECT alg, name, verify_signature(doc, jwk::text) FROM token, key ORDER BY alg, nr;
-- not to be read
SELECT verify_signature(doc, (jwk || '{"alg":"ES521"}')::text) FROM token, key WHERE nr = 1 AND alg = 'ES512';
-- a modulus of 1024 bits: who signed with it, nobody knows
SELECT verify_signature(doc, (jwk || jsonb_build_object('n', left(jwk->>'n', 170) || 'A'))::text)
	FROM token, key WHERE nr = 3 AND alg = 'RS256';

-- through the registry, where #k0 of the issuer is each of the keys in turn
CREATE FUNCTION pg_temp.judged(jwk jsonb)
	RETURNS TABLE (alg text, passed boolean, code text)
	LANGUAGE plpgsql AS $$
BEGIN
	PERFORM custody.register_did_document('did:web:mill.example', jsonb_build_object(
		'id', 'did:web:mill.example', 'assertionMethod', jsonb_build_array(jsonb_build_object(
			'id', 'did:web:mill.example#k0', 'type', 'JsonWebKey2020',
			'controller', 'did:web:mill.example', 'publicKeyJwk', jwk)))::text, '2025-01-01');
	RETURN QUERY SELECT t.alg, c.passed, c.code FROM token t, custody.checks(t.doc, '2025-09-01') c
		WHERE c.part = 'proof' ORDER BY t.alg;
END $$;
BEGIN;
SELECT * FROM pg_temp.judged((SELECT jwk FROM key WHERE nr = 1));
ROLLBACK;
BEGIN;
SELECT * FROM pg_temp.judged((SELECT jwk FROM key WHERE nr = 2));
ROLLBACK;
BEGIN;
SELECT * FROM pg_temp.judged((SELECT jwk FROM key WHERE nr = 3));
ROLLBACK;
BEGIN;
SELECT * FROM pg_temp.judged((SELECT jwk FROM key WHERE nr = 4));
ROLLBACK;
