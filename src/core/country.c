/*
 * country.c
 *		Folding of country names, and the search.
 *
 * A folded name has letters A to Z and single spaces.  Letters of Latin-1 lose
 * their accent; apostrophes and full stops vanish (COTE DIVOIRE, US); any other
 * octet counts as a space; '&' is AND; an article THE at either end goes.
 */
#include "country.h"

#include "ascii.h"

/* The longest name of the table has 52 characters. */
#define FOLDED_MAX 64

typedef struct folded
{
	char		text[FOLDED_MAX];
	size_t		n;
	bool		overflow;
} folded;

static void
put(folded *f, char c)
{
	if (c == ' ' && (f->n == 0 || f->text[f->n - 1] == ' '))
		return;
	if (f->n == FOLDED_MAX)
		f->overflow = true;
	else
		f->text[f->n++] = c;
}

/* U+00C0 to U+00FF without accents; ' ' for what is no letter of A to Z. */
static char
unaccented(unsigned char second)
{
	static const char letters[] =
		"AAAAAA CEEEEIIII"
		" NOOOOO OUUUUY  "
		"AAAAAA CEEEEIIII"
		" NOOOOO OUUUUY Y";

	return letters[second & 0x3F];
}

/* Folds what starts at text.p[i]; returns the octets taken. */
static size_t
fold_one(folded *f, cu_slice text, size_t i)
{
	unsigned char c = (unsigned char) text.p[i];
	unsigned char next = i + 1 < text.n ? (unsigned char) text.p[i + 1] : 0;

	if (cu_is_upper(cu_to_upper((char) c)))
		put(f, cu_to_upper((char) c));
	else if (c == '&')
	{
		put(f, ' ');
		put(f, 'A');
		put(f, 'N');
		put(f, 'D');
		put(f, ' ');
	}
	else if (c == 0xC3 && (next & 0xC0) == 0x80)
	{
		put(f, unaccented(next));
		return 2;
	}
	else if (c == 0xE2 && i + 2 < text.n && next == 0x80 &&
			 (unsigned char) text.p[i + 2] == 0x99)
		return 3;				/* U+2019, a typographic apostrophe */
	else if (c != '.' && c != '\'')
		put(f, ' ');
	return 1;
}

/* The folded text without THE before or after it. */
static cu_slice
fold(folded *f, cu_slice text)
{
	cu_slice	s;

	f->n = 0;
	f->overflow = false;
	for (size_t i = 0; i < text.n && !f->overflow;)
		i += fold_one(f, text, i);
	if (f->n > 0 && f->text[f->n - 1] == ' ')
		f->n--;
	s = cu_slice_make(f->text, f->n);
	if (cu_slice_starts(s, "THE "))
		s = cu_slice_from(s, 4);
	if (s.n > 4 && memcmp(s.p + s.n - 4, " THE", 4) == 0)
		s.n -= 4;
	return s;
}

static const char *
find_code(cu_slice code)
{
	for (size_t i = 0; i < cu_country_count; i++)
	{
		const cu_country *c = &cu_countries[i];

		if (memcmp(code.p, code.n == 2 ? c->alpha2 : c->alpha3, code.n) == 0)
			return c->alpha2;
	}
	return NULL;
}

static const char *
find_name(cu_slice name)
{
	for (size_t i = 0; i < cu_country_count; i++)
		if (cu_slice_is(name, cu_countries[i].name))
			return cu_countries[i].alpha2;
	for (size_t i = 0; i < cu_country_alias_count; i++)
		if (cu_slice_is(name, cu_country_aliases[i].name))
			return cu_country_aliases[i].alpha2;
	return NULL;
}

const char *
cu_country_find(cu_slice text)
{
	folded		f;
	cu_slice	name;

	text = cu_trim(text);
	name = fold(&f, text);
	if (f.overflow || name.n == 0)
		return NULL;

	/*
	 * Only what stands there as two or three letters can be a code: "N.A."
	 * is not Namibia.
	 */
	if (name.n == text.n && (name.n == 2 || name.n == 3))
	{
		const char *found = find_code(name);

		if (found)
			return found;
	}
	return find_name(name);
}

bool
cu_country_is_prefix(cu_slice text)
{
	return text.n >= 2 && find_code(cu_slice_make(text.p, 2)) != NULL;
}
