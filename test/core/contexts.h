/*
 * contexts.h
 *		JSON-LD contexts for tests.
 */
#ifndef CU_TEST_CONTEXTS_H
#define CU_TEST_CONTEXTS_H

#define V2_IRI "https://www.w3.org/ns/credentials/v2"

#define SEC "https://w3id.org/security#"
#define CRED "https://www.w3.org/2018/credentials#"
#define DATE_TIME "\"@type\":\"http://www.w3.org/2001/XMLSchema#dateTime\""

/* As much of the base context as the tests need, proofs included. */
#define V2_CONTEXT \
	"{\"@context\":{\"@version\":1.1,\"id\":\"@id\",\"type\":\"@type\"," \
	"\"VerifiableCredential\":\"" CRED "VerifiableCredential\"," \
	"\"issuer\":{\"@id\":\"" CRED "issuer\",\"@type\":\"@id\"}," \
	"\"credentialSubject\":{\"@id\":\"" CRED "credentialSubject\"," \
	"\"@type\":\"@id\"}," \
	"\"validFrom\":{\"@id\":\"" CRED "validFrom\"," DATE_TIME "}," \
	"\"proof\":{\"@id\":\"" SEC "proof\",\"@type\":\"@id\"," \
	"\"@container\":\"@graph\"}," \
	"\"DataIntegrityProof\":\"" SEC "DataIntegrityProof\"," \
	"\"Ed25519Signature2018\":\"" SEC "Ed25519Signature2018\"," \
	"\"cryptosuite\":\"" SEC "cryptosuite\"," \
	"\"proofValue\":\"" SEC "proofValue\"," \
	"\"created\":{\"@id\":\"http://purl.org/dc/terms/created\"," DATE_TIME "}," \
	"\"expires\":{\"@id\":\"" SEC "expiration\"," DATE_TIME "}," \
	"\"assertionMethod\":\"" SEC "assertionMethod\"," \
	"\"proofPurpose\":{\"@id\":\"" SEC "proofPurpose\",\"@type\":\"@vocab\"}," \
	"\"previousProof\":{\"@id\":\"" SEC "previousProof\",\"@type\":\"@id\"}," \
	"\"verificationMethod\":{\"@id\":\"" SEC "verificationMethod\"," \
	"\"@type\":\"@id\"}}}"

/* A context with one term. */
#define ONE_TERM(term, iri) \
	"{\"@context\":{\"" term "\":\"" iri "\"}}"

#endif							/* CU_TEST_CONTEXTS_H */
