/*
 * test_crypto.c
 *		Signatures: published vectors, forgeries, lengths, lack of memory.
 */
#include "test.h"

#include <stdlib.h>

#include "../../src/core/base.h"
#include "../../src/core/crypto.h"

/* --- vectors -------------------------------------------------------------- */

typedef struct vector
{
	const char *label;
	cu_key_type type;
	cu_hash		hash;
	const char *secret;			/* NULL: not signed with */
	const char *public_key;
	const char *message;		/* hexadecimal */
	const char *signature;
} vector;

static const vector vectors[] = {
	{"RFC 8032 test 1", CU_KEY_ED25519, CU_SHA512,
		"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
		"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
		"",
		"e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
		"5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"},
	{"RFC 8032 test 2", CU_KEY_ED25519, CU_SHA512,
		"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
		"3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
		"72",
		"92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
		"085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"},
	{"RFC 8032 test 3", CU_KEY_ED25519, CU_SHA512,
		"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
		"fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
		"af82",
		"6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
		"18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"},
	{"RFC 6979 A.2.5, SHA-256, sample", CU_KEY_P256, CU_SHA256,
		"c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721",
		"0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
		"7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299",
		"73616d706c65",
		"efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
		"f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"},
	{"RFC 6979 A.2.6, SHA-384, sample", CU_KEY_P384, CU_SHA384,
		"6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d8"
		"96d5724e4c70a825f872c9ea60d2edf5",
		"04ec3a4e415b4e19a4568618029f427fa5da9a8bc4ae92e02e06aae5286b300c64"
		"def8f0ea9055866064a254515480bc13"
		"8015d9b72d7d57244ea8ef9ac0c621896708a59367f9dfb9f54ca84b3f1c9db1"
		"288b231c3ae0d4fe7344fd2533264720",
		"73616d706c65",
		"94edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c"
		"81a648152e44acf96e36dd1e80fabe46"
		"99ef4aeb15f178cea1fe40db2603138f130e740a19624526203b6351d0a3a94f"
		"a329c145786e679e7b82c71a38628ac8"},
	{"RFC 6979 A.2.7, SHA-512, sample", CU_KEY_P521, CU_SHA512,
		NULL,
		"0401894550d0785932e00eaa23b694f213f8c3121f86dc97a04e5a7167db4e5bcd"
		"371123d46e45db6b5d5370a7f20fb633155d38ffa16d2bd761dcac474b9a2f5023"
		"a400493101c962cd4d2fddf782285e64584139c2f91b47f87ff82354d6630f746a"
		"28a0db25741b5b34a828008b22acc23f924faafbd4d33f81ea66956dfeaa2bfdfcf5",
		"73616d706c65",
		"00c328fafcbd79dd77850370c46325d987cb525569fb63c5d3bc53950e6d4c5f17"
		"4e25a1ee9017b5d450606add152b534931d7d4e8455cc91f9b15bf05ec36e377fa"
		"00617cce7cf5064806c467f678d3b4080d6f1cc50af26ca209417308281b68af28"
		"2623eaa63e5b5c0723d8b8c37ff0777b1a20f8ccb1dccc43997f1ee0e44da4a67a"},
	{"secp256k1, a key made for these tests", CU_KEY_SECP256K1, CU_SHA256,
		NULL,
		"042c8c31fc9f990c6b55e3865a184a4ce50e09481f2eaeb3e60ec1cea13a6ae645"
		"64b95e4fdb6948c0386e189b006a29f686769b011704275e4459822dc3328085",
		"73616d706c65",
		"432310e32cb80eb6503a26ce83cc165c783b870845fb8aad6d970889fcd7a6c8"
		"530128b6b81c548874a6305d93ed071ca6e05074d85863d4056ce89b02bfab69"}
};

#define VECTORS (sizeof(vectors) / sizeof(vectors[0]))

typedef struct loaded
{
	cu_private_key secret;
	cu_public_key key;
	cu_slice	message;
	cu_slice	signature;
} loaded;

static cu_status
load(cu_ctx *ctx, const vector *v, loaded *out)
{
	cu_slice	secret;

	test_row(v->label);
	memset(out, 0, sizeof(*out));
	CU_TRY(cu_base16_decode(ctx, cu_slice_cstr(v->secret ? v->secret : ""),
							&secret));
	CU_TRY(cu_base16_decode(ctx, cu_slice_cstr(v->public_key),
							&out->key.octets));
	CU_TRY(cu_base16_decode(ctx, cu_slice_cstr(v->message), &out->message));
	CU_TRY(cu_base16_decode(ctx, cu_slice_cstr(v->signature),
							&out->signature));
	out->key.type = v->type;
	out->secret.type = v->type;
	out->secret.n = secret.n;
	memcpy(out->secret.secret, secret.p, secret.n);
	return CU_OK;
}

/* The octets of s in a block of their own, so that a read past them shows. */
static cu_slice
alone(cu_slice s, size_t n)
{
	char	   *copy = malloc(n ? n : 1);

	for (size_t i = 0; copy && i < n; i++)
		copy[i] = i < s.n ? s.p[i] : 0;
	return cu_slice_make(copy, n);
}

static cu_truth
verify(const loaded *l, const vector *v)
{
	return cu_signature_verify(&l->key, v->hash, l->message, l->signature);
}

TEST(starts)
{
	CHECK(cu_crypto_init());
	CHECK(cu_crypto_init());
}

TEST(verifies_published_signatures)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < VECTORS; i++)
	{
		loaded		l;

		REQUIRE_OK(load(ctx, &vectors[i], &l));
		CHECK_EQ_INT(verify(&l, &vectors[i]), CU_TRUE);
	}
}

TEST(refuses_any_changed_bit)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < VECTORS; i++)
	{
		loaded		l;

		REQUIRE_OK(load(ctx, &vectors[i], &l));
		for (size_t bit = 0; bit < 8 * l.signature.n; bit += 37)
		{
			char	   *octet = (char *) l.signature.p + bit / 8;

			*octet ^= (char) (1 << bit % 8);
			CHECK_EQ_INT(verify(&l, &vectors[i]), CU_FALSE);
			*octet ^= (char) (1 << bit % 8);
		}
		l.message = CU_LIT("another message");
		CHECK_EQ_INT(verify(&l, &vectors[i]), CU_FALSE);
	}
}

TEST(refuses_other_lengths_without_reading_past_them)
{
	static const size_t lengths[] = {0, 1, 31, 32, 63, 65, 95, 97, 128, 131,
	133, 200};
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < VECTORS; i++)
	{
		loaded		l;
		cu_slice	key;
		cu_slice	signature;

		REQUIRE_OK(load(ctx, &vectors[i], &l));
		key = l.key.octets;
		signature = l.signature;
		for (size_t k = 0; k < sizeof(lengths) / sizeof(lengths[0]); k++)
		{
			l.signature = alone(signature, lengths[k]);
			CHECK_EQ_INT(verify(&l, &vectors[i]), CU_FALSE);
			free((char *) l.signature.p);
			l.signature = signature;
			if (lengths[k] == key.n)
				continue;
			l.key.octets = alone(key, lengths[k]);
			CHECK_EQ_INT(verify(&l, &vectors[i]), CU_FALSE);
			free((char *) l.key.octets.p);
			l.key.octets = key;
		}
	}
}

TEST(pins_the_key_type)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < VECTORS; i++)
	{
		loaded		l;

		REQUIRE_OK(load(ctx, &vectors[i], &l));
		for (cu_key_type type = CU_KEY_NONE; type <= CU_KEY_BLS12381; type++)
		{
			bool		verifies = type >= CU_KEY_ED25519 &&
				type <= CU_KEY_SECP256K1;

			CHECK_EQ_INT(cu_key_verifies(type),
						 verifies || type == CU_KEY_RSA);
			CHECK_EQ_INT(cu_signature_size(type) > 0, verifies);
			if (type == vectors[i].type)
				continue;
			l.key.type = type;
			CHECK_EQ_INT(verify(&l, &vectors[i]),
						 verifies ? CU_FALSE : CU_UNKNOWN);
		}
	}
}

/* Writes the order of the curve. */
static cu_status
put_order(cu_ctx *ctx, cu_key_type type, char *out)
{
	static const char *const orders[] = {
		[CU_KEY_P256] =
			"ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
		[CU_KEY_P384] =
			"ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf"
			"581a0db248b0a77aecec196accc52973",
		[CU_KEY_P521] =
			"01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
			"fa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409",
		[CU_KEY_SECP256K1] =
			"fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"
	};
	cu_slice	order;

	CU_TRY(cu_base16_decode(ctx, cu_slice_cstr(orders[type]), &order));
	memcpy(out, order.p, order.n);
	return CU_OK;
}

TEST(refuses_r_and_s_out_of_range)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < VECTORS; i++)
	{
		loaded		l;
		char		good[132];
		char	   *octets;
		size_t		half;

		if (vectors[i].type == CU_KEY_ED25519)
			continue;
		REQUIRE_OK(load(ctx, &vectors[i], &l));
		octets = (char *) l.signature.p;
		half = l.signature.n / 2;
		memcpy(good, octets, l.signature.n);
		for (int part = 0; part < 2; part++)
		{
			memset(octets + part * half, 0, half);
			CHECK_EQ_INT(verify(&l, &vectors[i]), CU_FALSE);
			REQUIRE_OK(put_order(ctx, vectors[i].type, octets + part * half));
			CHECK_EQ_INT(verify(&l, &vectors[i]), CU_FALSE);
			memset(octets + part * half, 0xff, half);
			CHECK_EQ_INT(verify(&l, &vectors[i]), CU_FALSE);
			memcpy(octets, good, l.signature.n);
		}
		memset(octets, 0, l.signature.n);
		CHECK_EQ_INT(verify(&l, &vectors[i]), CU_FALSE);
	}
}

/* With (r, s) also (r, n - s) is good: no specification picks one of them. */
TEST(takes_either_s)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < VECTORS; i++)
	{
		loaded		l;
		char		order[66];
		size_t		half;
		int			borrow = 0;

		if (vectors[i].type == CU_KEY_ED25519)
			continue;
		REQUIRE_OK(load(ctx, &vectors[i], &l));
		half = l.signature.n / 2;
		REQUIRE_OK(put_order(ctx, vectors[i].type, order));
		for (size_t k = half; k-- > 0;)
		{
			int			digit = (uint8_t) order[k] -
				(uint8_t) l.signature.p[half + k] - borrow;

			borrow = digit < 0;
			((char *) l.signature.p)[half + k] = (char) digit;
		}
		CHECK_EQ_INT(verify(&l, &vectors[i]), CU_TRUE);
	}
}

/*
 * The library reports an error, not a bad signature, when e/s G + r/s Q is the
 * point at infinity.  With Q = G that is so for r = n - e.
 */
TEST(answers_false_at_infinity)
{
	static const char generator[] =
		"046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
		"4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";
	/* e = 1, so r = n - 1; s is free. */
	static const char signature[] =
		"ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550"
		"0000000000000000000000000000000000000000000000000000000000000001";
	cu_ctx	   *ctx = test_ctx();
	cu_public_key key = {.type = CU_KEY_P256};
	char		digest[32] = {0};
	cu_slice	octets;

	digest[31] = 1;
	REQUIRE_OK(cu_base16_decode(ctx, CU_LIT(generator), &key.octets));
	REQUIRE_OK(cu_base16_decode(ctx, CU_LIT(signature), &octets));
	CHECK_EQ_INT(cu_ecdsa_verify_digest(&key, cu_slice_make(digest, 32),
										octets), CU_FALSE);
}

TEST(takes_finished_digests)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < VECTORS; i++)
	{
		uint8_t		digest[CU_SHA512_SIZE];
		cu_slice	full;
		loaded		l;
		cu_truth	expected = vectors[i].type == CU_KEY_ED25519 ?
			CU_UNKNOWN : CU_TRUE;

		REQUIRE_OK(load(ctx, &vectors[i], &l));
		CHECK(cu_digest(vectors[i].hash, l.message, digest));
		full = cu_slice_make(digest, cu_hash_size(vectors[i].hash));
		CHECK_EQ_INT(cu_ecdsa_verify_digest(&l.key, full, l.signature),
					 expected);
		if (expected == CU_TRUE)
		{
			full.n--;
			CHECK_EQ_INT(cu_ecdsa_verify_digest(&l.key, full, l.signature),
						 CU_FALSE);
			full.n = 0;
			CHECK_EQ_INT(cu_ecdsa_verify_digest(&l.key, full, l.signature),
						 CU_FALSE);
		}
	}
}

TEST(refuses_points_off_the_curve)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < VECTORS; i++)
	{
		cu_slice	point;
		loaded		l;
		char	   *octets;

		if (vectors[i].type == CU_KEY_ED25519)
			continue;
		REQUIRE_OK(load(ctx, &vectors[i], &l));
		octets = (char *) l.key.octets.p;
		octets[l.key.octets.n - 1] ^= 1;
		CHECK_EQ_INT(verify(&l, &vectors[i]), CU_FALSE);
		CHECK_STATUS(cu_point_decode(ctx, vectors[i].type, l.key.octets,
									 &point), CU_BAD_KEY);
		octets[l.key.octets.n - 1] ^= 1;
		/* The hybrid form and the point at infinity are no public keys. */
		octets[0] = 0x06;
		CHECK_EQ_INT(verify(&l, &vectors[i]), CU_FALSE);
		CHECK_STATUS(cu_point_decode(ctx, vectors[i].type, l.key.octets,
									 &point), CU_BAD_KEY);
		octets[0] = 0x00;
		CHECK_EQ_INT(verify(&l, &vectors[i]), CU_FALSE);
		/* Coordinates not below the field's prime. */
		octets[0] = 0x04;
		memset(octets + 1, 0xff, l.key.octets.n - 1);
		CHECK_EQ_INT(verify(&l, &vectors[i]), CU_FALSE);
		CHECK_STATUS(cu_point_decode(ctx, vectors[i].type, l.key.octets,
									 &point), CU_BAD_KEY);
	}
}

TEST(compresses_and_decompresses_points)
{
	cu_ctx	   *ctx = test_ctx();

	/* Twice: the second time out of the kept points. */
	for (size_t i = 0; i < 2 * VECTORS; i++)
	{
		const vector *v = &vectors[i % VECTORS];
		cu_slice	compressed;
		cu_slice	point;
		loaded		l;

		if (v->type == CU_KEY_ED25519)
			continue;
		REQUIRE_OK(load(ctx, v, &l));
		compressed = cu_point_compress(ctx, l.key.octets);
		REQUIRE(compressed.p != NULL);
		CHECK_EQ_INT(compressed.n, 1 + l.key.octets.n / 2);
		REQUIRE_OK(cu_point_decode(ctx, v->type, compressed, &point));
		CHECK_SLICES(point, l.key.octets);
		REQUIRE_OK(cu_point_decode(ctx, v->type, point, &point));
		CHECK_SLICES(point, l.key.octets);
		/* The other root is another point with the same x. */
		((char *) compressed.p)[0] ^= 1;
		REQUIRE_OK(cu_point_decode(ctx, v->type, compressed, &point));
		CHECK(memcmp(point.p, l.key.octets.p, compressed.n) == 0);
		CHECK(!cu_slice_eq(point, l.key.octets));
		compressed.n--;
		CHECK_STATUS(cu_point_decode(ctx, v->type, compressed, &point),
					 CU_BAD_KEY);
		CHECK_STATUS(cu_point_decode(ctx, CU_KEY_ED25519, compressed, &point),
					 CU_UNSUPPORTED_KEY);
	}
}

/* Not every x has a y.  Asked twice, since answers are kept. */
TEST(refuses_x_without_a_point)
{
	cu_ctx	   *ctx = test_ctx();
	char		octets[33] = {0x02};
	cu_slice	point;
	unsigned	refused = 0;

	for (int x = 1; x < 40; x++)
	{
		cu_status	first;

		octets[32] = (char) x;
		first = cu_point_decode(ctx, CU_KEY_P256, cu_slice_make(octets, 33),
								&point);
		CHECK_STATUS(cu_point_decode(ctx, CU_KEY_P256,
									 cu_slice_make(octets, 33), &point),
					 first);
		CHECK(first == CU_OK || first == CU_BAD_KEY);
		refused += first == CU_BAD_KEY;
	}
	/* About half of all numbers are no square. */
	CHECK(refused > 10 && refused < 30);
}

TEST(signs_as_published_or_verifiably)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < VECTORS; i++)
	{
		cu_public_key key;
		cu_slice	signature;
		loaded		l;

		REQUIRE_OK(load(ctx, &vectors[i], &l));
		if (vectors[i].secret == NULL)
		{
			CHECK_STATUS(cu_signature_sign(ctx, &l.secret, vectors[i].hash,
										   l.message, &signature),
						 CU_UNSUPPORTED_KEY);
			continue;
		}
		REQUIRE_OK(cu_private_key_public(ctx, &l.secret, &key));
		CHECK_EQ_INT(key.type, vectors[i].type);
		CHECK_SLICES(key.octets, l.key.octets);
		REQUIRE_OK(cu_signature_sign(ctx, &l.secret, vectors[i].hash,
									 l.message, &signature));
		CHECK_EQ_INT(signature.n, cu_signature_size(vectors[i].type));
		if (vectors[i].type == CU_KEY_ED25519)
			CHECK_SLICES(signature, l.signature);
		l.signature = signature;
		CHECK_EQ_INT(verify(&l, &vectors[i]), CU_TRUE);
	}
}

TEST(generates_keys)
{
	static const cu_key_type types[] = {
		CU_KEY_ED25519, CU_KEY_P256, CU_KEY_P384
	};
	cu_ctx	   *ctx = test_ctx();
	cu_private_key a;
	cu_private_key b;

	for (size_t i = 0; i < 3; i++)
	{
		cu_public_key key;
		cu_slice	signature;

		REQUIRE_OK(cu_private_key_generate(ctx, types[i], &a));
		REQUIRE_OK(cu_private_key_generate(ctx, types[i], &b));
		CHECK(memcmp(a.secret, b.secret, a.n) != 0);
		REQUIRE_OK(cu_private_key_public(ctx, &a, &key));
		REQUIRE_OK(cu_signature_sign(ctx, &a, CU_SHA256, CU_LIT("m"),
									 &signature));
		CHECK_EQ_INT(cu_signature_verify(&key, CU_SHA256, CU_LIT("m"),
										 signature), CU_TRUE);
		cu_private_key_wipe(&a);
		for (size_t k = 0; k < sizeof(a.secret); k++)
			CHECK_EQ_INT(a.secret[k], 0);
	}
	CHECK_STATUS(cu_private_key_generate(ctx, CU_KEY_P521, &a),
				 CU_UNSUPPORTED_KEY);
}

TEST(refuses_private_keys_that_are_none)
{
	cu_ctx	   *ctx = test_ctx();
	cu_private_key key = {CU_KEY_P256, {0}, 32};
	cu_public_key public_key;
	cu_slice	signature;

	/* 0, the order, and a wrong length. */
	CHECK_STATUS(cu_signature_sign(ctx, &key, CU_SHA256, CU_LIT("m"),
								   &signature), CU_BAD_KEY);
	CHECK_STATUS(cu_private_key_public(ctx, &key, &public_key), CU_BAD_KEY);
	REQUIRE_OK(put_order(ctx, CU_KEY_P256, (char *) key.secret));
	CHECK_STATUS(cu_signature_sign(ctx, &key, CU_SHA256, CU_LIT("m"),
								   &signature), CU_BAD_KEY);
	CHECK_STATUS(cu_private_key_public(ctx, &key, &public_key), CU_BAD_KEY);
	key.n = 31;
	CHECK_STATUS(cu_private_key_public(ctx, &key, &public_key), CU_BAD_KEY);
	key.type = CU_KEY_RSA;
	CHECK_STATUS(cu_private_key_public(ctx, &key, &public_key),
				 CU_UNSUPPORTED_KEY);
}

/* The X25519 key of the all-zero seed, a published did:key example. */
TEST(maps_ed25519_to_x25519)
{
	cu_ctx	   *ctx = test_ctx();
	cu_private_key secret = {CU_KEY_ED25519, {0}, 32};
	cu_public_key key;
	cu_slice	x25519;
	cu_slice	text;
	char		identity[32] = {1};

	REQUIRE_OK(cu_private_key_public(ctx, &secret, &key));
	REQUIRE_OK(cu_ed25519_to_x25519(ctx, key.octets, &x25519));
	text = cu_base58_encode(ctx, x25519);
	REQUIRE(text.p != NULL);
	CHECK_SLICE(text, "7By6kV2t2d188odEM4ExAve1UithKT6dLva4dwsDT3ak");
	CHECK_STATUS(cu_ed25519_to_x25519(ctx, cu_slice_make(identity, 32),
									  &x25519), CU_BAD_KEY);
	CHECK_STATUS(cu_ed25519_to_x25519(ctx, cu_slice_make(identity, 31),
									  &x25519), CU_BAD_KEY);
}

/* Keys of small order sign anything for anybody; S must be reduced. */
TEST(refuses_weak_ed25519)
{
	cu_ctx	   *ctx = test_ctx();
	cu_public_key key = {.type = CU_KEY_ED25519};
	char		identity[32] = {1};
	char		signature[64] = {1};
	loaded		l;
	cu_slice	order;
	unsigned	carry = 0;

	key.octets = cu_slice_make(identity, 32);
	CHECK_EQ_INT(cu_signature_verify(&key, CU_SHA512, CU_LIT("m"),
									 cu_slice_make(signature, 64)), CU_FALSE);
	REQUIRE_OK(load(ctx, &vectors[0], &l));
	REQUIRE_OK(cu_base16_decode(ctx,
								CU_LIT("edd3f55c1a631258d69cf7a2def9de14"
									   "00000000000000000000000000000010"),
								&order));
	for (size_t i = 0; i < 32; i++)
	{
		carry += (uint8_t) l.signature.p[32 + i] + (uint8_t) order.p[i];
		((char *) l.signature.p)[32 + i] = (char) carry;
		carry >>= 8;
	}
	CHECK_EQ_INT(verify(&l, &vectors[0]), CU_FALSE);
}

/* A library without memory must never make a good signature a bad one. */
TEST(never_says_false_for_lack_of_memory)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < VECTORS; i++)
	{
		bool		reached = true;
		loaded		l;

		REQUIRE_OK(load(ctx, &vectors[i], &l));
		for (size_t n = 1; reached; n++)
		{
			cu_truth	answer;

			test_library_fail(n);
			answer = verify(&l, &vectors[i]);
			reached = test_library_calls() >= n;
			test_library_fail(0);
			CHECK(answer == CU_TRUE || (reached && answer == CU_UNKNOWN));
		}
	}
}

TEST(survives_lack_of_memory_elsewhere)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 3; i < VECTORS; i++)
	{
		bool		reached = true;
		cu_slice	compressed;
		loaded		l;

		REQUIRE_OK(load(ctx, &vectors[i], &l));
		compressed = cu_point_compress(ctx, l.key.octets);
		REQUIRE(compressed.p != NULL);
		((char *) compressed.p)[0] ^= 1;
		for (size_t n = 1; reached; n++)
		{
			cu_private_key fresh;
			cu_public_key key;
			cu_slice	out;
			cu_status	status[4];

			test_library_fail(n);
			status[0] = cu_point_decode(ctx, vectors[i].type, l.key.octets,
										&out);
			reached = test_library_calls() >= n;
			test_library_fail(0);
			if (vectors[i].secret == NULL)
			{
				CHECK(status[0] == CU_OK ||
					  (reached && status[0] == CU_OUT_OF_MEMORY));
				continue;
			}
			test_library_fail(n);
			status[1] = cu_signature_sign(ctx, &l.secret, vectors[i].hash,
										  l.message, &out);
			reached = reached || test_library_calls() >= n;
			test_library_fail(n);
			status[2] = cu_private_key_public(ctx, &l.secret, &key);
			reached = reached || test_library_calls() >= n;
			test_library_fail(n);
			status[3] = cu_private_key_generate(ctx, vectors[i].type, &fresh);
			reached = reached || test_library_calls() >= n;
			test_library_fail(0);
			for (int k = 0; k < 4; k++)
				CHECK(status[k] == CU_OK ||
					  (reached && (status[k] == CU_OUT_OF_MEMORY ||
								   status[k] == CU_INTERNAL)));
		}
	}
}

const cu_test cu_tests_crypto[] = {
	{"starts", starts},
	{"verifies_published_signatures", verifies_published_signatures},
	{"refuses_any_changed_bit", refuses_any_changed_bit},
	{"refuses_other_lengths_without_reading_past_them",
	refuses_other_lengths_without_reading_past_them},
	{"pins_the_key_type", pins_the_key_type},
	{"refuses_r_and_s_out_of_range", refuses_r_and_s_out_of_range},
	{"takes_either_s", takes_either_s},
	{"answers_false_at_infinity", answers_false_at_infinity},
	{"takes_finished_digests", takes_finished_digests},
	{"refuses_points_off_the_curve", refuses_points_off_the_curve},
	{"compresses_and_decompresses_points", compresses_and_decompresses_points},
	{"refuses_x_without_a_point", refuses_x_without_a_point},
	{"signs_as_published_or_verifiably", signs_as_published_or_verifiably},
	{"generates_keys", generates_keys},
	{"refuses_private_keys_that_are_none", refuses_private_keys_that_are_none},
	{"maps_ed25519_to_x25519", maps_ed25519_to_x25519},
	{"refuses_weak_ed25519", refuses_weak_ed25519},
	{"never_says_false_for_lack_of_memory",
	never_says_false_for_lack_of_memory},
	{"survives_lack_of_memory_elsewhere", survives_lack_of_memory_elsewhere},
	{NULL, NULL}
};
