/*
 * nquads_write.c
 *		Quads as canonical N-Quads writes them.
 *
 * RDFC-1.0, section 5 (canonical N-Quads): one space between terms, no space
 * after the dot, and in literals only BS, HT, LF, FF, CR, quotation mark and
 * backslash by ECHAR, other controls and DEL by UCHAR.
 */
#include "rdf.h"

/* What an octet is written as after a backslash; 0: itself, 'u': UCHAR. */
static char
escape_of(unsigned char c)
{
	switch (c)
	{
		case '\b':
			return 'b';
		case '\t':
			return 't';
		case '\n':
			return 'n';
		case '\f':
			return 'f';
		case '\r':
			return 'r';
		case '"':
			return '"';
		case '\\':
			return '\\';
		case 0x7f:
			return 'u';
	}
	return c < 0x20 ? 'u' : 0;
}

void
cu_nquads_escape(cu_buf *buf, cu_slice value)
{
	static const char digits[] = "0123456789ABCDEF";
	size_t		start = 0;

	for (size_t i = 0; i < value.n; i++)
	{
		unsigned char c = (unsigned char) value.p[i];
		char		escape = c > '\\' && c != 0x7f ? 0 : escape_of(c);

		if (escape == 0)
			continue;
		cu_buf_add(buf, value.p + start, i - start);
		start = i + 1;
		cu_buf_add_char(buf, '\\');
		cu_buf_add_char(buf, escape);
		if (escape == 'u')
		{
			cu_buf_add_cstr(buf, "00");
			cu_buf_add_char(buf, digits[c >> 4]);
			cu_buf_add_char(buf, digits[c & 15]);
		}
	}
	if (start < value.n)
		cu_buf_add(buf, value.p + start, value.n - start);
}

void
cu_nquad_write(cu_buf *buf, const cu_quad *quad)
{
	cu_buf_add_slice(buf, quad->subject->text);
	cu_buf_add_char(buf, ' ');
	cu_buf_add_slice(buf, quad->predicate->text);
	cu_buf_add_char(buf, ' ');
	cu_buf_add_slice(buf, quad->object->text);
	if (quad->graph != NULL)
	{
		cu_buf_add_char(buf, ' ');
		cu_buf_add_slice(buf, quad->graph->text);
	}
	cu_buf_add_cstr(buf, " .\n");
}
