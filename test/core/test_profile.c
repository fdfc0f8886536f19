/*
 * test_profile.c
 *		Profiles: what they may say, and what facts they find.
 */
#include "test.h"

#include "../../src/core/profile.h"

/* --- facts as text -------------------------------------------------------- */

static void
show(cu_buf *out, const char *name, cu_slice value)
{
	if (value.p == NULL)
		return;
	cu_buf_add_char(out, ' ');
	cu_buf_add_cstr(out, name);
	cu_buf_add_char(out, '=');
	cu_buf_add_slice(out, value);
}

static void
show_fact(cu_buf *out, const cu_fact *f)
{
	cu_buf_add_uint(out, f->event_seq);
	cu_buf_add_char(out, ' ');
	cu_buf_add_cstr(out, cu_fact_type_name(f->type));
	show(out, "role", f->role);
	show(out, "kind", f->kind);
	show(out, "name", f->name);
	show(out, "item", f->item);
	show(out, "scheme", f->scheme);
	show(out, "scope", f->scope);
	show(out, "value", f->value);
	show(out, "normal", f->normal);
	if (f->timed)
	{
		cu_buf_add_cstr(out, " during=");
		cu_datetime_write(out, f->from);
		cu_buf_add_cstr(out, "..");
		cu_datetime_write(out, f->to);
	}
	show(out, "quantity", f->quantity);
	show(out, "unit", f->unit);
	show(out, "si", f->si_quantity);
	show(out, "dimension", f->dimension);
	show(out, "basis", f->basis);
	show(out, "keys", f->keys);
	show(out, "at", f->pointer);
	cu_buf_add_char(out, '\n');
}

/*
 * What a profile finds in a document; both are JSON.  Values that start at
 * caught are left out.
 */
static cu_status
extract_except(cu_ctx *ctx, const char *profile, const char *document,
			   const size_t *caught, size_t caught_count, bool explain,
			   cu_buf *out)
{
	uint8_t		digest[CU_SHA256_SIZE] = {0};
	const cu_json *body;
	const cu_json *claims;
	const cu_profile *compiled;
	const cu_fact *facts;
	size_t		count;

	cu_buf_init(out, ctx);
	CU_TRY(cu_json_parse(ctx, cu_slice_cstr(profile), &body));
	CU_TRY(cu_json_parse(ctx, cu_slice_cstr(document), &claims));
	CU_TRY(cu_profile_parse(ctx, body, &compiled));
	CU_TRY(cu_profile_extract(ctx, compiled, claims, digest, caught,
							  caught_count, explain, &facts, &count));
	for (size_t i = 0; i < count; i++)
		show_fact(out, &facts[i]);
	return cu_buf_status(out);
}

static cu_status
extract(cu_ctx *ctx, const char *profile, const char *document, bool explain,
		cu_buf *out)
{
	return extract_except(ctx, profile, document, NULL, 0, explain, out);
}

#define CHECK_FACTS(profile, document, explain, want) \
	do { \
		cu_ctx	   *ctx = test_ctx(); \
		cu_buf		out; \
		REQUIRE_OK(extract(ctx, (profile), (document), (explain), &out)); \
		CHECK_SLICES(cu_buf_slice(&out), cu_slice_cstr(want)); \
	} while (0)

#define LINE "ni:///sha-256;AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

/* --- what is found -------------------------------------------------------- */

/* A certificate of two pieces of one heat, by a mill without a scope of its
 * own for the second. */
TEST(events_items_quantities)
{
	static const char profile[] =
		"{\"comment\": \"c\", \"contexts\": [\"https://v.example\"], \"events\": [{"
		" \"kind\": \"produce\", \"step\": [\"e:$.step\", \"l:test\"],"
		" \"rows\": \"d:$.tests\", \"id\": \"e:$.no\","
		" \"time\": [\"e:$.when\", \"d:$.issued\"],"
		" \"items\": ["
		"  {\"role\": \"in\", \"scheme\": \"heat\", \"ids\": \"e:$.heat\","
		"   \"scope\": [\"d:$.issuer.id\", \"d:$.issuer\"],"
		"   \"claims\": [{\"name\": \"melt\", \"value\": \"e:$.melt\","
		"                 \"normal\": \"country\"}]},"
		"  {\"role\": \"out\", \"scheme\": \"piece\", \"ids\": \"e:$.piece\","
		"   \"scope\": \"d:$.issuer\", \"name\": \"d:$.what\","
		"   \"quantities\": ["
		"    {\"basis\": \"net\", \"value\": \"e:$.kg\", \"unit\": \"l:KGM\"},"
		"    {\"basis\": \"gross\", \"rows\": \"e:$.weights ? (@.of == \\\"all\\\")\","
		"     \"value\": \"i:$.value\", \"unit\": \"i:$.unit\"}]}]}]}";
	static const char document[] =
		"{\"issuer\": \"did:web:mill.example\", \"issued\": \"2024-03-01\","
		" \"what\": \"coil\", \"tests\": ["
		"  {\"no\": 7, \"heat\": 61316, \"melt\": \"U.S.\", \"piece\": \"C/1\","
		"   \"kg\": \"1,234.5\", \"when\": \"2024-02-29T10:00:00Z\","
		"   \"weights\": [{\"of\": \"part\", \"value\": 1, \"unit\": \"kg\"},"
		"                 {\"of\": \"all\", \"value\": \"3000\", \"unit\": \"lbs\"}]},"
		"  {\"step\": \"retest\", \"piece\": \"urn:uuid:AB\", \"kg\": \"1,234\","
		"   \"melt\": \"Atlantis\", \"heat\": \"\","
		"   \"weights\": {\"of\": \"all\", \"value\": 2, \"unit\": \"tons\"}}]}";

	CHECK_FACTS(profile, document, false,
				"1 event kind=produce name=test value=7"
				" during=2024-02-29T10:00:00Z..2024-02-29T10:00:00.000001Z"
				" keys={\"time\":\"2024-02-29T10:00:00Z\"} at=/tests/0\n"
				"1 item role=in kind=lot item=did:web:mill.example/heat/61316"
				" scheme=heat scope=did:web:mill.example value=61316"
				" at=/tests/0/heat\n"
				"1 claim role=in name=melt"
				" item=did:web:mill.example/heat/61316 value=U.S. normal=US"
				" at=/tests/0/melt\n"
				"1 item role=out kind=serial name=coil"
				" item=did:web:mill.example/piece/C%2F1 scheme=piece"
				" scope=did:web:mill.example value=C/1 at=/tests/0/piece\n"
				"1 quantity role=out item=did:web:mill.example/piece/C%2F1"
				" value=1,234.5 normal=KGM quantity=1234.5 unit=KGM si=1234.5"
				" dimension=mass basis=net at=/tests/0/kg\n"
				"1 quantity role=out item=did:web:mill.example/piece/C%2F1"
				" value=3000 normal=LBR quantity=3000 unit=lbs si=1360.77711"
				" dimension=mass basis=gross at=/tests/0/weights/1/value\n"
				"2 event kind=produce name=retest"
				" during=2024-02-29T10:00:00Z..2024-03-02T12:00:00Z"
				" keys={\"time\":\"2024-03-01\"} at=/tests/1\n"
				"2 item role=out kind=serial name=coil item=urn:uuid:AB"
				" value=urn:uuid:AB at=/tests/1/piece\n"
				"2 quantity role=out item=urn:uuid:AB value=1,234 normal=KGM"
				" unit=KGM dimension=mass basis=net at=/tests/1/kg\n"
				"2 quantity role=out item=urn:uuid:AB value=2 quantity=2"
				" unit=tons basis=gross at=/tests/1/weights/value\n");
}

/* Lines are counted through all events; a line with a number is that. */
TEST(lines)
{
	static const char profile[] =
		"{\"events\": ["
		" {\"kind\": \"order\", \"rows\": \"d:$.groups\", \"items\": ["
		"  {\"role\": \"object\", \"line\": true, \"rows\": \"e:$.lines\","
		"   \"scheme\": \"lot\", \"scope\": \"d:$.by\", \"ids\": \"i:$.lot\","
		"   \"claims\": [{\"name\": \"hts\", \"value\": \"i:$.hts\","
		"                 \"normal\": \"hts\"}]}]},"
		" {\"kind\": \"move\", \"rows\": \"d:$.groups\", \"items\": ["
		"  {\"role\": \"object\", \"line\": true, \"rows\": \"e:$.lines\"}]}]}";
	static const char document[] =
		"{\"by\": \"did:web:b.example\", \"groups\": ["
		" {\"lines\": [{\"hts\": \"7208.10\"}, {\"lot\": 5}]},"
		" {\"lines\": {\"hts\": \"steel\"}}]}";

	CHECK_FACTS(profile, document, false,
				"1 event kind=order at=/groups/0\n"
				"1 item role=object kind=line item=" LINE "?line=1 scheme=line"
				" scope=" LINE " value=1 at=/groups/0/lines/0\n"
				"1 claim role=object name=hts item=" LINE "?line=1"
				" value=7208.10 normal=720810 at=/groups/0/lines/0/hts\n"
				"1 item role=object kind=lot item=did:web:b.example/lot/5"
				" scheme=lot scope=did:web:b.example value=5"
				" at=/groups/0/lines/1/lot\n"
				"2 event kind=order at=/groups/1\n"
				"2 item role=object kind=line item=" LINE "?line=3 scheme=line"
				" scope=" LINE " value=3 at=/groups/1/lines\n"
				"2 claim role=object name=hts item=" LINE "?line=3"
				" value=steel at=/groups/1/lines/hts\n"
				"3 event kind=move at=/groups/0\n"
				"3 item role=object kind=line item=" LINE "?line=1 scheme=line"
				" scope=" LINE " value=1 at=/groups/0/lines/0\n"
				"3 item role=object kind=line item=" LINE "?line=2 scheme=line"
				" scope=" LINE " value=2 at=/groups/0/lines/1\n"
				"4 event kind=move at=/groups/1\n"
				"4 item role=object kind=line item=" LINE "?line=3 scheme=line"
				" scope=" LINE " value=3 at=/groups/1/lines\n");
}

/* Identifiers that stand for themselves, and some that come to nothing. */
TEST(item_identifiers)
{
	static const char profile[] =
		"{\"events\": [{\"kind\": \"observe\", \"rows\": \"d:$\", \"items\": ["
		" {\"role\": \"object\", \"rows\": \"e:$.ids\", \"ids\": [\"i:$.id\", \"i:$\"],"
		"  \"scheme\": \"coil\", \"scope\": \"d:$.by\"},"
		" {\"role\": \"associated\", \"kind\": \"class\", \"ids\": \"e:$.product\"},"
		" {\"role\": \"in\", \"ids\": \"e:$.bare\"},"
		" {\"role\": \"out\", \"scheme\": \"coil\", \"ids\": \"e:$.bare\"}]}]}";
	static const char document[] =
		"{\"by\": \"did:web:m.example\", \"bare\": \"7\","
		" \"product\": \"https://m.example/p/1\", \"ids\": ["
		"  {\"id\": \"did:web:x.example/coil/9\"}, \"HTTP://X.example/%7e\","
		"  true, null, {\"no\": 1}, \"urn:\", \"..\"]}";

	CHECK_FACTS(profile, document, false,
				"1 event kind=observe at=\n"
				"1 item role=object kind=serial item=did:web:x.example/coil/9"
				" scheme=coil scope=did:web:x.example"
				" value=did:web:x.example/coil/9 at=/ids/0/id\n"
				"1 item role=object kind=serial item=http://x.example/~"
				" value=HTTP://X.example/%7e at=/ids/1\n"
				"1 item role=object kind=serial"
				" item=did:web:m.example/coil/true scheme=coil"
				" scope=did:web:m.example value=true at=/ids/2\n"
				"1 item role=object scheme=coil value=urn: at=/ids/5\n"
				"1 item role=object scheme=coil scope=did:web:m.example"
				" value=.. at=/ids/6\n"
				"1 item role=associated kind=class item=https://m.example/p/1"
				" value=https://m.example/p/1 at=/product\n"
				"1 item role=in value=7 at=/bare\n"
				"1 item role=out scheme=coil value=7 at=/bare\n");
}

/* A colon does not make a number an IRI; its encoding is for item.c. */
TEST(numbers_with_a_colon)
{
	cu_ctx	   *ctx = test_ctx();
	cu_slice	item;
	cu_buf		want;
	cu_buf		got;

	REQUIRE_OK(cu_item_make(ctx, CU_LIT("heat"), CU_LIT("did:web:m.example"),
							CU_LIT("PO:7"), &item));
	cu_buf_init(&want, ctx);
	cu_buf_add_cstr(&want, "1 event kind=move at=\n1 item role=in kind=lot"
					" item=");
	cu_buf_add_slice(&want, item);
	cu_buf_add_cstr(&want, " scheme=heat scope=did:web:m.example value=PO:7"
					" at=/id\n");
	REQUIRE_OK(cu_buf_status(&want));
	REQUIRE_OK(extract(ctx, "{\"events\": [{\"kind\": \"move\", \"rows\": \"d:$\","
					   " \"items\": [{\"role\": \"in\", \"scheme\": \"heat\","
					   " \"scope\": \"l:did:web:m.example\","
					   " \"ids\": \"e:$.id\"}]}]}",
					   "{\"id\": \"PO:7\"}", false, &got));
	CHECK_SLICES(cu_buf_slice(&got), cu_buf_slice(&want));
}

TEST(parties_and_places)
{
	static const char profile[] =
		"{\"shapes\": {"
		"  \"org\": {\"kind\": \"facility\", \"keys\": {\"did\": [\"i:$.id\", \"i:$\"],"
		"    \"gln\": \"i:$.gln\", \"scac\": \"i:$.scac\", \"tax\": \"i:$.tax\"},"
		"    \"name\": [\"i:$.name\", \"i:$.legal\"]},"
		"  \"place\": {\"country\": \"i:$.country\", \"name\": \"i:$.name\","
		"    \"keys\": {\"unlocode\": \"i:$.loc\", \"latitude\": \"i:$.lat\"}}},"
		" \"events\": [{\"kind\": \"transfer_custody\", \"rows\": \"d:$\","
		"  \"parties\": ["
		"   {\"role\": \"from\", \"dimension\": \"custody\", \"rows\": \"e:$.from\","
		"    \"like\": \"org\", \"kind\": \"person\"},"
		"   {\"role\": \"notify\", \"rows\": \"e:$.notify\", \"like\": \"org\"}],"
		"  \"places\": [{\"role\": \"at\", \"rows\": \"e:$.at\", \"like\": \"place\"}]}]}";
	static const char document[] =
		"{\"from\": {\"id\": \"did:web:a.example\", \"name\": \"A  Co.\","
		"   \"gln\": \"6291041500213\", \"scac\": \"abcd\", \"tax\": \"x 1\"},"
		" \"notify\": [\"did:web:b.example\", {\"legal\": \"B\"}, {\"email\": \"e\"},"
		"   {\"id\": \"https://c.example\", \"gln\": \"12\"}, {\"name\": \" \"}],"
		" \"at\": [{\"country\": \"CANADA\", \"name\": \"Hamilton\"},"
		"   {\"loc\": \"us lgb\", \"lat\": \"43.250\"},"
		"   {\"loc\": \"USLGB\", \"country\": \"Lemuria\"},"
		"   {\"loc\": \"nowhere\"}, {}]}";

	CHECK_FACTS(profile, document, false,
				"1 event kind=transfer_custody at=\n"
				"1 party role=from kind=person name=A  Co."
				" value=did:web:a.example normal=did:web:a.example"
				" dimension=custody keys={\"did\":\"did:web:a.example\","
				"\"gln\":\"6291041500213\",\"scac\":\"ABCD\",\"tax\":\"X 1\","
				"\"name\":\"A CO.\"} at=/from\n"
				"1 party role=notify kind=facility value=did:web:b.example"
				" normal=did:web:b.example dimension=declared"
				" keys={\"did\":\"did:web:b.example\"} at=/notify/0\n"
				"1 party role=notify kind=facility name=B dimension=declared"
				" keys={\"name\":\"B\"} at=/notify/1\n"
				"1 party role=notify kind=facility value=https://c.example"
				" dimension=declared keys={\"gln\":\"12\"} at=/notify/3\n"
				"1 place role=at name=Hamilton value=CANADA normal=CA"
				" keys={\"country\":\"CA\"} at=/at/0\n"
				"1 place role=at normal=US keys={\"unlocode\":\"USLGB\","
				"\"latitude\":\"43.25\",\"country\":\"US\"} at=/at/1\n"
				"1 place role=at value=Lemuria keys={\"unlocode\":\"USLGB\"}"
				" at=/at/2\n"
				"1 place role=at keys={\"unlocode\":\"nowhere\"} at=/at/3\n");
}

TEST(claims_and_references)
{
	static const char profile[] =
		"{\"events\": [{\"kind\": \"declare\", \"rows\": \"d:$\","
		" \"claims\": [{\"name\": \"note\", \"value\": \"e:$.note\"},"
		"  {\"name\": \"part\", \"rows\": \"e:$.parts\","
		"   \"value\": [\"i:$.a\", \"i:$.b\"], \"normal\": \"code\"}],"
		" \"references\": ["
		"  {\"kind\": \"po\", \"value\": \"e:$.po\", \"scope\": \"e:$.buyer\"},"
		"  {\"kind\": \"bol\", \"value\": \"e:$.bol\","
		"   \"scope\": [\"e:$.carrier\", \"l:NONE\"], \"scope_normal\": \"scac\"},"
		"  {\"kind\": \"entry\", \"value\": \"e:$.entry\","
		"   \"normal\": \"entry_number\"}]}]}";
	static const char document[] =
		"{\"note\": \" two  words \", \"parts\": [{\"a\": [\"x\", \"y\"]}, {\"b\": 1}],"
		" \"po\": [\"po-1 \", \"po-2\"], \"buyer\": \"did:web:b.example\","
		" \"bol\": \"m 1\", \"carrier\": \"Maersk Line\","
		" \"entry\": [\"ABC-1234567-6\", \"abc-1234567-5\", \"34001239\"]}";

	CHECK_FACTS(profile, document, false,
				"1 event kind=declare at=\n"
				"1 claim name=note value= two  words  normal=two words"
				" at=/note\n"
				"1 claim name=part value=x normal=X at=/parts/0/a/0\n"
				"1 claim name=part value=y normal=Y at=/parts/0/a/1\n"
				"1 claim name=part value=1 normal=1 at=/parts/1/b\n"
				"1 reference kind=po scope=did:web:b.example value=po-1 "
				" normal=PO-1 at=/po/0\n"
				"1 reference kind=po scope=did:web:b.example value=po-2"
				" normal=PO-2 at=/po/1\n"
				"1 reference kind=bol value=m 1 normal=M 1 at=/bol\n"
				"1 reference kind=entry value=ABC-1234567-6"
				" normal=ABC12345676 at=/entry/0\n"
				"1 reference kind=entry value=abc-1234567-5"
				" normal=ABC12345675 keys={\"check_digit\":\"wrong\"}"
				" at=/entry/1\n"
				"1 reference kind=entry value=34001239 at=/entry/2\n");
}

TEST(times)
{
	static const char profile[] =
		"{\"events\": [{\"kind\": \"move\", \"rows\": \"d:$.e\","
		" \"time\": [\"e:$.from\", \"d:$.issued\"], \"until\": \"e:$.to\"}]}";
	static const char document[] =
		"{\"issued\": \"2024-05-01T00:00:00Z\", \"e\": ["
		" {\"from\": \"2024-01-01T00:00:00Z\", \"to\": \"2024-01-31T00:00:00Z\"},"
		" {\"from\": \"2024-01-02T00:00:00Z\", \"to\": \"2024-01-01T00:00:00Z\"},"
		" {\"from\": \"01/02/2024\"}, {\"to\": \"soon\"}, {\"from\": \"\"}]}";

	CHECK_FACTS(profile, document, false,
				"1 event kind=move during=2024-01-01T00:00:00Z.."
				"2024-01-31T00:00:00.000001Z"
				" keys={\"time\":\"2024-01-01T00:00:00Z\","
				"\"until\":\"2024-01-31T00:00:00Z\"} at=/e/0\n"
				"2 event kind=move keys={\"time\":\"2024-01-02T00:00:00Z\","
				"\"until\":\"2024-01-01T00:00:00Z\"} at=/e/1\n"
				"3 event kind=move keys={\"time\":\"01/02/2024\"} at=/e/2\n"
				"4 event kind=move keys={\"time\":\"2024-05-01T00:00:00Z\","
				"\"until\":\"soon\"} at=/e/3\n"
				"5 event kind=move during=2024-05-01T00:00:00Z.."
				"2024-05-01T00:00:00.000001Z"
				" keys={\"time\":\"2024-05-01T00:00:00Z\"} at=/e/4\n");
}

TEST(default_rows_are_the_subject)
{
	cu_ctx	   *empty = test_ctx();
	cu_buf		nothing;

	CHECK_FACTS("{\"events\": [{\"kind\": \"attest\", \"id\": \"e:$.no\"}]}",
				"{\"credentialSubject\": [{\"no\": 1}, {\"no\": 2}]}", false,
				"1 event kind=attest value=1 at=/credentialSubject/0\n"
				"2 event kind=attest value=2 at=/credentialSubject/1\n");
	REQUIRE_OK(extract(empty, "{\"events\": [{\"kind\": \"attest\"}]}", "{}",
					   false, &nothing));
	CHECK_EQ_INT(nothing.n, 0);
}

TEST(explains_what_it_missed)
{
	static const char profile[] =
		"{\"events\": [{\"kind\": \"declare\", \"step\": \"l:s\", \"id\": \"e:$.id\","
		"  \"rows\": \"d:$.s\", \"time\": [\"e:$.t\", \"d:$.u\"],"
		"  \"items\": [{\"role\": \"in\", \"scheme\": \"lot\", \"ids\": \"e:$.lot\","
		"     \"scope\": \"e:$.by\"},"
		"    {\"role\": \"out\", \"rows\": \"e:$.outs\", \"line\": true},"
		"    {\"role\": \"object\", \"scheme\": \"lot\", \"ids\": \"e:$.has\","
		"     \"scope\": \"e:$.by\","
		"     \"quantities\": [{\"basis\": \"net\", \"value\": \"e:$.q\","
		"        \"unit\": \"e:$.w\"}, {\"basis\": \"gross\", \"value\": \"e:$.no\"},"
		"       {\"basis\": \"count\", \"rows\": \"e:$.n\", \"value\": \"i:$\"}]}],"
		"  \"parties\": [{\"role\": \"p\", \"rows\": \"e:$.p\", \"name\": \"i:$.name\","
		"     \"keys\": {\"did\": \"i:$.id\"}}],"
		"  \"places\": [{\"role\": \"l\", \"country\": \"e:$.country\"}],"
		"  \"claims\": [{\"name\": \"c\", \"value\": [\"e:$.c\", \"d:$.c\"]}],"
		"  \"references\": [{\"kind\": \"po\", \"value\": \"e:$.po\","
		"     \"scope\": \"e:$.by\"}, {\"kind\": \"bol\", \"value\": \"e:$.bol\"}]},"
		" {\"kind\": \"move\", \"rows\": \"d:$.moves\"}]}";

	CHECK_FACTS(profile,
				"{\"s\": {\"has\": \"7\", \"q\": 1, \"p\": {}, \"po\": \"x\"}}", true,
				"1 event kind=declare name=s at=/s\n"
				"1 missed kind=event name=id value=/events/0/id at=e:$.id\n"
				"1 missed kind=event name=time value=/events/0/time at=e:$.t\n"
				"1 missed kind=event name=time value=/events/0/time at=d:$.u\n"
				"1 missed role=in kind=item value=/events/0/items/0/ids"
				" at=e:$.lot\n"
				"1 missed role=out kind=item value=/events/0/items/1/rows"
				" at=e:$.outs\n"
				"1 missed role=object kind=item name=scope"
				" value=/events/0/items/2/scope at=e:$.by\n"
				"1 item role=object scheme=lot value=7 at=/s/has\n"
				"1 missed role=object kind=quantity name=net"
				" value=/events/0/items/2/quantities/0/unit at=e:$.w\n"
				"1 quantity role=object value=1 quantity=1 basis=net at=/s/q\n"
				"1 missed role=object kind=quantity name=gross"
				" value=/events/0/items/2/quantities/1/value at=e:$.no\n"
				"1 missed role=object kind=quantity name=count"
				" value=/events/0/items/2/quantities/2/rows at=e:$.n\n"
				"1 missed role=p kind=party name=did"
				" value=/events/0/parties/0/keys/did at=i:$.id\n"
				"1 missed role=p kind=party name=name"
				" value=/events/0/parties/0/name at=i:$.name\n"
				"1 missed role=l kind=place name=country"
				" value=/events/0/places/0/country at=e:$.country\n"
				"1 missed kind=claim name=c value=/events/0/claims/0/value"
				" at=e:$.c\n"
				"1 missed kind=claim name=c value=/events/0/claims/0/value"
				" at=d:$.c\n"
				"1 missed kind=reference name=po"
				" value=/events/0/references/0/scope at=e:$.by\n"
				"1 reference kind=po value=x normal=X at=/s/po\n"
				"1 missed kind=reference name=bol"
				" value=/events/0/references/1/value at=e:$.bol\n"
				"0 missed kind=event name=move value=/events/1/rows"
				" at=d:$.moves\n");
}

/* --- what is left out ----------------------------------------------------- */

/* Where the text of a value stands in a document. */
static size_t
place_of(const char *document, const char *value)
{
	const char *p = strstr(document, value);

	return p ? (size_t) (p - document) : SIZE_MAX;
}

/* Values that were caught are no facts, no rows and nothing to filters; those
 * beside them keep their places. */
TEST(leaves_out_what_was_caught)
{
	static const char profile[] =
		"{\"events\": [{\"kind\": \"move\", \"rows\": \"d:$.s\","
		"  \"step\": \"l:s\", \"claims\": ["
		"   {\"name\": \"a\", \"value\": \"e:$.a\"},"
		"   {\"name\": \"b\", \"value\": \"e:$.b.c\"},"
		"   {\"name\": \"l\", \"value\": \"e:$.l.v\"},"
		"   {\"name\": \"f\", \"value\": \"e:$.l ? (@.k == 1).v\"}]}]}";
	static const char document[] =
		"{\"s\": {\"a\": \"A\", \"b\": {\"c\": \"B\"}, \"l\": ["
		"{\"v\": \"one\", \"k\": 1}, {\"v\": \"two\", \"k\": 1 }, \"z\"]}}";
	const size_t caught[] = {
		place_of(document, "\"A\""), place_of(document, "{\"c\""),
		place_of(document, "\"B\""), place_of(document, "{\"v\": \"one\""),
		place_of(document, "1 }")
	};
	const size_t whole = 0;
	cu_ctx	   *ctx = test_ctx();
	cu_buf		out;

	CHECK_FACTS(profile, document, false,
				"1 event kind=move name=s at=/s\n"
				"1 claim name=a value=A normal=A at=/s/a\n"
				"1 claim name=b value=B normal=B at=/s/b/c\n"
				"1 claim name=l value=one normal=one at=/s/l/0/v\n"
				"1 claim name=l value=two normal=two at=/s/l/1/v\n"
				"1 claim name=f value=one normal=one at=/s/l/0/v\n"
				"1 claim name=f value=two normal=two at=/s/l/1/v\n");
	REQUIRE_OK(extract_except(ctx, profile, document, caught, 5, false, &out));
	CHECK_SLICE(cu_buf_slice(&out),
				"1 event kind=move name=s at=/s\n"
				"1 claim name=l value=two normal=two at=/s/l/1/v\n");
	REQUIRE_OK(extract_except(ctx, profile, document, caught, 5, true, &out));
	CHECK_SLICE(cu_buf_slice(&out),
				"0 left_out kind=vocabulary_only at=/s/a\n"
				"0 left_out kind=vocabulary_only at=/s/b\n"
				"0 left_out kind=vocabulary_only at=/s/l/0\n"
				"0 left_out kind=vocabulary_only at=/s/l/1/k\n"
				"1 event kind=move name=s at=/s\n"
				"1 missed kind=claim name=a value=/events/0/claims/0/value"
				" at=e:$.a\n"
				"1 missed kind=claim name=b value=/events/0/claims/1/value"
				" at=e:$.b.c\n"
				"1 claim name=l value=two normal=two at=/s/l/1/v\n"
				"1 missed kind=claim name=f value=/events/0/claims/3/value"
				" at=e:$.l ? (@.k == 1).v\n");
	REQUIRE_OK(extract_except(ctx, profile, document, &whole, 1, false, &out));
	CHECK_EQ_INT(out.n, 0);
}

/* --- what is refused ------------------------------------------------------ */

#define EVENT(members) "{\"events\": [{\"kind\": \"move\", " members "}]}"
#define ITEM(members) EVENT("\"items\": [{\"role\": \"in\", " members "}]")
#define CLAIM(members) EVENT("\"claims\": [{\"name\": \"x\", " members "}]")

TEST(refuses_other_profiles)
{
	static const struct
	{
		const char *profile;
		cu_status	status;
		const char *pointer;
	}			rows[] = {
		{"[]", CU_BAD_PROFILE, ""}, {"{}", CU_BAD_PROFILE, ""},
		{"{\"events\": []}", CU_BAD_PROFILE, ""},
		{"{\"events\": {}}", CU_BAD_PROFILE, "/events"},
		{"{\"events\": [1]}", CU_BAD_PROFILE, "/events/0"},
		{"{\"events\": [{}]}", CU_BAD_PROFILE, "/events/0"},
		{"{\"events\": [{\"kind\": \"move\"}], \"n\": 1}", CU_BAD_PROFILE, "/n"},
		{"{\"events\": [{\"kind\": \"sale\"}]}", CU_BAD_PROFILE,
		"/events/0/kind"},
		{EVENT("\"comment\": 1"), CU_BAD_PROFILE, "/events/0/comment"},
		{EVENT("\"like\": \"x\""), CU_BAD_PROFILE, "/events/0/like"},
		{EVENT("\"time\": []"), CU_BAD_PROFILE, "/events/0/time"},
		{EVENT("\"time\": 1"), CU_BAD_PROFILE, "/events/0/time"},
		{EVENT("\"time\": \"$.x\""), CU_BAD_PROFILE, "/events/0/time"},
		{EVENT("\"time\": \"d\""), CU_BAD_PROFILE, "/events/0/time"},
		{EVENT("\"time\": \"i:$.x\""), CU_BAD_PROFILE, "/events/0/time"},
		{EVENT("\"time\": [\"d:$.x\", \"e:$.\"]"), CU_BAD_PATH,
		"/events/0/time/1"},
		{EVENT("\"rows\": \"e:$.x\""), CU_BAD_PROFILE, "/events/0/rows"},
		{EVENT("\"rows\": \"l:x\""), CU_BAD_PROFILE, "/events/0/rows"},
		{EVENT("\"items\": [{\"role\": \"in\"}]"), CU_BAD_PROFILE,
		"/events/0/items/0"},
		{EVENT("\"items\": [{\"line\": true}]"), CU_BAD_PROFILE,
		"/events/0/items/0"},
		{EVENT("\"items\": [{\"role\": \"to\", \"line\": true}]"), CU_BAD_PROFILE,
		"/events/0/items/0/role"},
		{ITEM("\"line\": false"), CU_BAD_PROFILE, "/events/0/items/0/line"},
		{ITEM("\"line\": true, \"kind\": \"thing\""), CU_BAD_PROFILE,
		"/events/0/items/0/kind"},
		{ITEM("\"ids\": \"i:$\", \"scheme\": \"Heat\""), CU_BAD_PROFILE,
		"/events/0/items/0/scheme"},
		{ITEM("\"line\": true, \"quantities\": [{\"value\": \"i:$\"}]"),
		CU_BAD_PROFILE, "/events/0/items/0/quantities/0"},
		{ITEM("\"line\": true, \"quantities\": [{\"basis\": \"tare\"}]"),
		CU_BAD_PROFILE, "/events/0/items/0/quantities/0/basis"},
		{ITEM("\"line\": true, \"quantities\": [{\"basis\": \"net\"}]"),
		CU_BAD_PROFILE, "/events/0/items/0/quantities/0"},
		{ITEM("\"line\": true, \"like\": \"x\""), CU_BAD_PROFILE,
		"/events/0/items/0/like"},
		{CLAIM("\"value\": \"i:$\", \"normal\": \"upper\""), CU_BAD_PROFILE,
		"/events/0/claims/0/normal"},
		{CLAIM("\"normal\": \"code\""), CU_BAD_PROFILE, "/events/0/claims/0"},
		{CLAIM("\"value\": \"i:$\", \"rows\": \"l:x\""), CU_BAD_PROFILE,
		"/events/0/claims/0/rows"},
		{CLAIM("\"value\": \"i:$..\""), CU_BAD_PATH,
		"/events/0/claims/0/value"},
		{EVENT("\"claims\": [{\"value\": \"i:$\"}]"), CU_BAD_PROFILE,
		"/events/0/claims/0"},
		{EVENT("\"claims\": [{\"name\": \"a b\"}]"), CU_BAD_PROFILE,
		"/events/0/claims/0/name"},
		{EVENT("\"claims\": [{\"name\": \"\"}]"), CU_BAD_PROFILE,
		"/events/0/claims/0/name"},
		{EVENT("\"references\": [{\"value\": \"i:$\"}]"), CU_BAD_PROFILE,
		"/events/0/references/0"},
		{EVENT("\"references\": [{\"kind\": \"po\"}]"), CU_BAD_PROFILE,
		"/events/0/references/0"},
		{EVENT("\"parties\": [{\"name\": \"i:$\"}]"), CU_BAD_PROFILE,
		"/events/0/parties/0"},
		{EVENT("\"parties\": [{\"role\": \"r\"}]"), CU_BAD_PROFILE,
		"/events/0/parties/0"},
		{EVENT("\"parties\": [{\"role\": \"r\", \"country\": \"i:$\"}]"),
		CU_BAD_PROFILE, "/events/0/parties/0/country"},
		{EVENT("\"parties\": [{\"role\": \"r\", \"keys\": {}}]"),
		CU_BAD_PROFILE, "/events/0/parties/0/keys"},
		{EVENT("\"parties\": [{\"role\": \"r\", \"keys\": {\"name\": \"i:$\"}}]"),
		CU_BAD_PROFILE, "/events/0/parties/0/keys/name"},
		{EVENT("\"parties\": [{\"role\": \"r\", \"keys\": {\"a/b\": 1}}]"),
		CU_BAD_PROFILE, "/events/0/parties/0/keys/a~1b"},
		{EVENT("\"places\": [{\"role\": \"r\", \"dimension\": \"title\"}]"),
		CU_BAD_PROFILE, "/events/0/places/0/dimension"},
		{"{\"shapes\": [], \"events\": [{\"kind\": \"move\"}]}", CU_BAD_PROFILE,
		"/shapes"},
		{"{\"shapes\": {\"x\": 1}, \"events\": [{\"kind\": \"move\"}]}",
		CU_BAD_PROFILE, "/shapes"},
		{"{\"shapes\": {\"x\": {\"like\": \"x\"}}, \"events\": [{\"kind\": \"move\","
			" \"claims\": [{\"name\": \"n\", \"value\": \"l:v\", \"like\": \"x\"}]}]}",
		CU_BAD_PROFILE, "/shapes/x/like"},
		{"{\"shapes\": {\"x\": {\"unit\": \"l:u\"}}, \"events\": [{\"kind\": \"move\","
			" \"claims\": [{\"name\": \"n\", \"value\": \"l:v\", \"like\": \"x\"}]}]}",
		CU_BAD_PROFILE, "/shapes/x/unit"},
		{"{\"contexts\": \"c\", \"events\": [{\"kind\": \"move\"}]}",
		CU_BAD_PROFILE, "/contexts"},
		{"{\"contexts\": [1], \"events\": [{\"kind\": \"move\"}]}",
		CU_BAD_PROFILE, "/contexts"},
		{EVENT("\"items\": [{\"role\": \"in\", \"line\": true, \"rows\": \"e:$.a\"},"
			   " {\"role\": \"out\", \"line\": true, \"rows\": \"e:$.b\"}]"),
		CU_BAD_PROFILE, "/events/0/items/1"}
	};
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		const cu_json *body;
		const cu_profile *profile;

		test_row(rows[i].profile);
		REQUIRE_OK(cu_json_parse(ctx, cu_slice_cstr(rows[i].profile), &body));
		CHECK_STATUS(cu_profile_parse(ctx, body, &profile), rows[i].status);
		CHECK(ctx->error.detail != NULL);
		REQUIRE(ctx->error.pointer != NULL);
		CHECK_SLICES(cu_slice_cstr(ctx->error.pointer),
					 cu_slice_cstr(rows[i].pointer));
	}
}

TEST(stays_within_memory)
{
	cu_ctx	   *ctx;
	cu_buf		document;
	cu_buf		out;

	test_host()->limits.max_memory = 256 * 1024;
	ctx = test_ctx();
	cu_buf_init(&document, ctx);
	cu_buf_add_cstr(&document, "{\"credentialSubject\": [0");
	for (int i = 0; i < 1000; i++)
		cu_buf_add_cstr(&document, ",0");
	cu_buf_add_cstr(&document, "]}");
	REQUIRE(cu_buf_cstr(&document) != NULL);
	CHECK_STATUS(extract(ctx, "{\"events\": [{\"kind\": \"move\"}]}", document.p,
						 false, &out), CU_LIMIT_MEMORY);
}

static size_t polls;

static bool
count_polls(void *arg)
{
	(void) arg;
	polls++;
	return false;
}

/*
 * Blank texts and nulls make no facts, but each row looks at them anew: this
 * must count, or a document of some megabytes would be read for days.
 */
TEST(counts_what_makes_no_fact)
{
	cu_ctx	   *ctx = test_ctx();
	cu_buf		document;
	cu_buf		out;

	cu_buf_init(&document, ctx);
	cu_buf_add_cstr(&document, "{\"rows\": [0");
	for (int i = 1; i < 16; i++)
		cu_buf_add_cstr(&document, ",0");
	cu_buf_add_cstr(&document, "], \"nulls\": [null");
	for (int i = 1; i < 32768; i++)
		cu_buf_add_cstr(&document, ",null");
	cu_buf_add_cstr(&document, "], \"blank\": \"");
	for (int i = 0; i < 32768 * 16; i++)
		cu_buf_add_char(&document, ' ');
	cu_buf_add_cstr(&document, "\"}");
	REQUIRE(cu_buf_cstr(&document) != NULL);
	test_host()->poll = count_polls;
	polls = 0;
	/* 16 rows of 32768 units are 8 times 65536; reading asks 8 times. */
	REQUIRE_OK(extract(ctx, "{\"events\": [{\"kind\": \"move\", \"rows\": "
					   "\"d:$.rows[*]\", \"time\": \"d:$.nulls\"}]}",
					   document.p, false, &out));
	CHECK(polls >= 16);
	polls = 0;
	REQUIRE_OK(extract(ctx, "{\"events\": [{\"kind\": \"move\", \"rows\": "
					   "\"d:$.rows[*]\", \"time\": \"d:$.blank\"}]}",
					   document.p, false, &out));
	CHECK(polls >= 16);
}

const cu_test cu_tests_profile[] = {
	{"events_items_quantities", events_items_quantities},
	{"lines", lines},
	{"item_identifiers", item_identifiers},
	{"numbers_with_a_colon", numbers_with_a_colon},
	{"parties_and_places", parties_and_places},
	{"claims_and_references", claims_and_references},
	{"times", times},
	{"default_rows_are_the_subject", default_rows_are_the_subject},
	{"explains_what_it_missed", explains_what_it_missed},
	{"leaves_out_what_was_caught", leaves_out_what_was_caught},
	{"refuses_other_profiles", refuses_other_profiles},
	{"stays_within_memory", stays_within_memory},
	{"counts_what_makes_no_fact", counts_what_makes_no_fact},
	{NULL, NULL}
};
