/*
 * base64.h
 *		The four forms of base64 that multibase knows; base.h offers two.
 */
#ifndef CU_BASE64_H
#define CU_BASE64_H

#include "arena.h"

typedef struct cu_base64_form
{
	bool		url;			/* RFC 4648 section 5: '-' and '_' */
	bool		padded;			/* '=' up to a multiple of four characters */
} cu_base64_form;

/* As the functions of base.h, for any form. */
extern cu_slice cu_base64_write(cu_ctx *ctx, cu_base64_form form,
								cu_slice octets);
extern cu_status cu_base64_read(cu_ctx *ctx, cu_base64_form form,
								cu_slice text, cu_slice *octets);

#endif							/* CU_BASE64_H */
