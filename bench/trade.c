/*
 * trade.c
 *		Trade documents of a given size for the benchmarks.
 *
 * Three shapes: about 20, 150 and 400 quads for 1, 4 and 16 KB, as real
 * documents of these sizes have.  What is missing is filled up in "name".
 */
#include "trade.h"

#include <stdio.h>

typedef struct shape
{
	size_t		from;			/* octets from which it is taken */
	bool		issuer_address;
	int			parties;		/* 0 to 4 */
	int			consignments;	/* measured packages, 6 blank nodes each */
	int			lines;			/* goods in the last package, 2 each */
} shape;

static const shape shapes[] = {
	{10000, true, 2, 0, 16},
	{2500, true, 4, 3, 0},
	{0, false, 0, 0, 0}
};

static const char *const party_names[] = {"seller", "buyer", "shipFromParty",
	"shipToParty"};

static const char *const towns[] = {"Duluth", "Gary"};

static void
measure(cu_buf *buf, const char *name, long value, const char *unit)
{
	char		text[256];

	snprintf(text, sizeof(text), ",\"%s\":{\"type\":[\"QuantitativeValue\"],"
			 "\"value\":\"%ld\",\"unitCode\":\"%s\"}", name, value, unit);
	cu_buf_add_cstr(buf, text);
}

static void
place(cu_buf *buf, int town)
{
	char		text[512];

	snprintf(text, sizeof(text), ",\"location\":{\"type\":[\"Place\"],"
			 "\"address\":{\"type\":[\"PostalAddress\"],"
			 "\"streetAddress\":\"%d Furnace Road\",\"addressLocality\":\"%s\","
			 "\"addressRegion\":\"%s\",\"postalCode\":\"%05d\","
			 "\"addressCountry\":\"US\"}}",
			 11 + 7 * town, towns[town], town ? "IN" : "MN",
			 46402 + 311 * town);
	cu_buf_add_cstr(buf, text);
}

/* Goods leave from their seller and go to their buyer, as a rule. */
static void
party(cu_buf *buf, int which)
{
	char		text[256];

	snprintf(text, sizeof(text), ",\"%s\":{\"type\":[\"Organization\"],"
			 "\"name\":\"%s Metal Works\"", party_names[which],
			 towns[which % 2]);
	cu_buf_add_cstr(buf, text);
	place(buf, which % 2);
	cu_buf_add_char(buf, '}');
}

static void
goods(cu_buf *buf, int line, long number)
{
	char		text[1024];

	snprintf(text, sizeof(text), "%s{\"type\":[\"TradeLineItem\"],"
			 "\"name\":\"Line %d\",\"purchaseOrderNumber\":\"PO-%ld\","
			 "\"itemCount\":%d,\"packageQuantity\":%d,"
			 "\"countryOfOrigin\":\"US\",\"description\":\"Hot rolled coil, "
			 "pickled and oiled, slit to width, edges trimmed, each wrapped in "
			 "paper and strapped to a skid for inland carriage by rail; "
			 "marked on both faces with heat, coil and order as agreed\","
			 "\"product\":{\"type\":[\"Product\"],\"name\":\"Coil\","
			 "\"gtin\":\"%014ld\",\"sku\":\"HR-%d\","
			 "\"batchNumber\":\"%05ld\",\"countryOfOrigin\":\"US\","
			 "\"width\":\"%d mm\",\"depth\":\"%d.5 mm\",\"height\":\"%d mm\","
			 "\"weight\":\"%d kg\","
			 "\"category\":\"flat rolled products of iron or steel of a width "
			 "of 600 mm or more, neither clad nor plated\",\"description\":"
			 "\"low carbon steel for cold forming, killed, fine grain; the "
			 "analysis is on the mill certificate that goes with this order\"}}",
			 line ? "," : "", line + 1, number, 1 + line % 7, 1 + line % 3,
			 614141000000L + number * 100 + line, 100 + line,
			 (number + line) % 99991, 900 + 50 * (line % 5), 1 + line % 3,
			 1200 + line, 18000 + 40 * line);
	cu_buf_add_cstr(buf, text);
}

/* The last consignment of a list weighs what the first does. */
static void
consignment(cu_buf *buf, const shape *s, int which, long number)
{
	int			kind = which + 1 == s->consignments ? 0 : which;
	char		text[512];

	snprintf(text, sizeof(text), "%s{\"type\":[\"ConsignmentItem\"],"
			 "\"packageQuantity\":%d,\"transportPackages\":[{"
			 "\"type\":[\"Package\"],\"physicalShippingMarks\":\"KEEP DRY\","
			 "\"perPackageUnitQuantity\":1,\"includedTradeLineItems\":[",
			 which ? "," : "", 1 + kind);
	cu_buf_add_cstr(buf, text);
	for (int i = 0; i < s->lines; i++)
		goods(buf, i, number);
	if (s->lines == 0)
	{
		snprintf(text, sizeof(text), "{\"type\":[\"TradeLineItem\"],"
				 "\"description\":\"Coil %ld\",\"itemCount\":%d}",
				 number, 1 + kind);
		cu_buf_add_cstr(buf, text);
	}
	cu_buf_add_char(buf, ']');
	measure(buf, "netWeight", 18000 + 40 * kind, "KGM");
	measure(buf, "grossWeight", 18100 + 40 * kind, "KGM");
	measure(buf, "grossVolume", 12 + kind, "MTQ");
	cu_buf_add_cstr(buf, "}]}");
}

static void
subject(cu_buf *buf, const shape *s, long number)
{
	char		text[512];

	snprintf(text, sizeof(text), "\"credentialSubject\":{"
			 "\"type\":[\"PackingList\"],\"orderNumber\":\"PO-%ld\"", number);
	cu_buf_add_cstr(buf, text);
	for (int i = 0; i < s->parties; i++)
		party(buf, i);
	if (s->parties == 0)
		cu_buf_add_cstr(buf, ",\"seller\":{\"type\":[\"Organization\"],"
						"\"name\":\"Gary Metal Works\"}");
	if (s->consignments + s->lines > 0)
	{
		cu_buf_add_cstr(buf, ",\"items\":[");
		for (int i = 0; i == 0 || i < s->consignments; i++)
			consignment(buf, s, i, number);
		cu_buf_add_char(buf, ']');
		measure(buf, "totalNetWeight", 54000 + number % 100, "KGM");
		measure(buf, "totalGrossVolume", 38, "MTQ");
	}
	measure(buf, "totalGrossWeight", 54300 + number % 100, "KGM");
	snprintf(text, sizeof(text), ",\"totalNumberOfPackages\":%d}",
			 s->consignments + 1);
	cu_buf_add_cstr(buf, text);
}

void
trade_document(cu_buf *buf, const char *issuer, const char *context,
			   size_t octets, long number)
{
	const shape *s = shapes;
	char		text[1024];

	while (octets < s->from)
		s++;
	snprintf(text, sizeof(text),
			 "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\",\"%s\"],"
			 "\"id\":\"urn:uuid:00000000-0000-4000-8000-%012ld\","
			 "\"type\":[\"VerifiableCredential\",\"PackingListCredential\"],"
			 "\"issuer\":{\"type\":[\"Organization\"],\"id\":\"%s\","
			 "\"name\":\"Gary Metal Works\"", context, number, issuer);
	cu_buf_add_cstr(buf, text);
	if (s->issuer_address)
		place(buf, 1);
	cu_buf_add_cstr(buf, "},\"validFrom\":\"2026-01-15T08:00:00Z\",");
	subject(buf, s, number);
	cu_buf_add_cstr(buf, ",\"name\":\"");
	while (buf->n + 2 < octets)
		cu_buf_add_char(buf, (char) ('a' + buf->n % 26));
	cu_buf_add_cstr(buf, "\"}");
}
