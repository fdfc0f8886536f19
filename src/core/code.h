/*
 * code.h
 *		The words in which checks answer: one table, doc/codes.md is made of it.
 *
 * A code never changes its meaning.  The remedy says who can do what about it.
 */
#ifndef CU_CODE_H
#define CU_CODE_H

typedef enum cu_level
{
	CU_LEVEL_INFO,				/* passed, or nothing to say */
	CU_LEVEL_WARNING,			/* does not block */
	CU_LEVEL_ERROR				/* false: bad; unknown: cannot tell */
} cu_level;

/* code, meaning, remedy */
#define CU_CODE_LIST(X) \
	X(ok, "The check holds.", "") \
	X(unsecured, "The credential carries no proof.", \
	  "Ask the issuer for a signed credential.") \
	X(bad_structure, "The credential breaks a rule of its data model.", \
	  "Ask the issuer for a corrected credential.") \
	X(bad_type_header, "The token's typ or cty does not say credential.", \
	  "Ask the issuer for a token with typ vc+jwt.") \
	X(forbidden_claim, "A vc+jwt token holds a vc or vp claim.", \
	  "Ask the issuer for a token made to VC-JOSE-COSE.") \
	X(critical_header, "The token demands an extension that is not understood.", \
	  "Ask the issuer for a token without crit.") \
	X(issuer_mismatch, "Token, proof and credential name different issuers.", \
	  "Do not rely on it; ask the issuer.") \
	X(bad_signature, "The signature is not that of the key over these claims.", \
	  "Do not rely on it; ask the presenter for the unaltered document.") \
	X(bad_algorithm, "The algorithm does not belong to the key, or is none.", \
	  "Do not rely on it; ask the issuer to sign with the algorithm of the key.") \
	X(bad_proof, "The proof is malformed.", \
	  "Ask the issuer for a corrected credential.") \
	X(proof_expired, "The proof had expired.", \
	  "Ask the issuer for a fresh proof.") \
	X(wrong_purpose, "The proof was not made to assert claims.", \
	  "Ask the issuer for a proof with purpose assertionMethod.") \
	X(unsupported_cryptosuite, "The proof uses a cryptosuite that is not offered here.", \
	  "Ask the issuer for another proof, or verify elsewhere.") \
	X(unsupported_algorithm, "The token uses an algorithm that is not offered here.", \
	  "Ask the issuer for another token, or verify elsewhere.") \
	X(unsupported_form, "Credentials secured in this form are not verified here.", \
	  "Ask the issuer for another form, or verify elsewhere.") \
	X(unsupported_key, "The key is of a type that is not verified with here.", \
	  "Ask the issuer to sign with another key, or verify elsewhere.") \
	X(unsupported_issuer, "The issuer is not identified by a DID.", \
	  "Ask the issuer to publish a DID.") \
	X(context_not_registered, "No version of a JSON-LD context that the document names is registered.", \
	  "Register the context: register_context.") \
	X(inline_context, "The document brings a JSON-LD context of its own, which could give its terms any meaning.", \
	  "Ask the issuer for a document under published contexts.") \
	X(context_version_assumed, "The proof holds under a version of a context that was not current when it was made.", \
	  "Register the version of that time, with signed_during.") \
	X(contexts_appended, "The document has contexts behind those that the issuer's proof covers; they do not count.", \
	  "Ask the presenter for the document as it was issued.") \
	X(bad_context, "The document's JSON-LD contexts cannot be used together or have an error.", \
	  "Ask the issuer for a corrected credential.") \
	X(bad_linked_data, "The document is not valid JSON-LD under its contexts.", \
	  "Ask the issuer for a corrected credential.") \
	X(undefined_term, "A member is not defined by the contexts, so the proof does not cover it.", \
	  "Do not rely on it; ask the issuer for a document whose contexts define all members.") \
	X(undefined_type, "A type is not defined by the contexts, so the proof does not cover it.", \
	  "Do not rely on it; ask the issuer for a document whose contexts define all types.") \
	X(relative_iri, "An identifier is not absolute, so the proof does not cover it.", \
	  "Ask the issuer for a document with absolute identifiers.") \
	X(keyword_form, "A name looks like a JSON-LD keyword and is none, so the proof does not cover it.", \
	  "Ask the issuer for a corrected credential.") \
	X(free_value, "A value belongs to no subject or property, so the proof does not cover it.", \
	  "Ask the issuer for a corrected credential.") \
	X(bad_language, "A language tag is malformed, so the proof does not cover its text.", \
	  "Ask the issuer for a corrected credential.") \
	X(blank_property, "A property is a blank node, so the proof does not cover it.", \
	  "Ask the issuer for a corrected credential.") \
	X(lost_direction, "A text has a base direction, which the proof does not cover.", \
	  "Ask the issuer for a document without @direction.") \
	X(vocabulary_only, "Members are defined by nothing better than a default vocabulary; they are signed, but no fact is taken from them.", \
	  "Ask the issuer to use terms that the contexts define.") \
	X(too_complex, "The canonical form of the document costs more than the limits allow.", \
	  "Raise pg_custody.max_rdf_steps and max_rdf_hash for a document you trust.") \
	X(previous_proof_missing, "The proof builds on another proof that the document does not have.", \
	  "Ask the presenter for the document with all its proofs.") \
	X(did_not_registered, "No DID document of the issuer is registered.", \
	  "Register the DID document: register_did_document.") \
	X(did_withdrawn, "The DID had no document when the credential was signed.", \
	  "Ask the issuer.") \
	X(bad_did, "The issuer or the key names a malformed DID.", \
	  "Ask the issuer for a corrected credential.") \
	X(key_not_listed, "The DID document did not list the key when it was signed.", \
	  "Do not rely on it; ask the issuer which key is theirs.") \
	X(key_not_authorized, "The key is listed, but not for assertionMethod.", \
	  "Ask the issuer to list the key under assertionMethod.") \
	X(key_controller_mismatch, "The key is controlled by somebody else.", \
	  "Do not rely on it; ask the issuer.") \
	X(key_not_named, "The token names no key, and the issuer lists too many to try.", \
	  "Ask the issuer for a token with kid.") \
	X(key_revoked, "The key had been withdrawn when the credential was signed.", \
	  "Ask the issuer for a credential signed with a current key.") \
	X(key_ended_before_receipt, "The key had ended before the credential was first seen; its signing date alone proves nothing.", \
	  "Show evidence of earlier receipt (option seen), or ask for a new signature.") \
	X(key_history_assumed, "The signing date lies before the first registered DID document, which is taken to reach back.", \
	  "Register the DID document of that time, if there was another.") \
	X(signed_in_future, "The signing date lies after the time of reliance.", \
	  "Do not rely on it; ask the issuer.") \
	X(not_yet_valid, "The time of reliance lies before the validity period.", \
	  "Rely on it from its start on.") \
	X(expired, "The time of reliance lies after the validity period.", \
	  "Ask the issuer for a current credential.") \
	X(status_unchecked, "The credential names a status list, and none is registered.", \
	  "Register the status list.") \
	X(schema_unchecked, "The credential names a schema, and none is registered.", \
	  "Register the schema.")

typedef enum cu_code
{
#define CU_CODE_ENUM(name, meaning, remedy) CU_CODE_##name,
	CU_CODE_LIST(CU_CODE_ENUM)
#undef CU_CODE_ENUM
	CU_CODE_COUNT
} cu_code;

/* The word itself, what it means, and what can be done; constant strings. */
extern const char *cu_code_word(cu_code code);
extern const char *cu_code_meaning(cu_code code);
extern const char *cu_code_remedy(cu_code code);

#endif							/* CU_CODE_H */
