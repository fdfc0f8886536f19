-- Milliseconds of the first verification in a new backend: it loads the
-- module, the contexts and what compiling them takes.
\c
INSERT INTO bench.sample (value)
	SELECT bench.ms($$SELECT count(*) FROM bench.rdfc_full_4k WHERE no = 7 AND verify(doc, at => '2026-06-01')$$, 1);
