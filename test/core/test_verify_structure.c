/*
 * test_verify_structure.c
 *		Rules of the data model, and where their breach is found.
 */
#include "judging.h"

/* A whole credential and where its only fault lies; NULL: it has none. */
typedef struct structure_row
{
	const char *text;
	const char *pointer;
} structure_row;

#define OPEN "{" V2 ",\"type\":[\"VerifiableCredential\"]," \
	"\"issuer\":\"did:web:mill.example\""
#define SUBJECT ",\"credentialSubject\":{\"a\":1}"
#define OPEN_1 "{" V1 ",\"type\":[\"VerifiableCredential\"]," \
	"\"issuer\":\"did:web:mill.example\"" SUBJECT

static const structure_row rows[] = {
	{OPEN SUBJECT "}", NULL},
	/* contexts */
	{"{\"@context\":\"https://www.w3.org/ns/credentials/v2\",\"type\":"
		"\"VerifiableCredential\",\"issuer\":\"did:web:m.example\"" SUBJECT "}",
	NULL},
	{"{\"@context\":[\"https://example.org/\","
		"\"https://www.w3.org/ns/credentials/v2\"],\"type\":"
		"\"VerifiableCredential\",\"issuer\":\"did:web:m.example\"" SUBJECT "}",
	"/@context"},
	{"{\"@context\":[],\"type\":\"VerifiableCredential\",\"issuer\":"
		"\"did:web:m.example\"" SUBJECT "}", "/@context"},
	{"{\"@context\":[\"https://www.w3.org/ns/credentials/v2\",7],\"type\":"
		"\"VerifiableCredential\",\"issuer\":\"did:web:m.example\"" SUBJECT "}",
	"/@context"},
	{"{\"@context\":[\"https://www.w3.org/ns/credentials/v2\",{}],\"type\":"
		"\"VerifiableCredential\",\"issuer\":\"did:web:m.example\"" SUBJECT "}",
	NULL},
	/* types, id, issuer */
	{"{" V2 ",\"type\":[\"VerifiableCredential\",7],\"issuer\":"
		"\"did:web:m.example\"" SUBJECT "}", "/type"},
	{OPEN SUBJECT ",\"id\":\"urn:uuid:1\"}", NULL},
	{OPEN SUBJECT ",\"id\":\"not a url\"}", "/id"},
	{OPEN SUBJECT ",\"id\":\"relative\"}", "/id"},
	{OPEN SUBJECT ",\"id\":[\"urn:uuid:1\",\"urn:uuid:2\"]}", "/id"},
	{OPEN SUBJECT ",\"id\":null}", "/id"},
	{"{" V2 ",\"type\":\"VerifiableCredential\",\"issuer\":\"the mill\""
		SUBJECT "}", "/issuer"},
	{"{" V2 ",\"type\":\"VerifiableCredential\",\"issuer\":{\"id\":\"mill\"}"
		SUBJECT "}", "/issuer"},
	/* the period */
	{OPEN SUBJECT ",\"validFrom\":\"2024-01-01\"}", "/validFrom"},
	{OPEN SUBJECT ",\"validFrom\":\"2024-01-01T00:00:00\"}", "/validFrom"},
	{OPEN SUBJECT ",\"validUntil\":1735689600}", "/validUntil"},
	{OPEN SUBJECT ",\"validFrom\":\"2024-01-01T00:00:00Z\","
		"\"validUntil\":\"2024-01-01T00:00:00Z\"}", NULL},
	{OPEN SUBJECT ",\"validFrom\":\"2024-01-01T00:00:01Z\","
		"\"validUntil\":\"2024-01-01T00:00:00Z\"}", "/validUntil"},
	/* dates of the other model mean nothing */
	{OPEN SUBJECT ",\"issuanceDate\":\"yesterday\"}", NULL},
	/* subjects */
	{OPEN ",\"credentialSubject\":{}}", "/credentialSubject"},
	{OPEN ",\"credentialSubject\":[]}", "/credentialSubject"},
	{OPEN ",\"credentialSubject\":\"urn:x:1\"}", "/credentialSubject"},
	{OPEN ",\"credentialSubject\":null}", "/credentialSubject"},
	{OPEN ",\"credentialSubject\":[{\"a\":1},{\"b\":2}]}", NULL},
	{OPEN ",\"credentialSubject\":[{\"a\":1},7]}", "/credentialSubject"},
	{OPEN ",\"credentialSubject\":{\"id\":\"coil 7\"}}",
	"/credentialSubject/id"},
	/* status and schema */
	{OPEN SUBJECT ",\"credentialStatus\":{\"type\":\"x\"}}", NULL},
	{OPEN SUBJECT ",\"credentialStatus\":[{\"type\":\"x\"},{\"type\":\"y\"}]}",
	NULL},
	{OPEN SUBJECT ",\"credentialStatus\":{\"id\":\"urn:x:1\"}}",
	"/credentialStatus"},
	{OPEN SUBJECT ",\"credentialStatus\":\"urn:x:1\"}", "/credentialStatus"},
	{OPEN SUBJECT ",\"credentialStatus\":{\"type\":\"x\",\"id\":\"no url\"}}",
	"/credentialStatus"},
	{OPEN SUBJECT ",\"credentialSchema\":{\"type\":\"x\",\"id\":\"urn:x:1\"}}",
	NULL},
	{OPEN SUBJECT ",\"credentialSchema\":{\"type\":\"x\"}}",
	"/credentialSchema"},
	{OPEN SUBJECT ",\"credentialSchema\":{\"id\":\"urn:x:1\"}}",
	"/credentialSchema"},
	/* 1.1 */
	{OPEN_1 ",\"issuanceDate\":\"2024-01-01T00:00:00Z\"}", NULL},
	{OPEN_1 "}", "/issuanceDate"},
	{OPEN_1 ",\"issuanceDate\":\"2024\"}", "/issuanceDate"},
	{OPEN_1 ",\"issuanceDate\":\"2024-01-01T00:00:00Z\","
		"\"expirationDate\":\"never\"}", "/expirationDate"},
	{OPEN_1 ",\"issuanceDate\":\"2024-01-01T00:00:00Z\","
		"\"expirationDate\":\"2023-01-01T00:00:00Z\"}", "/expirationDate"},
	{OPEN_1 ",\"issuanceDate\":\"2024-01-01T00:00:00Z\","
		"\"credentialStatus\":{\"type\":\"x\"}}", "/credentialStatus"},
	/* proofs */
	{OPEN SUBJECT ",\"proof\":[]}", "/proof"},
	{OPEN SUBJECT ",\"proof\":[{},7]}", "/proof"},
};

TEST(faults_are_found_where_they_are)
{
	world		w;

	REQUIRE_OK(world_init(&w));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_verdict	verdict;
		const cu_check *fault;

		test_row(rows[i].text);
		REQUIRE_OK(judge(&w, cu_slice_cstr(rows[i].text), &verdict));
		CHECK_EQ_INT(verdict.passed, CU_FALSE);
		fault = row_of(&verdict, "structure", CU_CODE_bad_structure);
		if (rows[i].pointer == NULL)
		{
			CHECK(fault == NULL);
			CHECK(row_of(&verdict, "structure", CU_CODE_ok) != NULL);
			continue;
		}
		REQUIRE(fault != NULL);
		CHECK_SLICES(cu_slice_cstr(fault->pointer),
					 cu_slice_cstr(rows[i].pointer));
		CHECK(fault->detail != NULL);
		CHECK(row_of(&verdict, "structure", CU_CODE_ok) == NULL);
	}
}

/* With explanation every fault has its row. */
TEST(all_faults_are_told)
{
	world		w;
	cu_verdict	verdict;
	size_t		faults = 0;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(judge(&w, CU_LIT("{" V2 ",\"type\":\"VerifiableCredential\","
								"\"issuer\":\"the mill\",\"id\":7,"
								"\"credentialSubject\":{},\"validFrom\":1}"),
					 &verdict));
	for (size_t i = 0; i < verdict.count; i++)
		faults += verdict.checks[i].code == CU_CODE_bad_structure;
	CHECK_EQ_INT(faults, 4);
}

/* A document can have millions of subjects; rows are for people. */
TEST(one_subject_at_fault_is_enough)
{
	world		w;
	cu_verdict	verdict;
	size_t		faults = 0;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(judge(&w, CU_LIT("{" V2 ",\"type\":\"VerifiableCredential\","
								"\"issuer\":\"did:web:a\","
								"\"credentialSubject\":[{\"a\":1},1,2,3]}"),
					 &verdict));
	for (size_t i = 0; i < verdict.count; i++)
		faults += verdict.checks[i].code == CU_CODE_bad_structure;
	CHECK_EQ_INT(faults, 1);
}

const cu_test cu_tests_verify_structure[] = {
	{"faults_are_found_where_they_are", faults_are_found_where_they_are},
	{"all_faults_are_told", all_faults_are_told},
	{"one_subject_at_fault_is_enough", one_subject_at_fault_is_enough},
	{NULL, NULL}
};
