/*
 * context_term.c
 *		Create term definition (JSON-LD 1.1 API, section 4.2).
 */
#include "jsonld_context.h"

typedef const cu_json *const *parts_of;

/* Takes a term's definition apart; value is an object. */
static cu_status
read_parts(cu_compiler *cp, cu_slice term, const cu_json *value,
		   const cu_json **parts)
{
	static const bool known[CU_KEYWORD_COUNT] = {
		[CU_KEYWORD_ID] = true, [CU_KEYWORD_REVERSE] = true,
		[CU_KEYWORD_CONTAINER] = true, [CU_KEYWORD_CONTEXT] = true,
		[CU_KEYWORD_DIRECTION] = true, [CU_KEYWORD_INDEX] = true,
		[CU_KEYWORD_LANGUAGE] = true, [CU_KEYWORD_NEST] = true,
		[CU_KEYWORD_PREFIX] = true, [CU_KEYWORD_PROTECTED] = true,
		[CU_KEYWORD_TYPE] = true
	};

	for (uint32_t i = 0; i < value->count; i++)
	{
		cu_keyword	keyword = cu_keyword_find(value->v.members[i].name);

		if (!known[keyword])
			return cu_compiler_fail(cp, term, "invalid term definition: "
									"it has a member that means nothing");
		parts[keyword] = &value->v.members[i].value;
	}
	return CU_OK;
}

/* "@type" may be given a container of sets, and protection: no more. */
static bool
type_definition_good(const cu_json *value)
{
	if (value->type != CU_JSON_OBJECT || value->count == 0)
		return false;
	for (uint32_t i = 0; i < value->count; i++)
	{
		const cu_member *m = &value->v.members[i];

		if (cu_slice_is(m->name, "@container"))
		{
			if (cu_json_many(&m->value) != 1 ||
				!cu_slice_is(cu_json_string(cu_json_nth(&m->value, 0)),
							 "@set"))
				return false;
		}
		else if (!cu_slice_is(m->name, "@protected"))
			return false;
	}
	return true;
}

/* Something is left out of the context: in safe mode, whoever uses it fails. */
static void
note_loss(cu_compiler *cp)
{
	cp->active->loss = CU_LOSS_KEYWORD;
	cp->active->loss_detail = "A context defines a term, or an IRI, with the "
		"form of a keyword.";
}

/* True for an IRI or a blank node. */
static bool
names_something(cu_slice iri)
{
	return iri.p && (cu_iri_blank(iri) || cu_iri_absolute(iri));
}

static cu_status
define_type(cu_compiler *cp, cu_term_def *def, const cu_json *type)
{
	cu_expansion e;

	if (type->type != CU_JSON_STRING)
		return cu_compiler_fail(cp, def->name,
								"invalid type mapping: @type is no string");
	CU_TRY(cu_iri_expand(cp->mem, cp->active, type->v.text, CU_EXPAND_VOCAB,
						 cp, &e));
	if (e.keyword == CU_KEYWORD_ID)
		def->coercion = CU_COERCE_ID;
	else if (e.keyword == CU_KEYWORD_VOCAB)
		def->coercion = CU_COERCE_VOCAB;
	else if (e.keyword == CU_KEYWORD_JSON)
		def->coercion = CU_COERCE_JSON;
	else if (e.keyword == CU_KEYWORD_NONE)
		def->coercion = CU_COERCE_NONE;
	else if (!e.keyword && e.iri.p && cu_iri_well_formed(e.iri))
	{
		def->coercion = CU_COERCE_IRI;
		def->type = e.iri;
	}
	else
		return cu_compiler_fail(cp, def->name, "invalid type mapping: "
								"@type does not stand for an IRI");
	return CU_OK;
}

/* The IRI of a definition from the text of "@id" or "@reverse". */
static cu_status
define_iri(cu_compiler *cp, cu_term_def *def, cu_slice text)
{
	cu_expansion e;

	CU_TRY(cu_iri_expand(cp->mem, cp->active, text, CU_EXPAND_VOCAB, cp, &e));
	if (e.keyword == CU_KEYWORD_CONTEXT)
		return cu_compiler_fail(cp, def->name, "invalid keyword alias: "
								"@context has no other name");
	if (!e.keyword && !names_something(e.iri))
		return cu_compiler_fail(cp, def->name, "invalid IRI mapping: "
								"the term does not stand for an IRI");
	def->iri = e.iri;
	def->keyword = e.keyword;
	return CU_OK;
}

static cu_status
define_reverse(cu_compiler *cp, cu_term_def *def, parts_of parts)
{
	const cu_json *reverse = parts[CU_KEYWORD_REVERSE];

	if (parts[CU_KEYWORD_ID] || parts[CU_KEYWORD_NEST])
		return cu_compiler_fail(cp, def->name, "invalid reverse property: "
								"@reverse stands beside @id or @nest");
	if (reverse->type != CU_JSON_STRING)
		return cu_compiler_fail(cp, def->name, "invalid IRI mapping: "
								"@reverse is no string");
	def->reverse = true;
	CU_TRY(define_iri(cp, def, reverse->v.text));
	if (def->keyword)
		return cu_compiler_fail(cp, def->name, "invalid IRI mapping: "
								"@reverse stands for a keyword");
	return CU_OK;
}

/* A colon inside, or a slash anywhere. */
static bool
looks_like_iri(cu_slice term)
{
	for (size_t i = 0; i < term.n; i++)
	{
		if (term.p[i] == '/' ||
			(term.p[i] == ':' && i > 0 && i + 1 < term.n))
			return true;
	}
	return false;
}

/* A term that looks like an IRI must be that IRI (step 14.2.4). */
static cu_status
check_same_iri(cu_compiler *cp, const cu_term_def *def)
{
	cu_expansion e;

	CU_TRY(cu_iri_expand(cp->mem, cp->active, def->name,
						 CU_EXPAND_VOCAB | CU_EXPAND_ANEW, cp, &e));
	if (e.iri.p == NULL || def->iri.p == NULL || !cu_slice_eq(e.iri, def->iri))
		return cu_compiler_fail(cp, def->name, "invalid IRI mapping: the "
								"term looks like an IRI, but is given "
								"another");
	return CU_OK;
}

/* Steps 15 to 18: the term itself says what it stands for. */
static cu_status
define_by_name(cu_compiler *cp, cu_term_def *def)
{
	cu_slice	term = def->name;
	const char *colon = term.n < 2 ? NULL : memchr(term.p + 1, ':', term.n - 1);

	if (cu_keyword_find(term) == CU_KEYWORD_TYPE)
	{
		def->iri = term;
		def->keyword = CU_KEYWORD_TYPE;
		return CU_OK;
	}
	if (colon)
	{
		cu_slice	prefix = cu_slice_make(term.p, (size_t) (colon - term.p));
		const cu_term_def *before;

		CU_TRY(cu_term_require(cp, prefix));
		before = cu_active_find(cp->active, prefix);
		if (before && before->iri.p)
			def->iri = cu_slice_join(cp->mem, before->iri,
									 cu_slice_from(term, prefix.n + 1));
		else
			def->iri = term;
		if (def->iri.p == NULL)
			return CU_NOMEM(cp->mem);
	}
	else if (cp->active->vocab.p)
	{
		def->iri = cu_slice_join(cp->mem, cp->active->vocab, term);
		if (def->iri.p == NULL)
			return CU_NOMEM(cp->mem);
	}
	if (!names_something(def->iri))
		return cu_compiler_fail(cp, term, "invalid IRI mapping: "
								"the term does not stand for an IRI");
	return CU_OK;
}

/* Step 14.2.5: what simple terms are prefixes. */
static bool
ends_as_prefix(cu_slice iri)
{
	return iri.n > 0 &&
		(cu_iri_blank(iri) || memchr(":/?#[]@", iri.p[iri.n - 1], 7) != NULL);
}

static cu_status
define_id(cu_compiler *cp, cu_term_def *def, const cu_json *id, bool simple)
{
	if (id == NULL ||
		(id->type == CU_JSON_STRING && cu_slice_eq(id->v.text, def->name)))
		return define_by_name(cp, def);
	if (id->type == CU_JSON_NULL)
		return CU_OK;
	if (id->type != CU_JSON_STRING)
		return cu_compiler_fail(cp, def->name,
								"invalid IRI mapping: @id is no string");
	CU_TRY(define_iri(cp, def, id->v.text));
	if (looks_like_iri(def->name))
		CU_TRY(check_same_iri(cp, def));
	else if (simple && !def->keyword && ends_as_prefix(def->iri))
		def->prefix = true;
	return CU_OK;
}

static bool
slices_same(cu_slice a, cu_slice b)
{
	return (a.p == NULL) == (b.p == NULL) && cu_slice_eq(a, b);
}

/* Whether two definitions differ in nothing but protection (step 27.1). */
static cu_status
compare(cu_ctx *ctx, const cu_term_def *a, const cu_term_def *b, bool *same)
{
	*same = slices_same(a->iri, b->iri) && a->keyword == b->keyword &&
		a->container == b->container && a->prefix == b->prefix &&
		a->reverse == b->reverse && a->coercion == b->coercion &&
		slices_same(a->type, b->type) &&
		a->has_language == b->has_language &&
		slices_same(a->language, b->language) &&
		a->has_direction == b->has_direction &&
		a->direction == b->direction && slices_same(a->index, b->index) &&
		slices_same(a->nest, b->nest) &&
		(a->context == NULL) == (b->context == NULL);
	if (!*same || a->context == b->context)
		return CU_OK;
	return cu_json_equal(ctx, a->context, b->context, same);
}

/* Whether the term as it was defined before must stay. */
static bool
is_protected(const cu_compiler *cp, cu_slice term)
{
	const cu_term_def *previous = cu_active_find(cp->active, term);

	return previous && previous->protected &&
		!(cp->flags & CU_PROCESS_OVERRIDE);
}

static cu_status
fail_protected(cu_compiler *cp, cu_slice term)
{
	return cu_compiler_fail(cp, term, "protected term redefinition: a term "
							"is defined that an earlier context protects");
}

/* The IRI has the form of a keyword: as if the term were not there. */
static cu_status
leave_out(cu_compiler *cp, cu_slice term)
{
	note_loss(cp);
	if (is_protected(cp, term))
		return fail_protected(cp, term);
	cu_active_remove(cp->active, term);
	return CU_OK;
}

/* Steps 27 and 28. */
static cu_status
finish(cu_compiler *cp, cu_term_def *def)
{
	cu_buf		text;

	if (is_protected(cp, def->name))
	{
		bool		same;

		CU_TRY(compare(cp->env->ctx, cu_active_find(cp->active, def->name),
					   def, &same));
		return same ? CU_OK : fail_protected(cp, def->name);
	}
	if (def->iri.p && !def->keyword && cu_iri_well_formed(def->iri))
	{
		cu_buf_init(&text, cp->mem);
		cu_buf_grow(&text, def->iri.n + 2);
		cu_buf_add_char(&text, '<');
		cu_buf_add_slice(&text, def->iri);
		cu_buf_add_char(&text, '>');
		CU_TRY(cu_buf_status(&text));
		def->text = cu_buf_slice(&text);
		def->hash = cu_term_hash(def->text);
	}
	cu_active_put(cp->active, def);
	return CU_OK;
}

/* "@id" or "@reverse" is text that might be a keyword one day. */
static bool
is_reserved(parts_of parts)
{
	cu_slice	iri = cu_json_string(parts[CU_KEYWORD_REVERSE] ?
									 parts[CU_KEYWORD_REVERSE] :
									 parts[CU_KEYWORD_ID]);

	return iri.p && cu_keyword_form(iri) && !cu_keyword_find(iri);
}

/* value: any definition but that of a name that is refused or left out. */
static cu_status
define(cu_compiler *cp, cu_slice term, const cu_json *value)
{
	const cu_json *parts[CU_KEYWORD_COUNT] = {NULL};
	cu_term_def *def = cu_alloc(cp->mem, sizeof(*def));
	const cu_json *protected;

	if (def == NULL)
		return CU_NOMEM(cp->mem);
	def->name = term;
	if (value->type == CU_JSON_STRING || value->type == CU_JSON_NULL)
		parts[CU_KEYWORD_ID] = value;
	else if (value->type == CU_JSON_OBJECT)
		CU_TRY(read_parts(cp, term, value, parts));
	else
		return cu_compiler_fail(cp, term, "invalid term definition: "
								"it is neither text nor an object");
	protected = parts[CU_KEYWORD_PROTECTED];
	def->protected = cp->protected;
	if (protected && protected->type != CU_JSON_TRUE &&
		protected->type != CU_JSON_FALSE)
		return cu_compiler_fail(cp, term, "invalid @protected value: "
								"@protected is no boolean");
	if (protected)
		def->protected = protected->type == CU_JSON_TRUE;
	if (parts[CU_KEYWORD_TYPE])
		CU_TRY(define_type(cp, def, parts[CU_KEYWORD_TYPE]));
	if (is_reserved(parts))
		return leave_out(cp, term);
	if (parts[CU_KEYWORD_REVERSE])
		CU_TRY(define_reverse(cp, def, parts));
	else
		CU_TRY(define_id(cp, def, parts[CU_KEYWORD_ID],
						 value->type == CU_JSON_STRING));
	CU_TRY(cu_term_parts(cp, def, parts));
	return finish(cp, def);
}

cu_status
cu_term_create(cu_compiler *cp, uint32_t i)
{
	const cu_member *m = &cp->members[i];
	cu_status	status;

	if (cp->states[i] == CU_TERM_DONE)
		return CU_OK;
	if (cp->states[i] == CU_TERM_OPEN)
		return cu_compiler_fail(cp, m->name, "cyclic IRI mapping: "
								"a term is defined by itself");
	if (m->name.n == 0)
		return cu_compiler_fail(cp, m->name, "invalid term definition: "
								"the term is empty");
	if (cu_keyword_find(m->name) &&
		(!cu_slice_is(m->name, "@type") || !type_definition_good(&m->value)))
		return cu_compiler_fail(cp, m->name, "keyword redefinition: "
								"a keyword cannot be defined");
	if (cu_canceled(cp->env->ctx))
		return CU_CANCELED;
	cp->states[i] = CU_TERM_OPEN;
	if (cu_keyword_form(m->name) && !cu_keyword_find(m->name))
		note_loss(cp);
	else
	{
		if (cp->env->depth >= cu_jsonld_depth(cp->env->ctx))
			return cu_fail(cp->env->ctx, CU_LIMIT_DEPTH, NULL);
		cp->env->depth++;
		status = define(cp, m->name, &m->value);
		cp->env->depth--;
		if (status != CU_OK)
			return status;
	}
	cp->states[i] = CU_TERM_DONE;
	return CU_OK;
}

cu_status
cu_term_require(cu_compiler *cp, cu_slice name)
{
	uint32_t	i = cu_name_hash(name) & cp->index_mask;

	for (; cp->index[i]; i = (i + 1) & cp->index_mask)
	{
		if (cu_slice_eq(cp->members[cp->index[i] - 1].name, name))
			return cu_term_create(cp, cp->index[i] - 1);
	}
	return CU_OK;
}
