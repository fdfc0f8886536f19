/*
 * test_rsa.c
 *		RSA: paddings and sizes of signatures, keys that are not sound, DER.
 */
#include "test.h"

#include <stdlib.h>

#include "../../src/core/base.h"
#include "../../src/core/crypto.h"
#include "../../src/core/rsa_key.h"

#define MESSAGE CU_LIT("sample")

/* The modulus of a key made for these tests; the exponent is 65537. */
static const char modulus[] =
	"93099fd53e852a7c0bcdcb2d4eccb6f3261045735f3115514d354564aa66ccb252"
	"bc6cd553c7350b426fa68412900fd6a72573065ed0fe249dd33b6648d1cea5134d"
	"0850eea8adf9db83fa379600676f4dcac8f2cf5dc74b9dddeb3f2bb979c177c30d"
	"d5f1501e332fe18af2d6a82a8889cdcfa6870e74ed8ee194b949d2c753655a32db"
	"103e1b1f79effacec64e21a6923dd8698aa9899df233ce0636cfae64efab865f8c"
	"335aebf7b1a25973e3018a808b0992a99e0fbc61f2a0f96c007673a4d0a0bd94ab"
	"b16b5a1ac5201d6480982fbb3bc197b64228483823b43f8594855f512261e28105"
	"30040440b536ef72a5d57b686dd60c18a4513d40df0f9f752d";

/* A modulus as the chips of CVE-2017-15361 made them, and a signature. */
static const char roca_modulus[] =
	"cb17167dc6d300b0dd8735d830b7478c58ba91d6e2a9d52b7f22ecc1e9e7b0a2ad"
	"57f401a10ff9e843a86d0bbfccbcf54c285bb1ea8e12daecb3080935b7d03ac635"
	"02b004c0153ee507bbd4049734cb76f70870e8ec1f242eb1019e9d8d05abcf7b8b"
	"cfd37d17227285d08a10bda514a599dfe4fa23169d2b60075b05205a27a9b394b3"
	"24eebe57f5ad591ca30f3994aa893121c75699761ab4357787513324f9d6061ffa"
	"98d34336c95209f2d4b79668e3e4aa30950198fb0954b0d36c948b24949c2c6545"
	"76cede8f8690d76c5ec9f8405e05a4c8821d0b4f44e52ff60e7a8fa4eab9b34b72"
	"d9003b6436d4270ec18661888b9d015280bf4220465d12a5e9";
static const char roca_signature[] =
	"5ae07d21168b788fbacc2bd8858ef909127d62e4b87b857fb51eb37b3d93f00bc7"
	"599a4e13968f057ae73a25a90974d8ac87f63740f567fd2bf2c81c89184f755242"
	"b75552555d521f37cbed08b0545403a66a90a84a92573a87001de7c22f9bcdbdff"
	"f42adb51084a5e61eaafdb922715686f1141076128576ce62f4c334e950d30d15a"
	"870b6adfbb16fff7d90ac37829247d74469d9c69c4349d1897ae14893a5dd0065e"
	"929acb9cf94a83b8d53cfa0cde137ff84ec9642f6021485589b975ce989392f782"
	"e70fbb861869221d4d185adbbd189b404f0eb4e27b9e24971a51ea7776503c44c6"
	"770b77eb5f0dd4a425c4ff6bccb9d5ab7c629616888a94a0bd";

/*
 * Signatures over MESSAGE.  Those that are false but for a bit of their
 * padding were made with the private key.
 */
static const struct
{
	const char *label;
	cu_rsa_padding padding;
	cu_hash		hash;
	cu_truth	valid;
	const char *signature;
}			vectors[] = {
	{"RS256", CU_RSA_PKCS1, CU_SHA256, CU_TRUE,
		"182defef6a80a12a642f1da704ea4ad43e1b8372008706759a104215fa8870418e"
		"ab91c5fbb3d4990d86d1bfc37496f6447a56e449596b0703f83a59928d3e04c3bf"
		"768c90ad0e875b3061b89619b0e4ec0e4dfe3a6f873e80f54838c1962ed1ebc30b"
		"fdbb5a996ed73275c392f9b7396ffc2ea21fafb61161ac954e97c3a5aff8ee657b"
		"1a04eb93ff4e81293bc09dc5edab38430dbdac7b79b60bdcb58963eb817d7d0357"
		"f12ccee21c9520750dfaee94dbae0bbbe5c854bb2337a7c4acab994e2f78e9063d"
		"ffc6822c8c6c9aae00903ea88a72fb8a91fb4138330625dc95f782ea6058b816b1"
		"18470b125b928638cc5ed04b3706ba7efa1ba594b1e48b3450"},
	{"RS384", CU_RSA_PKCS1, CU_SHA384, CU_TRUE,
		"4590b927a6850f68cc736f056c8c694dbcf215eba8f08ccdc101fb0f26f5870de5"
		"fd59a4ae65f8ff9ff2533d160deb2b4acd194c21c1d3d2b52684107b5ee1b9234c"
		"eb615daf87101f812c0de2bb01975d08f8b9940c483ace1e8687660c72c4d3c1d1"
		"a3aaa9116d67be0093e99480d876a95cd8b231f1209f576f36e063659f53157345"
		"9374bbcc19e02406ed409251cddb9529334dfc5f7db103977954840dcf7edeeae0"
		"4f92e34e9b312d137d16acef62704b5588d7428b8aaa250491bfce3b1ee0679c40"
		"5888b6331dd8dd34f6ac8e7595f7d8b6361e30f57d0721a94a17f08255d9bfb1f5"
		"ed1be76aee8ab25b148c562ba2c14a2dad74e98c2b345a9010"},
	{"RS512", CU_RSA_PKCS1, CU_SHA512, CU_TRUE,
		"17ff8c8e02b50ee18c827d22987be671defd41144308a4b73f63e1018a4031cecb"
		"876d89937f6d27a91d9fe62a6ba110b96a2e0843acf1c45f40f01afa846c776fd9"
		"bb23c3db00c957218994fb70130c91b3ddf509a8ad2416a40768d195bcd4dfae88"
		"187e3a8d2d6e8386d0d6fdcc2066c13a217127b031840b3f5552d10ad8b6941f75"
		"1b5684c7fb0d40547f28083f58c65efc8abc4e20c1fe746bf0bc4e7d021c090faf"
		"145552c53e96e4898b2de95be757d76506b2b07735932b7a6c7be9e7f4f33fcc37"
		"93ca26d7314ee2c9df34237f3941a2c8281ea698568f3dfac3ed6833b035c7244b"
		"23050103ca7c8a503a9d1132620ba7627214815068090a0c29"},
	{"PS256", CU_RSA_PSS, CU_SHA256, CU_TRUE,
		"73d0b94df4bc4adf3c33273748e5cc839f37b8bcc722e1cb8dff2b7cb884596e3f"
		"ac5bb759d5908a907cba2320bf61ef0f98c2e0acdcb4a6e259ebcf9a54a093bb7a"
		"cc6b13fb0367c5eb6a9920c495fbcf18065203958cd12771d0ec8e16bf24def786"
		"1504e155e7dcc84e67c28985ff9e38bf89a444769a6a05b218386f6bc025cf1042"
		"486cc90af35d01377037db1b239d3171cfe073a3a6202ee4513490c54b3ea41ae1"
		"c4d2b6490118a98c79b53171a0a7ec0adf82b80f1203f22c4c5225d2d7ae063588"
		"da6a99144d86e471e80ea4f2e9cb6c670eb4b8f4fda7b50789cf392b5d4079ff79"
		"7acd34738d7ba6edc605b1187df1304c942207bb05ba821f6b"},
	{"PS384", CU_RSA_PSS, CU_SHA384, CU_TRUE,
		"2371a470084e093dcaed5fd2675891b1953470c1d3ca5079d7fed254a8ff728696"
		"dcdb44fc3a17e0ad9929e0dfbf543abb77dd97d3c54ff390dbcd3dabef0cb554f1"
		"158fbd8a856d6a8ac47dbc875170931c7077969bc7c4138c0503a1445791d6d83b"
		"7209328b79cbc8fde559fde49cc2450efe115fb0236a7b9298ddada5fec9658050"
		"68e9dee2aed1b22cfba51971860cf4ea71d91dae0278544f49ca688265419cf50f"
		"729d32eb83527e815bb81ab2a9fa58a7689ae8a5690e85bf8fd9f393443d016c9b"
		"2073c758683a0a9acefd9a833f554333ca095e6a49ca1a3f67829a75a4ab545e8f"
		"5308f52c2a8f588e35f049b8106a9e527b7414c8c42be3ab7f"},
	{"PS512", CU_RSA_PSS, CU_SHA512, CU_TRUE,
		"6ff0f155f8b2cf81f1a80b25045b89d936b0af45a502480fc2b7b36fdc2d5ee444"
		"63229faf7248d709588fd87b026d9cea232eb30aafcc8bc1d78cde7107df227696"
		"bd2c25525e898843575b84f05d01eb8b5241eea6769a3b0c688a469cfae08b60f0"
		"0f88cceae771cf0dba32948a186ae84525478958c1b63da2fd621aac66312d72de"
		"3503e2ffb259325440ead6a6aa8765d40152511f5e9615c732d2fdac4f6d40d2ce"
		"5ab834aa8f195b8530cdbc65f68d60c99545d4d3e15e8d24ec565e4888d5c86ed0"
		"6bf1d7026890fb303ce8b7f339f300f80a46b6184432e4d811d40824d188a7072c"
		"04708993554ae1c0fee2992d6f6a778f79cd38b3d4e1dee78d"},
	{"no salt", CU_RSA_PSS, CU_SHA256, CU_FALSE,
		"145dcd358b881f1b4183518be7898ffbee0be3aa906d2f76bcb0e5e3eb449390dc"
		"ff5e73e97e4b2951b1775dd36af748d507ad1d974b271f086845c8db90aa33a997"
		"76a6eb30cb966f2144f208c201ee23b5443673e7e286642f457d44d27fa1c7690b"
		"9c8232f8b854d2aecd6991a135f433c03e7ea82eb8f22cec18053b44384c4d0711"
		"c938d0bef196fe1c0e12d3652994b97f787346a3bb5556415adbf19ca0743c0ae9"
		"c6576ada1e8b046cef72673a43e09b847f1d2a30f8dfe44cbfafe715ed7331b68f"
		"1a2f0010b7ad614b1776dde5951a3b23035549db30e0e00d48b931782b7441ab2e"
		"abd15d05238c8aeca9d9149e74e3707f471e4277e57679ec33"},
	{"a salt of 64 octets", CU_RSA_PSS, CU_SHA256, CU_FALSE,
		"12ae11a67e11edc1431a166ad1de88a3d4b65fa28603a7db845ecb0e6b71660178"
		"82c0b147cc2306131a2c0002ab988d89c70843f76e2afc2718d18a142281d895b8"
		"f562f3e05e7dfa898e6a520ad79c46d8b379c220f89e11e711bd43b0feb29188fe"
		"0485084e6681aac4d7f18a7b848de700b019aa79e1d78923845c083a5857139311"
		"37124d7a65af063b8fd0ef6c07c1607ad07d776c5d0100fbbb1254befbcef2eea4"
		"14a20fed212fcdb94aebf31928f2b1e6d83c716cdd9983e90170046c7ff0d45038"
		"f13dbe08961574a1a3c538403ca095b1e9275553b8728cf43ad4d47895951f8108"
		"fd5b33735f259f33fd26ff00bab25ece6e6e0572916d9a14ed"},
	{"MGF1 of another hash", CU_RSA_PSS, CU_SHA256, CU_FALSE,
		"8d89c7fc86cf8519df0b2e26bf11537018590e6bcd41f3aa8a91dd206bbc058987"
		"c8aefb13ef6c9e6353e149f8ea142029edd193682c5b90a17e5c839a78208408e2"
		"acbce09d46369f3754c2edccbba22c462ae78e1f782a717ded8843c493e072643f"
		"fb3e036ea17f781d7fd524b9a5bf4c8f5f81ee2f743cdafa35a4929cab3b217f0c"
		"d5709e1df43c78446c610c026d94aaacc529309cc8841d73bb0551fb527beb1fd5"
		"f85844ce74b163e5ef3b0add284bca410a6d5bf5ad7ab53c87796b6d9a7225fc54"
		"a8058d4da4708f54f14abe48f6ec51e231180479321c1400e0a874d12d424e198d"
		"98fdb069e840029c42c68eb42cfd2dac39e61201b3a54d43cd"},
	{"no NULL beside the hash", CU_RSA_PKCS1, CU_SHA256, CU_FALSE,
		"34a1d4a1232edbada9ff73c0550fdffe4c625e52a07e61c9b7bc64c3d5c5c0aebd"
		"67fe36c96533b655320e4b0db37525cc8e77e734b35979beba2e7d166e88c3929c"
		"8b263ba4cb64dfc3962cafcd35295be3b988bcc529c9ca486262b4a207ee4891ec"
		"e426f748ff527bf491c2eecbda277293008c3542577bb99a12f47efa8dcd570e14"
		"7082b9787efb849c1f787a5a4f6349c4f429ac40d7a9a80dad1a415f8128c4fbcc"
		"428ce4ff4861a90acc895f1bda87b95e869d6f04215c1f65afc71a263ccbeba6dd"
		"a7677e07e3258a5a34d190f91da07b8cf6a78f35c0c5e6c335fd75a268901588a6"
		"03aea74e13e6aaa3e724162e8b7976956ef8746ec7e249995f"},
	{"octets after the digest", CU_RSA_PKCS1, CU_SHA256, CU_FALSE,
		"311bc470cf65f531116d61bf7748b7ccdd7f8c45c476c59b7ab6bfda1c45e47e09"
		"006d0f4bbc41da96d4cb3932147216976d24a913012700ad1fd0c5090b3c716ac0"
		"14a402a7d28ff54667fb78b9b24d32bebf0c8ee97403ef2f5a7860b40a46dbf806"
		"1268415ce1b826e1d070419368e6525da4ca53441da1c4aee3fcb162eb41e6b649"
		"ad99cdf73ed42ec279e0254ffb32335fbded73e63b311ac1592152a850b19033d4"
		"6c9df4449ad70c14bcdd73474d66cb680ee633bb729703331f4fccca34f7fd24af"
		"7ba9558ea88a86d931c3f0d43b146a7744707bab061da14d0e6620363ba095644b"
		"7e516c47805c2d771acdbc933db004d7bfe67ad3bb39f9a4bf"},
	{"the padding of encryption", CU_RSA_PKCS1, CU_SHA256, CU_FALSE,
		"7e1db5e19e1800b720eb2c115556ebf502678d2de1aa4090f9b57658da2da023fe"
		"64c2880dfafb6e5ef5acf1fa49c64ed9593745f3a92e2439a01fcbdc18e24b27c1"
		"40ce671446c173d53f78ad48d810d67bd00fbfdc89e1771809948dff2cbf88e23b"
		"27a2fe8f53b9de583c700f321c940cc29bb91490f569a097e89eb215784a940a23"
		"4acd81e70ce29fc58d1788cbe0e0f9e96c5b5a6cb9531a92dca89315011255e49a"
		"8c724563ac1e30d7d90b1762bfd0186d2b4e12598c4bf9c959b9e9ae6b5d4159db"
		"4963b76ce6a3f3d72725be52b2081e345911a3bca4a2f50a9db8530f846134d9fe"
		"4fafc2d6b7b6b9369930de26f9e710137c2dff322fc25596c0"},
	{"a digest without its hash", CU_RSA_PKCS1, CU_SHA256, CU_FALSE,
		"356375872aaf0991eb3b220c579473056363a03e1dc70bbfd8bb6de199d120951e"
		"4a2e0dfb73d1d5c968fd347cb2626a3dcdd471330717e79a66b77ea59f7ef1f395"
		"faa55556bf4dd1443acba6b1589aef05b349289669b88b9c963b2f252f6af07789"
		"448d0e7a27c817c420455ae851ff1fab44b9719448da323654d96d590e7b9b95f0"
		"204e6841af72606ac5c585c69d35a41783e808d8177c9d487a6db788b44683cb99"
		"1eacf734e5b558dcbe96d6fd20a4f47ffa313bcf70006cfdece6269e6b698b6d87"
		"f0812235684806615f0c778c9d470b335578584f3a9a298e73ccfc1a96506c788c"
		"a1a1a3982c8efb65761855742603d3f57f36f497a23c77acdd"}
};

#define VECTORS (sizeof(vectors) / sizeof(vectors[0]))

static cu_status
make_key(cu_ctx *ctx, const char *n, cu_slice e, cu_public_key *key)
{
	cu_slice	octets;

	memset(key, 0, sizeof(*key));
	key->type = CU_KEY_RSA;
	CU_TRY(cu_base16_decode(ctx, cu_slice_cstr(n), &octets));
	key->octets = cu_rsa_key_write(ctx, octets, e);
	return key->octets.p ? CU_OK : CU_NOMEM(ctx);
}

/* The key of the vectors, and the signature of one. */
static cu_status
load(cu_ctx *ctx, size_t i, cu_public_key *key, cu_slice *signature)
{
	test_row(vectors[i].label);
	CU_TRY(make_key(ctx, modulus, CU_LIT("\1\0\1"), key));
	return cu_base16_decode(ctx, cu_slice_cstr(vectors[i].signature),
							signature);
}

TEST(judges_paddings)
{
	cu_ctx	   *ctx = test_ctx();
	cu_public_key key;
	cu_slice	signature;

	CHECK(cu_key_verifies(CU_KEY_RSA));
	CHECK_EQ_INT(cu_signature_size(CU_KEY_RSA), 0);
	for (size_t i = 0; i < VECTORS; i++)
	{
		REQUIRE_OK(load(ctx, i, &key, &signature));
		for (cu_hash hash = CU_SHA256; hash <= CU_SHA512; hash++)
		{
			bool		mine = hash == vectors[i].hash;

			CHECK_EQ_INT(cu_rsa_verify(&key, vectors[i].padding, hash,
									   MESSAGE, signature),
						 mine ? vectors[i].valid : CU_FALSE);
			CHECK_EQ_INT(cu_rsa_verify(&key, vectors[i].padding ==
									   CU_RSA_PSS ? CU_RSA_PKCS1 : CU_RSA_PSS,
									   hash, MESSAGE, signature), CU_FALSE);
		}
		CHECK_EQ_INT(cu_rsa_verify(&key, vectors[i].padding, vectors[i].hash,
								   CU_LIT("simple"), signature), CU_FALSE);
		/* The padding is not known. */
		CHECK_EQ_INT(cu_signature_verify(&key, vectors[i].hash, MESSAGE,
										 signature), CU_UNKNOWN);
		key.type = CU_KEY_ED25519;
		CHECK_EQ_INT(cu_rsa_verify(&key, vectors[i].padding, vectors[i].hash,
								   MESSAGE, signature), CU_UNKNOWN);
	}
}

TEST(refuses_any_changed_bit)
{
	cu_ctx	   *ctx = test_ctx();
	cu_public_key key;
	cu_slice	signature;

	for (size_t i = 0; i < VECTORS; i++)
	{
		REQUIRE_OK(load(ctx, i, &key, &signature));
		for (size_t bit = 0; bit < 8 * signature.n; bit += 97)
		{
			char	   *octet = (char *) signature.p + bit / 8;

			*octet ^= (char) (1 << bit % 8);
			CHECK_EQ_INT(cu_rsa_verify(&key, vectors[i].padding,
									   vectors[i].hash, MESSAGE, signature),
						 CU_FALSE);
			*octet ^= (char) (1 << bit % 8);
		}
	}
}

/* Each in a block of its own, so that a read past it shows. */
TEST(refuses_other_lengths)
{
	static const size_t lengths[] = {0, 1, 128, 255, 257, 512, 2000};
	cu_ctx	   *ctx = test_ctx();
	cu_public_key key;
	cu_slice	signature;

	REQUIRE_OK(load(ctx, 0, &key, &signature));
	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++)
	{
		size_t		n = lengths[i];
		char	   *octets = calloc(1, n ? n : 1);
		cu_slice	other = cu_slice_make(octets, n);

		if (octets == NULL)
			return;
		/* Zeros before or after it. */
		memcpy(octets + (n > signature.n ? n - signature.n : 0), signature.p,
			   n < signature.n ? n : signature.n);
		CHECK_EQ_INT(cu_rsa_verify(&key, CU_RSA_PKCS1, CU_SHA256, MESSAGE,
								   other), CU_FALSE);
		memset(octets, 0, n);
		memcpy(octets, signature.p, n < signature.n ? n : signature.n);
		CHECK_EQ_INT(cu_rsa_verify(&key, CU_RSA_PKCS1, CU_SHA256, MESSAGE,
								   other), CU_FALSE);
		free(octets);
	}
}

/* The signature plus the modulus is the same number modulo the modulus. */
TEST(refuses_signatures_not_reduced)
{
	cu_ctx	   *ctx = test_ctx();
	cu_public_key key;
	cu_slice	n;
	cu_slice	signature;

	REQUIRE_OK(make_key(ctx, modulus, CU_LIT("\1\0\1"), &key));
	REQUIRE_OK(cu_base16_decode(ctx, CU_LIT(modulus), &n));
	for (size_t i = 0; i < VECTORS; i++)
	{
		unsigned	carry = 0;

		REQUIRE_OK(load(ctx, i, &key, &signature));
		for (size_t k = n.n; k-- > 0;)
		{
			carry += (uint8_t) signature.p[k] + (uint8_t) n.p[k];
			((char *) signature.p)[k] = (char) carry;
			carry >>= 8;
		}
		/* Not all sums are as short as the modulus. */
		if (carry == 0)
			CHECK_EQ_INT(cu_rsa_verify(&key, vectors[i].padding,
									   vectors[i].hash, MESSAGE, signature),
						 CU_FALSE);
	}
	CHECK_EQ_INT(cu_rsa_verify(&key, CU_RSA_PKCS1, CU_SHA256, MESSAGE, n),
				 CU_FALSE);
}

TEST(refuses_keys_that_are_no_der)
{
	cu_ctx	   *ctx = test_ctx();
	cu_public_key key;
	cu_slice	signature;

	REQUIRE_OK(load(ctx, 0, &key, &signature));
	for (size_t n = 0; n < key.octets.n; n += 13)
	{
		cu_public_key cut = key;

		cut.octets.n = n;
		CHECK_EQ_INT(cu_rsa_verify(&cut, CU_RSA_PKCS1, CU_SHA256, MESSAGE,
								   signature), CU_FALSE);
	}
}

/*
 * With the exponent 1 a signature is its own encoding, which anybody can
 * write.
 */
TEST(refuses_the_exponent_one)
{
	static const char head[] =
		"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00"
		"\x04\x20";
	cu_ctx	   *ctx = test_ctx();
	cu_public_key key;
	char		em[256];
	uint8_t		digest[CU_SHA256_SIZE];

	REQUIRE_OK(make_key(ctx, modulus, CU_LIT("\1"), &key));
	CHECK(cu_digest(CU_SHA256, MESSAGE, digest));
	memset(em, 0xff, sizeof(em));
	em[0] = 0;
	em[1] = 1;
	em[sizeof(em) - 52] = 0;
	memcpy(em + sizeof(em) - 51, head, 19);
	memcpy(em + sizeof(em) - 32, digest, 32);
	CHECK_EQ_INT(cu_rsa_verify(&key, CU_RSA_PKCS1, CU_SHA256, MESSAGE,
							   cu_slice_make(em, sizeof(em))), CU_FALSE);
}

TEST(tells_sound_keys)
{
	static const struct
	{
		const char *label;
		size_t		octets;
		uint8_t		first;
		uint8_t		last;
		const char *exponent;
		size_t		exponent_size;
		bool		sound;
	}			rows[] = {
		{"2048 bits", 256, 0x80, 1, "\1\0\1", 3, true},
		{"2047 bits", 256, 0x7f, 1, "\1\0\1", 3, false},
		{"2040 bits", 255, 0xff, 1, "\1\0\1", 3, false},
		{"1024 bits", 128, 0xff, 1, "\1\0\1", 3, false},
		{"2049 bits", 257, 0x01, 1, "\1\0\1", 3, true},
		{"8192 bits", 1024, 0xff, 1, "\1\0\1", 3, true},
		{"8193 bits", 1025, 0x01, 1, "\1\0\1", 3, false},
		{"an even modulus", 256, 0x80, 2, "\1\0\1", 3, false},
		{"exponent 3", 256, 0x80, 1, "\3", 1, true},
		{"exponent 1", 256, 0x80, 1, "\1", 1, false},
		{"exponent 2", 256, 0x80, 1, "\2", 1, false},
		{"exponent 65536", 256, 0x80, 1, "\1\0\0", 3, false},
		{"no exponent", 256, 0x80, 1, "", 0, false},
		{"exponent of 64 bits", 256, 0x80, 1,
		"\xff\0\0\0\0\0\0\1", 8, true},
		{"exponent of 65 bits", 256, 0x80, 1,
		"\1\0\0\0\0\0\0\0\1", 9, false}
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		char		octets[1025];

		test_row(rows[i].label);
		memset(octets, 0x55, sizeof(octets));
		octets[0] = (char) rows[i].first;
		octets[rows[i].octets - 1] = (char) rows[i].last;
		CHECK_EQ_INT(cu_rsa_key_is_sound(cu_slice_make(octets,
													   rows[i].octets),
										 cu_slice_make(rows[i].exponent,
													   rows[i].exponent_size)),
					 rows[i].sound);
	}
}

/* The signature is good; that it is the owner's, nobody knows. */
TEST(refuses_keys_whose_factors_can_be_found)
{
	cu_ctx	   *ctx = test_ctx();
	cu_public_key key;
	cu_slice	signature;
	cu_slice	n;

	REQUIRE_OK(cu_base16_decode(ctx, CU_LIT(roca_modulus), &n));
	REQUIRE_OK(cu_base16_decode(ctx, CU_LIT(roca_signature), &signature));
	REQUIRE_OK(make_key(ctx, roca_modulus, CU_LIT("\1\0\1"), &key));
	CHECK(!cu_rsa_key_is_sound(n, CU_LIT("\1\0\1")));
	CHECK_EQ_INT(cu_rsa_verify(&key, CU_RSA_PKCS1, CU_SHA256, MESSAGE,
							   signature), CU_FALSE);
	/* Its neighbours among the odd numbers are no such products. */
	((char *) n.p)[n.n - 1] ^= 2;
	CHECK(cu_rsa_key_is_sound(n, CU_LIT("\1\0\1")));
	REQUIRE_OK(cu_base16_decode(ctx, CU_LIT(modulus), &n));
	CHECK(cu_rsa_key_is_sound(n, CU_LIT("\1\0\1")));
}

/* A library without memory must never make a good signature a bad one. */
TEST(never_says_false_for_lack_of_memory)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < VECTORS; i++)
	{
		bool		reached = true;
		cu_public_key key;
		cu_slice	signature;

		REQUIRE_OK(load(ctx, i, &key, &signature));
		for (size_t n = 1; reached; n++)
		{
			cu_truth	answer;

			test_library_fail(n);
			answer = cu_rsa_verify(&key, vectors[i].padding, vectors[i].hash,
								   MESSAGE, signature);
			reached = test_library_calls() >= n;
			test_library_fail(0);
			CHECK(answer == vectors[i].valid ||
				  (reached && answer == CU_UNKNOWN));
		}
	}
}

/* --- DER ------------------------------------------------------------------ */

TEST(reads_only_strict_der)
{
	static const struct
	{
		const char *der;
		bool		good;
	}			rows[] = {
		{"3006020101020103", true},
		{"3007020200ff020103", true},
		{"300602010102010300", false},	/* trailing octet */
		{"30070201010201030a", false},
		{"3006020101", false},
		{"30060201ff020103", false},	/* negative */
		{"30070202007f020103", false},	/* needless zero */
		{"3006020100020103", false},	/* zero */
		{"30050200020103", false},	/* empty */
		{"308106020101020103", false},	/* long form for a short length */
		{"30820006020101020103", false},
		{"3080020101020103", false},	/* no length */
		{"3006020101040103", false},
		{"3106020101020103", false},
		{"30", false},
		{"", false}
	};
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_slice	der;
		cu_slice	modulus;
		cu_slice	exponent;

		test_row(rows[i].der);
		REQUIRE_OK(cu_base16_decode(ctx, cu_slice_cstr(rows[i].der), &der));
		CHECK_EQ_INT(cu_rsa_key_read(der, &modulus, &exponent), rows[i].good);
	}
}

TEST(writes_der_of_any_length)
{
	static const size_t lengths[] = {1, 2, 118, 119, 126, 127, 128, 246, 247,
		255, 256, 257, 512, 30000};
	cu_ctx	   *ctx = test_ctx();
	char	   *octets = cu_alloc(ctx, 40000);

	REQUIRE(octets != NULL);
	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++)
	{
		for (int first = 0x7f; first <= 0x80; first++)
		{
			cu_slice	in = cu_slice_make(octets, lengths[i]);
			cu_slice	modulus;
			cu_slice	exponent;
			cu_slice	der;

			octets[0] = (char) first;
			der = cu_rsa_key_write(ctx, in, CU_LIT("\1\0\1"));
			REQUIRE(der.p != NULL);
			CHECK(cu_rsa_key_read(der, &modulus, &exponent));
			CHECK_SLICES(modulus, in);
			CHECK_SLICE(exponent, "\1\0\1");
		}
	}
	CHECK(cu_rsa_key_write(ctx, cu_slice_make(octets, 40000),
						   CU_LIT("\3")).p == NULL);
	CHECK_STATUS(ctx->error.status, CU_BAD_KEY);
	CHECK(cu_rsa_key_write(ctx, CU_LIT(""), CU_LIT("\3")).p == NULL);
	CHECK(cu_rsa_key_write(ctx, CU_LIT("\0\1"), CU_LIT("\3")).p == NULL);
}

const cu_test cu_tests_rsa[] = {
	{"judges_paddings", judges_paddings},
	{"refuses_any_changed_bit", refuses_any_changed_bit},
	{"refuses_other_lengths", refuses_other_lengths},
	{"refuses_signatures_not_reduced", refuses_signatures_not_reduced},
	{"refuses_keys_that_are_no_der", refuses_keys_that_are_no_der},
	{"refuses_the_exponent_one", refuses_the_exponent_one},
	{"tells_sound_keys", tells_sound_keys},
	{"refuses_keys_whose_factors_can_be_found",
	refuses_keys_whose_factors_can_be_found},
	{"never_says_false_for_lack_of_memory",
	never_says_false_for_lack_of_memory},
	{"reads_only_strict_der", reads_only_strict_der},
	{"writes_der_of_any_length", writes_der_of_any_length},
	{NULL, NULL}
};
