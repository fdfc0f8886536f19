/*
 * other_keys.h
 *		Public keys of the types that are verified with and not signed with.
 *
 * Members of JWKs without braces.  The P-521 key is that of RFC 6979, A.2.7;
 * the others were made for these tests.
 */
#ifndef CU_TEST_OTHER_KEYS_H
#define CU_TEST_OTHER_KEYS_H

#define P521_PUBLIC \
	"\"kty\":\"EC\",\"crv\":\"P-521\"," \
	"\"x\":\"" \
	"AYlFUNB4WTLgDqojtpTyE_jDEh-G3JegTlpxZ9tOW803ESPUbkXba11TcKfy" \
	"D7YzFV04_6FtK9dh3KxHS5ovUCOk" \
	"\"," \
	"\"y\":\"" \
	"AEkxAclizU0v3feCKF5kWEE5wvkbR_h_-CNU1mMPdGoooNsldBtbNKgoAIsi" \
	"rMI_kk-q-9TTP4HqZpVt_qor_fz1" \
	"\""
#define SECP256K1_PUBLIC \
	"\"kty\":\"EC\",\"crv\":\"secp256k1\"," \
	"\"x\":\"" \
	"LIwx_J-ZDGtV44ZaGEpM5Q4JSB8urrPmDsHOoTpq5kU" \
	"\"," \
	"\"y\":\"" \
	"ZLleT9tpSMA4bhibAGop9oZ2mwEXBCdeRFmCLcMygIU" \
	"\""
#define RSA_PUBLIC \
	"\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"" \
	"kwmf1T6FKnwLzcstTsy28yYQRXNfMRVRTTVFZKpmzLJSvGzVU8c1C0JvpoQSkA_Wpy" \
	"VzBl7Q_iSd0ztmSNHOpRNNCFDuqK3524P6N5YAZ29Nysjyz13HS53d6z8ruXnBd8MN" \
	"1fFQHjMv4Yry1qgqiInNz6aHDnTtjuGUuUnSx1NlWjLbED4bH3nv-s7GTiGmkj3YaY" \
	"qpiZ3yM84GNs-uZO-rhl-MM1rr97GiWXPjAYqAiwmSqZ4PvGHyoPlsAHZzpNCgvZSr" \
	"sWtaGsUgHWSAmC-7O8GXtkIoSDgjtD-FlIVfUSJh4oEFMAQEQLU273Kl1XtobdYMGK" \
	"RRPUDfD591LQ" \
	"\""

#endif							/* CU_TEST_OTHER_KEYS_H */
