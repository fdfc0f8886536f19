-- The claims of the same files as jsonb, in plain SQL.
CREATE TABLE plain (no serial, doc jsonb);
CREATE TEMP TABLE file (no serial, octets bytea);
\copy file (octets) FROM 'documents.copy'
INSERT INTO plain (doc)
SELECT CASE WHEN text LIKE '{%' THEN text::jsonb
			ELSE convert_from(decode(rpad(payload, (length(payload) + 3) / 4 * 4, '='), 'base64'), 'UTF8')::jsonb END
  FROM (SELECT no, convert_from(octets, 'UTF8') AS text,
			   translate(split_part(convert_from(octets, 'UTF8'), '.', 2), '-_', '+/') AS payload
		  FROM file) f
 WHERE no <= 22		-- the last file fails the whole statement
 ORDER BY no;
