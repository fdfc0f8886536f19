#!/usr/bin/env python3
"""Writes linked.sql: credentials signed over RDF, for the regression tests.

    python3 make-linked.py CONTEXTS > linked.sql

CONTEXTS is a directory with the contexts of the VC data models, as
www.w3.org_2018_credentials_v1.jsonld and www.w3.org_ns_credentials_v2.jsonld.
Needs python3-cryptography and PyLD.  Keys as in make-samples.py.
"""
import contextlib
import hashlib
import importlib.util
import io
import json
import os
import sys

from pyld import jsonld

here = os.path.dirname(os.path.abspath(__file__))
spec = importlib.util.spec_from_file_location(
    'samples', os.path.join(here, 'make-samples.py'))
samples = importlib.util.module_from_spec(spec)
with contextlib.redirect_stdout(io.StringIO()):
    spec.loader.exec_module(samples)

VC1 = 'https://www.w3.org/2018/credentials/v1'
VC2 = 'https://www.w3.org/ns/credentials/v2'
STEEL = 'https://custody.example/steel/v1'
LOOSE = 'https://custody.example/loose/v1'
TERMS = 'https://custody.example/terms/v1'
UNKNOWN = 'https://custody.example/unknown/v1'
NS = 'https://custody.example/steel#'


def context(**terms):
    return {'@context': {'@version': 1.1, '@protected': True, **terms}}


def link(name):
    return {'@id': NS + name, '@type': '@id'}


steel = context(SteelReportCredential=NS + 'SteelReportCredential',
                heatNumber=NS + 'heatNumber', schmelze=NS + 'heatNumber',
                melt=NS + 'countryOfMeltAndPour', amount=NS + 'amount',
                buyer=link('buyer'), seller=link('seller'),
                lot=link('lot'))
loose = {'@context': {'@vocab': 'https://custody.example/loose#'}}
tonnes = context(mass=NS + 'massInTonnes')
kilograms = context(mass=NS + 'massInKilograms')
short = context(SteelReportCredential=NS + 'SteelReportCredential')

contexts = {STEEL: steel, LOOSE: loose, TERMS: kilograms, UNKNOWN: short}
for iri, name in ((VC1, 'www.w3.org_2018_credentials_v1'),
                  (VC2, 'www.w3.org_ns_credentials_v2')):
    with open(os.path.join(sys.argv[1], name + '.jsonld')) as source:
        contexts[iri] = json.load(source)


def loader(given):
    def load(url, _options):
        return {'contentType': 'application/ld+json', 'contextUrl': None,
                'documentUrl': url, 'document': {**contexts, **given}[url]}
    return load


def canonical(document, given):
    # Read anew, because the library changes what it is given.
    return jsonld.normalize(json.loads(json.dumps(document)), {
        'algorithm': 'URDNA2015', 'format': 'application/n-quads',
        'documentLoader': loader(given)}).encode()


steel_did = 'did:web:steel.example'
keys = {'ed': samples.Key('ed25519', 'steel ed'),
        'p256': samples.Key('p256', 'steel p256'),
        'p384': samples.Key('p384', 'steel p384')}
did_document = samples.did_document(steel_did, keys, list(keys))


def secure(document, key='ed', created='2025-06-01T00:00:00Z',
           proof_context=None, given=None):
    """document with a Data Integrity proof of the key's RDFC suite."""
    given = given or {}
    key_name, key = key, keys[key]
    config = {'type': 'DataIntegrityProof',
              'cryptosuite': 'eddsa-rdfc-2022' if key.kind == 'ed25519'
              else 'ecdsa-rdfc-2019',
              'created': created,
              'verificationMethod': steel_did + '#' + key_name,
              'proofPurpose': 'assertionMethod'}
    octets = key.digest(canonical({'@context': document['@context'], **config},
                                  given)) + \
        key.digest(canonical(document, given))
    if proof_context:
        config = {'@context': proof_context, **config}
    return {**document, 'proof': {
        **config, 'proofValue': 'z' + samples.base58(key.sign(octets))}}


def secure_jws(document, header):
    """document with an Ed25519Signature2018; header is JSON text."""
    config = {'type': 'Ed25519Signature2018',
              'created': '2025-06-01T00:00:00Z',
              'verificationMethod': steel_did + '#ed',
              'proofPurpose': 'assertionMethod'}
    octets = hashlib.sha256(canonical(
        {'@context': document['@context'], **config}, {})).digest() + \
        hashlib.sha256(canonical(document, {})).digest()
    protected = samples.b64(header.encode())
    signature = keys['ed'].sign(protected.encode() + b'.' + octets)
    return {**document, 'proof': {
        **config, 'jws': protected + '..' + samples.b64(signature)}}


def report(extra=(), **subject):
    return {'@context': [VC2, STEEL, *extra],
            'id': 'urn:uuid:7e57ab1e-0000-4000-8000-000000000001',
            'type': ['VerifiableCredential', 'SteelReportCredential'],
            'issuer': steel_did, 'validFrom': '2024-01-01T00:00:00Z',
            'credentialSubject': {'id': 'https://steel.example/heat/61316',
                                  'heatNumber': '61316', 'melt': 'US',
                                  **subject}}


good = secure(report())
old_model = {'@context': [VC1, STEEL],
             'type': ['VerifiableCredential', 'SteelReportCredential'],
             'issuer': steel_did, 'issuanceDate': '2024-01-01T00:00:00Z',
             'credentialSubject': {'id': 'https://steel.example/heat/61316',
                                   'heatNumber': '61316'}}

# The same RDF, in other words.
respelt = {
    'credentialSubject': [{'schmelze': ['61316'], 'melt': [{'@value': 'US'}],
                           '@id': 'https://steel.example/heat/61316'}],
    'issuer': {'id': steel_did}, 'proof': [good['proof']],
    'validFrom': good['validFrom'], 'id': good['id'],
    'type': ['SteelReportCredential', 'VerifiableCredential'],
    '@context': good['@context']}

# Who sold to whom: the same RDF, read the other way round.
one, other = 'did:web:one.example', 'did:web:other.example'
sale = {'giver': NS + 'seller', 'taker': NS + 'buyer'}
swapped = {'giver': NS + 'buyer', 'taker': NS + 'seller'}
inline = secure(report([sale], giver=one, taker=other))
swap = report([swapped], giver=other, taker=one)
swap['proof'] = inline['proof']

# What the contexts do not define is not in what was signed.
dropped = report(amount=100)
dropped['@context'] = [VC2]
dropped['type'] = ['VerifiableCredential']
for name in ('heatNumber', 'melt'):
    del dropped['credentialSubject'][name]
dropped = secure(dropped)
raised = json.loads(json.dumps(dropped))
raised['credentialSubject']['amount'] = 900

unknown = report()
unknown['@context'] = [VC2, UNKNOWN]
unknown['credentialSubject'] = {'id': 'https://steel.example/heat/61316'}
unknown_respelt = {**secure(unknown), 'credentialSubject':
                   [unknown['credentialSubject']]}

linked = {
    'good': good,
    'P-256': secure(report(), 'p256'),
    'P-384': secure(report(), 'p384'),
    'respelt': respelt,
    'altered': {**good, 'credentialSubject':
                {**good['credentialSubject'], 'melt': 'MX'}},
    'inline': inline,
    'inline, swapped': swap,
    'dropped': dropped,
    'dropped, raised': raised,
    'proof context, equal': secure(report(), proof_context=[VC2, STEEL]),
    'proof context, shorter': secure(report(), proof_context=[VC2]),
    'proof context, longer': secure(report(),
                                    proof_context=[VC2, STEEL, LOOSE]),
    'jws': secure_jws(old_model,
                      '{"alg":"EdDSA","b64":false,"crit":["b64"]}'),
    'jws, other order': secure_jws(
        old_model, '{"crit":["b64"],"b64":false,"alg":"EdDSA"}'),
    'jws, two members': secure_jws(old_model, '{"alg":"EdDSA","b64":false}'),
    'jws, four members': secure_jws(
        old_model, '{"alg":"EdDSA","b64":false,"crit":["b64"],"kid":"#ed"}'),
    'jws, alg of another key': secure_jws(
        old_model, '{"alg":"ES256","b64":false,"crit":["b64"]}'),
    'vocabulary': secure(report([LOOSE], melt='MX', grade='A36',
                                mill={'melt': 'BR'})),
    'terms 2024': secure(report([TERMS], mass=7), given={TERMS: tonnes},
                         created='2024-06-01T00:00:00Z'),
    'terms 2025': secure(report([TERMS], mass=7)),
    'terms 2025, old': secure(report([TERMS], mass=7), given={TERMS: tonnes}),
    'unknown': secure(unknown),
    'unknown, respelt': unknown_respelt,
}


def literal(value):
    text = value if isinstance(value, str) else json.dumps(value)
    return "'%s'" % text.replace("'", "''")


print('''-- Made by make-linked.py.  Signed with test keys that everybody knows.
CREATE TEMP TABLE linked_did (did text PRIMARY KEY, document text);
CREATE TEMP TABLE linked_key (what text PRIMARY KEY, multikey text);
CREATE TEMP TABLE linked_context (what text PRIMARY KEY, iri text, document text);
CREATE TEMP TABLE linked (nr integer GENERATED ALWAYS AS IDENTITY,
	what text PRIMARY KEY, doc custody.credential);
''')
print('INSERT INTO linked_did VALUES (%s,\n%s);' %
      (literal(steel_did), literal(did_document)))
for name, key in keys.items():
    print('INSERT INTO linked_key VALUES (%s, %s);' %
          (literal(name), literal(key.multikey())))
for what, iri, document in (
        ('steel', STEEL, steel), ('loose', LOOSE, loose),
        ('terms, tonnes', TERMS, tonnes),
        ('terms, kilograms', TERMS, kilograms), ('unknown', UNKNOWN, short)):
    print('INSERT INTO linked_context VALUES (%s, %s,\n%s);' %
          (literal(what), literal(iri), literal(document)))
for what, document in linked.items():
    print('INSERT INTO linked (what, doc) VALUES (%s,\n%s);' %
          (literal(what), literal(document)))
