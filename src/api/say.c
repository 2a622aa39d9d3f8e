/* say.c -- diagnostics, from the lists inside to the structs outside */
#include "api/handle.h"

#include <string.h>

void
fc_api_quiet(struct flopcount_ctx *ctx)
{
	fc_arena_reset(ctx->said);
	ctx->diags = (struct fc_diags){ .arena = ctx->said, .most = (size_t)ctx->limits.diagnostics + 1 };
}

struct say_args {
	struct flopcount_ctx *ctx;
	const struct fc_diags *from;
	int status;
};

static const char *
keep(struct fc_arena *a, const char *text)
{
	return text ? fc_arena_text(a, text, strlen(text)) : NULL;
}

/*
 * From which on errors are told. Of a file that is refused the last one says
 * why; what nodes contradict or the file lacks before it would only matter if
 * there were a result.
 */
static size_t
first_error(const struct say_args *a)
{
	size_t n = a->status == FLOPCOUNT_E_FORMAT && a->from ? a->from->n : 0;

	while (n && a->from->item[n - 1].severity != FC_ERROR)
		n--;
	return n ? n - 1 : 0;
}

static int
say(void *args)
{
	struct say_args *a = args;
	struct fc_diags *to = &a->ctx->diags;
	size_t first = first_error(a);

	for (size_t i = 0; a->from && i < a->from->n; i++) {
		struct fc_where where = a->from->item[i].where;

		if (i < first && a->from->item[i].severity == FC_ERROR)
			continue;
		where.file = keep(to->arena, where.file);
		where.node = keep(to->arena, where.node);
		where.op = keep(to->arena, where.op);
		where.source = keep(to->arena, where.source);
		fc_diag_add(to, a->from->item[i].code, where, "%s", a->from->item[i].text);
	}
	if (a->status == FLOPCOUNT_E_MEMORY)
		fc_diag_add(to, FC_E_MEMORY, (struct fc_where){ 0 }, "%s",
		            a->ctx->heap.limit ? "memory limit is reached (limit 'memory')"
		                               : "out of memory");
	return FLOPCOUNT_OK;
}

int
fc_api_say(struct flopcount_ctx *ctx, const struct fc_diags *from, int status)
{
	struct say_args a = { ctx, from, status };
	int said = fc_api_guard(&ctx->heap, say, &a);

	return said ? said : status;
}

void
fc_api_diagnostic(const struct fc_diag *d, struct flopcount_diagnostic *out, char label[16])
{
	fc_diag_label(d->code, label);
	*out = (struct flopcount_diagnostic){
		.size = sizeof(*out),
		.severity = d->severity == FC_ERROR     ? FLOPCOUNT_ERROR
		            : d->severity == FC_WARNING ? FLOPCOUNT_WARNING
		                                        : FLOPCOUNT_NOTE,
		.code = label,
		.text = d->text,
		.file = d->where.file,
		.node = d->where.node,
		.op = d->where.op,
		.byte = d->where.byte,
		.line = d->where.line,
		.column = d->where.column,
		.width = d->where.width,
		.source = d->where.source,
	};
}

struct at_args {
	struct flopcount_ctx *ctx;
	size_t i;
	struct flopcount_diagnostic full;
};

static int
diagnostic_at(void *args)
{
	struct at_args *a = args;

	fc_api_diagnostic(&a->ctx->diags.item[a->i], &a->full, fc_arena_take(a->ctx->said, 1, 16));
	return FLOPCOUNT_OK;
}

int
flopcount_ctx_diagnostic_at(struct flopcount_ctx *ctx, size_t i, struct flopcount_diagnostic *out)
{
	struct at_args a = { .ctx = ctx, .i = i };
	int status;

	if (!ctx || !out)
		return FLOPCOUNT_E_ARGUMENT;
	if (i >= ctx->diags.n)
		return FLOPCOUNT_E_NOT_FOUND;
	status = fc_api_guard(&ctx->heap, diagnostic_at, &a);
	return status ? status : fc_api_fill(out, &a.full, sizeof(a.full));
}

int
fc_api_fill(void *out, const void *full, size_t size)
{
	size_t room;

	memcpy(&room, out, sizeof(room));
	if (room <= sizeof(room))
		return FLOPCOUNT_E_ARGUMENT;
	memcpy((char *)out + sizeof(room), (const char *)full + sizeof(room),
	       (room < size ? room : size) - sizeof(room));
	return FLOPCOUNT_OK;
}

bool
fc_api_take(void *ours, const void *theirs, size_t size)
{
	size_t given;

	if (!theirs)
		return true;
	memcpy(&given, theirs, sizeof(given));
	if (given < sizeof(given))
		return false;
	memcpy(ours, theirs, given < size ? given : size);
	memcpy(ours, &size, sizeof(size));
	return true;
}

bool
fc_api_sink(void *user, const void *data, size_t n)
{
	const struct flopcount_sink *sink = user;

	return sink->write(sink->user, data, n) == 0;
}
