#!/usr/bin/env python3
"""Writes samples.sql: credentials and DID documents for the regression tests.

    python3 make-samples.py > samples.sql          (needs python3-cryptography)

Signed with another implementation than the one under test.  The keys follow
from their names, so they are no secret and the output is always the same.
THEY ARE TEST KEYS: whoever accepts one accepts everybody.
"""
import base64
import hashlib
import json

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, utils

CURVES = {'p256': (ec.SECP256R1(), hashes.SHA256(), 'P-256', 'ES256', 32),
          'p384': (ec.SECP384R1(), hashes.SHA384(), 'P-384', 'ES384', 48)}
P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551
ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'


def b64(octets):
    return base64.urlsafe_b64encode(octets).decode().rstrip('=')


def base58(octets):
    number = int.from_bytes(octets, 'big')
    text = ''
    while number:
        number, digit = divmod(number, 58)
        text = ALPHABET[digit] + text
    zeros = len(octets) - len(octets.lstrip(b'\0'))
    return '1' * zeros + text


def jcs(value):
    # Enough for these documents: ASCII names, no numbers but small integers.
    return json.dumps(value, sort_keys=True, separators=(',', ':'),
                      ensure_ascii=False).encode()


class Key:
    """A test key: the same for the same name, in every run."""

    def __init__(self, kind, name):
        seed = hashlib.sha256(b'pg_custody test key ' + name.encode()).digest()
        self.kind = kind
        if kind == 'ed25519':
            self.private = ed25519.Ed25519PrivateKey.from_private_bytes(seed)
            self.alg = 'EdDSA'
        else:
            curve, self.hash, self.crv, self.alg, self.size = CURVES[kind]
            self.private = ec.derive_private_key(int.from_bytes(seed, 'big'),
                                                 curve)

    def jwk(self):
        public = self.private.public_key()
        if self.kind == 'ed25519':
            return {'crv': 'Ed25519', 'kty': 'OKP',
                    'x': b64(public.public_bytes_raw())}
        point = public.public_numbers()
        return {'crv': self.crv, 'kty': 'EC',
                'x': b64(point.x.to_bytes(self.size, 'big')),
                'y': b64(point.y.to_bytes(self.size, 'big'))}

    def multikey(self):
        public = self.private.public_key()
        if self.kind == 'ed25519':
            return 'z' + base58(b'\xed\x01' + public.public_bytes_raw())
        point = public.public_numbers()
        prefix = {'p256': b'\x80\x24', 'p384': b'\x81\x24'}[self.kind]
        return 'z' + base58(prefix + bytes([2 + (point.y & 1)]) +
                            point.x.to_bytes(self.size, 'big'))

    def sign(self, message, flip=False):
        if self.kind == 'ed25519':
            return self.private.sign(message)
        der = self.private.sign(message, ec.ECDSA(self.hash,
                                                  deterministic_signing=True))
        r, s = utils.decode_dss_signature(der)
        if flip:                # the other signature of the same message
            s = P256_ORDER - s
        return r.to_bytes(self.size, 'big') + s.to_bytes(self.size, 'big')

    def digest(self, octets):
        return (hashlib.sha384 if self.kind == 'p384' else
                hashlib.sha256)(octets).digest()


def jwt(key, claims, flip=False, signature=None, **header):
    """A compact JWS; header members given as None are left out."""
    header = {'alg': key.alg, 'typ': 'vc+jwt', **header}
    header = {k: v for k, v in header.items() if v is not None}
    signed = '%s.%s' % (b64(json.dumps(header).encode()),
                        b64(json.dumps(claims).encode()))
    if signature is None:
        signature = key.sign(signed.encode(), flip)
    return '%s.%s' % (signed, b64(signature))


def proof(key, claims, method, created, flip=False, **options):
    """claims with a Data Integrity proof of the key's JCS suite."""
    config = {'type': 'DataIntegrityProof',
              'cryptosuite': 'eddsa-jcs-2022' if key.kind == 'ed25519'
              else 'ecdsa-jcs-2019',
              'created': created, 'verificationMethod': method,
              'proofPurpose': 'assertionMethod', **options}
    config = {k: v for k, v in config.items() if v is not None}
    octets = key.digest(jcs({'@context': claims['@context'], **config})) + \
        key.digest(jcs(claims))
    value = 'z' + base58(key.sign(octets, flip))
    return json.dumps({**claims, 'proof': {'@context': claims['@context'],
                                           **config, 'proofValue': value}})


def claims(issuer, name='certificate', **more):
    return {'@context': ['https://www.w3.org/ns/credentials/v2'],
            'id': 'urn:uuid:%s' % hashlib.sha256(name.encode()).hexdigest()[:12],
            'type': ['VerifiableCredential', 'MillTestReport'],
            'issuer': issuer,
            'credentialSubject': {'id': 'did:web:mill.example/heat/61316',
                                  'country': 'US'},
            **more}


def did_document(did, keys, assertion, **more):
    """keys: fragment -> Key or (Key, controller)."""
    methods = []
    for fragment, key in keys.items():
        key, controller = key if isinstance(key, tuple) else (key, did)
        methods.append({'id': did + '#' + fragment, 'type': 'JsonWebKey',
                        'controller': controller, 'publicKeyJwk': key.jwk()})
    return json.dumps({'@context': ['https://www.w3.org/ns/did/v1'],
                       'id': did, 'verificationMethod': methods,
                       'assertionMethod': [did + '#' + f for f in assertion],
                       **more})


EPOCH = {'2024-03-01': 1709251200, '2025-01-01': 1735689600,
         '2025-06-01': 1748736000}

mill = 'did:web:mill.example'
k1 = Key('ed25519', 'mill 1')           # of 2023, replaced by
k2 = Key('p256', 'mill 2')              # since 2025-01-01
k3 = Key('p384', 'mill 3')              # beside it
door = Key('ed25519', 'mill door')      # listed for authentication only
evil = 'did:web:evil.example'
e1 = Key('p256', 'evil 1')
loner_key = Key('ed25519', 'loner')
loner = 'did:key:' + loner_key.multikey()

documents = {
    'mill 2023': did_document(mill, {'k1': k1, 'door': door}, ['k1'],
                              authentication=[mill + '#door']),
    'mill 2025': did_document(mill, {'k2': k2, 'k3': k3}, ['k2', 'k3']),
    # Lists a key under its own name that it says is the mill's.
    'evil': did_document(evil, {'e1': e1, 'mill': (e1, mill)},
                         ['e1', 'mill']),
}

long_valid = {'validFrom': '2024-01-01T00:00:00Z',
              'validUntil': '2026-01-01T00:00:00Z'}
old = claims(mill, 'old', **long_valid)
new = claims(mill, 'new', **long_valid)
signed_old = proof(k1, old, mill + '#k1', '2024-03-01T00:00:00Z')
signed_new = proof(k2, new, mill + '#k2', '2025-06-01T00:00:00Z')
jwt_new = jwt(k2, new, kid=mill + '#k2', iat=None)

samples = {
    # --- the three times ---
    'old key': signed_old,
    'old key, jwt': jwt(k1, {**old, 'iat': EPOCH['2024-03-01']},
                        kid=mill + '#k1'),
    'old key, last second': proof(k1, old, mill + '#k1',
                                  '2024-12-31T23:59:59Z'),
    'old key, too late': proof(k1, old, mill + '#k1', '2025-01-01T00:00:00Z'),
    'new key': signed_new,
    'new key, first second': proof(k2, new, mill + '#k2',
                                   '2025-01-01T00:00:00Z'),
    'new key, too early': proof(k2, new, mill + '#k2',
                                '2024-12-31T23:59:59Z'),
    'new key, jwt': jwt(k2, {**new, 'iat': EPOCH['2025-06-01']},
                        kid=mill + '#k2'),
    'new key, P-384': jwt(k3, {**new, 'iat': EPOCH['2025-06-01']},
                          kid=mill + '#k3'),
    'before all': proof(k1, {**old, 'validFrom': '2020-01-01T00:00:00Z'},
                        mill + '#k1', '2020-06-01T00:00:00Z'),
    'loner': proof(loner_key, claims(loner, **long_valid),
                   loner + '#' + loner[8:], '2024-03-01T00:00:00Z'),

    # --- altered ---
    'altered claim': signed_old.replace('"US"', '"MX"'),
    'altered date': signed_old.replace('2024-03-01T00:00:00Z',
                                       '2024-03-02T00:00:00Z'),

    # --- whose key is it (authorisation) ---
    'key not listed': proof(e1, new, mill + '#k9', '2025-06-01T00:00:00Z'),
    'key not listed, jwt': jwt(e1, new, kid=mill + '#k9'),
    'key for another purpose': proof(door, old, mill + '#door',
                                     '2024-03-01T00:00:00Z'),
    'key of somebody else': proof(e1, new, evil + '#e1',
                                  '2025-06-01T00:00:00Z'),
    'key of somebody else, jwt': jwt(e1, new, kid=evil + '#e1'),
    'key claimed for the mill': proof(e1, new, evil + '#mill',
                                      '2025-06-01T00:00:00Z'),
    'fragment of another key': proof(loner_key, claims(loner, **long_valid),
                                     loner + '#' + e1.multikey(),
                                     '2024-03-01T00:00:00Z'),
    'purpose of the proof': proof(k2, new, mill + '#k2',
                                  '2025-06-01T00:00:00Z',
                                  proofPurpose='authentication'),
    'proof expired': proof(k2, new, mill + '#k2', '2025-06-01T00:00:00Z',
                           expires='2025-07-01T00:00:00Z'),

    # --- confusion of tokens ---
    'alg none': jwt(k2, new, alg='none', kid=mill + '#k2', signature=b''),
    'alg of another key': jwt(k2, new, alg='EdDSA', kid=mill + '#k2'),
    'alg of another curve': jwt(k2, new, alg='ES384', kid=mill + '#k2'),
    'own key in the header': jwt(e1, new, jwk=e1.jwk()),
    'own key beside kid': jwt(e1, new, jwk=e1.jwk(), kid=mill + '#k2'),
    'jku': jwt(e1, new, jku='https://evil.example/keys', kid=mill + '#k2'),
    'x5u': jwt(e1, new, x5u='https://evil.example/chain', kid=mill + '#k2'),
    'crit': jwt(k2, new, kid=mill + '#k2', crit=['exp']),
    'typ of a presentation': jwt(k2, new, typ='vp+jwt', kid=mill + '#k2'),
    'typ of an access token': jwt(k2, new, typ='at+jwt', kid=mill + '#k2'),
    'iss of another': jwt(k2, {**new, 'iss': evil}, kid=mill + '#k2'),
    'vc claim inside': jwt(k2, {**new, 'vc': {}}, kid=mill + '#k2'),
    'exp before validUntil': jwt(k2, {**new, 'exp': EPOCH['2025-06-01'],
                                      'iat': EPOCH['2025-01-01']},
                                 kid=mill + '#k2'),
    'inner proof only': jwt(e1, json.loads(signed_new), kid=evil + '#e1'),

    # --- the same again ---
    'same, white space': json.dumps(json.loads(signed_new), indent=2),
    'same, other signature': proof(k2, new, mill + '#k2',
                                   '2025-06-01T00:00:00Z', flip=True),
    'same, as token': jwt_new,
    'same, as other token': jwt(k2, new, flip=True, kid=mill + '#k2'),
    'same, enveloped': json.dumps({
        '@context': 'https://www.w3.org/ns/credentials/v2',
        'id': 'data:application/vc+jwt,' + jwt_new,
        'type': 'EnvelopedVerifiableCredential'}),
    'other claim': proof(k2, {**new, 'description': 'x'}, mill + '#k2',
                         '2025-06-01T00:00:00Z'),

    # --- not judged ---
    'unsecured': json.dumps(new),
    'unknown suite': signed_old.replace('eddsa-jcs-2022', 'bbs-2023'),
}


def literal(text):
    return "'%s'" % text.replace("'", "''")


print('''-- Made by make-samples.py.  Signed with test keys that everybody knows.
CREATE TEMP TABLE sample_did (what text PRIMARY KEY, did text, document text);
CREATE TEMP TABLE sample_key (what text PRIMARY KEY, multikey text, jwk text);
CREATE TEMP TABLE sample (nr integer GENERATED ALWAYS AS IDENTITY,
	what text PRIMARY KEY, doc custody.credential);
''')
for name, text in documents.items():
    print('INSERT INTO sample_did VALUES (%s, %s,\n%s);' % (
        literal(name), literal(json.loads(text)['id']), literal(text)))
for name, key in {'k1': k1, 'k2': k2, 'k3': k3, 'e1': e1,
                  'loner': loner_key}.items():
    print('INSERT INTO sample_key VALUES (%s, %s, %s);' % (
        literal(name), literal(key.multikey()), literal(json.dumps(key.jwk()))))
for name, text in samples.items():
    print('INSERT INTO sample (what, doc) VALUES (%s,\n%s);' % (
        literal(name), literal(text)))
