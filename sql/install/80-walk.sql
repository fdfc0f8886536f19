-- Walks: where goods came from and where they went, over a ledger's edges.
--
-- They run with the caller's rights and see the statement's snapshot.  The
-- ledger's schema is known at run time only, so all queries are prepared in C
-- with qualified names; the pinned search_path is for operators.

CREATE TYPE step AS (
	depth integer,
	item item,
	via_item item,
	event_id bigint,
	kind text,
	during tstzrange,
	place text,
	actor text,
	quantity numeric,
	unit text,
	si_quantity numeric,
	documents bigint[],
	verdict text,
	code text,
	stop text
);
COMMENT ON TYPE step IS
	'one step of a walk: an item, the item it was reached from, and the event between them';
COMMENT ON COLUMN step.depth IS
	'how many items away; 0 is where the walk started';
COMMENT ON COLUMN step.item IS
	'the item reached';
COMMENT ON COLUMN step.via_item IS
	'the item it was reached from: upstream what it went into, downstream what it came from';
COMMENT ON COLUMN step.event_id IS
	'the event that connects them';
COMMENT ON COLUMN step.kind IS
	'kind of the event';
COMMENT ON COLUMN step.during IS
	'all instants at which it may have happened';
COMMENT ON COLUMN step.place IS
	'where, in words';
COMMENT ON COLUMN step.actor IS
	'who did it, as named in the documents';
COMMENT ON COLUMN step.quantity IS
	'how much went along, as written';
COMMENT ON COLUMN step.unit IS
	'the unit as written';
COMMENT ON COLUMN step.si_quantity IS
	'the quantity in the unit of its dimension';
COMMENT ON COLUMN step.documents IS
	'the documents that say so; all have the same content';
COMMENT ON COLUMN step.verdict IS
	'how good that is: good, unknown or bad, the best among these documents, each judged for the time it is evidence of';
COMMENT ON COLUMN step.code IS
	'the reason, a word of doc/codes.md; ok when it is good, withdrawn when it was withdrawn';
COMMENT ON COLUMN step.stop IS
	'why the walk does not go on behind the item: unverified or withdrawn (the documents are a wall), cycle, limit, no_upstream or no_downstream; NULL: it goes on';

CREATE FUNCTION upstream(item item, at timestamptz DEFAULT now(),
		known timestamptz DEFAULT NULL, trust text DEFAULT NULL,
		max_depth integer DEFAULT NULL, ledger text DEFAULT NULL)
	RETURNS SETOF step
	LANGUAGE C STABLE PARALLEL SAFE COST 10000 ROWS 100
	SET search_path = pg_catalog, pg_temp
	AS 'MODULE_PATHNAME', 'walk_upstream';
COMMENT ON FUNCTION upstream(item, timestamptz, timestamptz, text, integer, text) IS
	'What went into an item, level by level, itself first. Only events that can have followed one another and had begun by at; only what was recorded by known. trust: verified (default) does not cross what is not verified, any does. No rows for an item the ledger does not know';

CREATE FUNCTION downstream(item item, at timestamptz DEFAULT now(),
		known timestamptz DEFAULT NULL, trust text DEFAULT NULL,
		max_depth integer DEFAULT NULL, ledger text DEFAULT NULL)
	RETURNS SETOF step
	LANGUAGE C STABLE PARALLEL SAFE COST 10000 ROWS 100
	SET search_path = pg_catalog, pg_temp
	AS 'MODULE_PATHNAME', 'walk_downstream';
COMMENT ON FUNCTION downstream(item, timestamptz, timestamptz, text, integer, text) IS
	'What an item went into (recall), level by level, itself first; see upstream';

CREATE FUNCTION tree(item item, at timestamptz DEFAULT now(),
		known timestamptz DEFAULT NULL, trust text DEFAULT NULL,
		max_depth integer DEFAULT NULL, ledger text DEFAULT NULL)
	RETURNS text
	LANGUAGE C STABLE PARALLEL SAFE COST 10000
	SET search_path = pg_catalog, pg_temp
	AS 'MODULE_PATHNAME', 'walk_tree';
COMMENT ON FUNCTION tree(item, timestamptz, timestamptz, text, integer, text) IS
	'upstream as an indented tree for people, at most 80 characters wide; NULL for an item the ledger does not know';
