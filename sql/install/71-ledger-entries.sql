-- Tables of a ledger, third part: entries, their goods, and findings.
--
-- entry and entry_line may be replaced by views over tables that are there
-- already: only the columns below are read, and ingest writes to them only
-- while they are tables.  In such a view entry_no may be text, in any spelling.

CREATE FUNCTION make_ledger_entries(schema_name name) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path',
		format('%I, pg_catalog, custody, pg_temp', make_ledger_entries.schema_name), true);

	CREATE TABLE entry (
		entry_no custody.entry_number PRIMARY KEY,
		type text,
		importer text,
		filer text,
		port text,
		filed_at timestamptz,
		arrived_at timestamptz,
		released_at timestamptz
	);
	COMMENT ON TABLE entry IS
		'customs entries: given by the application, or filled from good entry documents where nothing stands yet; may be replaced by a view';
	COMMENT ON COLUMN entry.entry_no IS
		'entry number';
	COMMENT ON COLUMN entry.type IS
		'entry type code';
	COMMENT ON COLUMN entry.importer IS
		'importer of record: number, else name';
	COMMENT ON COLUMN entry.filer IS
		'filer code: the first three characters of the entry number';
	COMMENT ON COLUMN entry.port IS
		'port of entry';
	COMMENT ON COLUMN entry.filed_at IS
		'when it was filed';
	COMMENT ON COLUMN entry.arrived_at IS
		'when the goods arrived';
	COMMENT ON COLUMN entry.released_at IS
		'when the goods were released';

	CREATE TABLE entry_line (
		entry_no custody.entry_number,
		line_no integer,
		hts text,
		claimed_origin text,
		spi text,
		quantity numeric,
		unit text,
		value numeric,
		mid text,
		PRIMARY KEY (entry_no, line_no)
	);
	COMMENT ON TABLE entry_line IS
		'lines of entries; filled like entry; may be replaced by a view';
	COMMENT ON COLUMN entry_line.entry_no IS
		'the entry';
	COMMENT ON COLUMN entry_line.line_no IS
		'the line, from 1';
	COMMENT ON COLUMN entry_line.hts IS
		'tariff number, digits only';
	COMMENT ON COLUMN entry_line.claimed_origin IS
		'country of origin as declared, ISO 3166 alpha-2 where it could be read';
	COMMENT ON COLUMN entry_line.spi IS
		'special programme indicator';
	COMMENT ON COLUMN entry_line.quantity IS
		'net quantity as declared';
	COMMENT ON COLUMN entry_line.unit IS
		'its unit';
	COMMENT ON COLUMN entry_line.value IS
		'entered value';
	COMMENT ON COLUMN entry_line.mid IS
		'manufacturer identification code';

	CREATE TABLE entry_item (
		entry_no custody.entry_number NOT NULL,
		line_no integer NOT NULL,
		item_id bigint NOT NULL,
		quantity numeric,
		basis text NOT NULL CHECK (basis IN ('explicit', 'workflow', 'bol_container',
											 'invoice_line', 'po_hts_weight', 'manual')),
		strength text NOT NULL CHECK (strength IN ('strong', 'weak', 'ambiguous')),
		documents bigint[] NOT NULL,
		state text NOT NULL DEFAULT 'proposed'
			CHECK (state IN ('proposed', 'accepted', 'rejected')),
		decided_by name,
		recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
		PRIMARY KEY (entry_no, line_no, item_id)
	);
	CREATE INDEX entry_item_item ON entry_item (item_id);
	COMMENT ON TABLE entry_item IS
		'which goods an entry line is about: proposed by link_entry, decided by accept_link and reject_link';
	COMMENT ON COLUMN entry_item.entry_no IS
		'the entry';
	COMMENT ON COLUMN entry_item.line_no IS
		'its line';
	COMMENT ON COLUMN entry_item.item_id IS
		'the goods';
	COMMENT ON COLUMN entry_item.quantity IS
		'how much of the goods: kilograms for goods that are weighed; NULL: not known';
	COMMENT ON COLUMN entry_item.basis IS
		'explicit (an entry document names them), invoice_line (the invoice does), bol_container (they are in a container of the bill of lading), po_hts_weight (by order and weight), workflow or manual';
	COMMENT ON COLUMN entry_item.strength IS
		'strong: the only reading; weak: the only one tried, there may be others; ambiguous: one of several';
	COMMENT ON COLUMN entry_item.documents IS
		'documents the link rests on';
	COMMENT ON COLUMN entry_item.state IS
		'proposed, accepted or rejected';
	COMMENT ON COLUMN entry_item.decided_by IS
		'the role that accepted or rejected it';
	COMMENT ON COLUMN entry_item.recorded_at IS
		'when it was proposed, or decided';

	CREATE TABLE finding (
		finding_key text COLLATE "C" NOT NULL,
		code text NOT NULL,
		severity text NOT NULL,
		entry_no custody.entry_number,
		line_no integer,
		item custody.item,
		event_id bigint,
		documents bigint[] NOT NULL DEFAULT '{}',
		responsible_party bigint,
		responsible_name text,
		responsible_did text,
		role text,
		basis text,
		secondary_party bigint,
		confidence numeric,
		inherited boolean NOT NULL DEFAULT false,
		hops integer,
		link_basis text,
		at timestamptz,
		known timestamptz,
		detail text,
		recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
		PRIMARY KEY (finding_key, recorded_at)
	);
	CREATE INDEX finding_entry ON finding (entry_no, line_no);
	COMMENT ON TABLE finding IS
		'findings that were decided upon, as they stood then';
	COMMENT ON COLUMN finding.finding_key IS
		'stable name of the finding';
	COMMENT ON COLUMN finding.code IS
		'what was found, a word';
	COMMENT ON COLUMN finding.severity IS
		'how serious it is';
	COMMENT ON COLUMN finding.entry_no IS
		'the entry concerned';
	COMMENT ON COLUMN finding.line_no IS
		'its line';
	COMMENT ON COLUMN finding.item IS
		'the goods concerned';
	COMMENT ON COLUMN finding.event_id IS
		'the event concerned';
	COMMENT ON COLUMN finding.documents IS
		'documents it rests on';
	COMMENT ON COLUMN finding.responsible_party IS
		'who answers for it';
	COMMENT ON COLUMN finding.responsible_name IS
		'name of that party';
	COMMENT ON COLUMN finding.responsible_did IS
		'DID of that party';
	COMMENT ON COLUMN finding.role IS
		'the role in which it answers';
	COMMENT ON COLUMN finding.basis IS
		'why it answers';
	COMMENT ON COLUMN finding.secondary_party IS
		'who answers beside it';
	COMMENT ON COLUMN finding.confidence IS
		'how sure the party is resolved, 0 to 1';
	COMMENT ON COLUMN finding.inherited IS
		'true when it arose upstream of the goods concerned';
	COMMENT ON COLUMN finding.hops IS
		'how far upstream';
	COMMENT ON COLUMN finding.link_basis IS
		'how the goods are linked to the entry';
	COMMENT ON COLUMN finding.at IS
		'time of reliance it was judged for';
	COMMENT ON COLUMN finding.known IS
		'by what was known then';
	COMMENT ON COLUMN finding.detail IS
		'a sentence';
	COMMENT ON COLUMN finding.recorded_at IS
		'when it was decided';
END
$$;
COMMENT ON FUNCTION make_ledger_entries(name) IS
	'part of create_ledger: tables of entries and findings';
