-- doc/codes.md lists the codes as the database does.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_custody;
RESET client_min_messages;
\getenv abs_srcdir PG_ABS_SRCDIR
\set file :abs_srcdir '/doc/codes.md'
\setenv CODES_FILE :file
\set document `cat "$CODES_FILE"`
CREATE TEMP TABLE documented AS
	SELECT p[1] AS code, p[2] AS meaning, nullif(p[3], '') AS remedy
	FROM regexp_split_to_table(:'document', E'\n') AS line,
		regexp_match(line, '^\| `(.*)` \| (.*) \| (.*) \|$') AS p
	WHERE p IS NOT NULL;
SELECT count(*) > 20 AS many FROM documented;
(TABLE documented EXCEPT TABLE custody.codes) UNION ALL (TABLE custody.codes EXCEPT TABLE documented);
-- words, once each
SELECT code FROM custody.codes WHERE code !~ '^[a-z]+(_[a-z]+)*$' OR meaning !~ '\.$' OR remedy !~ '[.]|:';
SELECT code FROM custody.codes GROUP BY code HAVING count(*) > 1;
