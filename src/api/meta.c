/* meta.c -- the user's table about models */
#include "api/handle.h"

#include <stdlib.h>
#include <string.h>

struct meta_args {
	struct flopcount_meta *meta;
	struct flopcount_bytes text;
	struct fc_meta_fault fault;
};

static int
meta_make(void *args)
{
	struct meta_args *a = args;

	a->meta->arena = fc_arena_new(&a->meta->heap);
	return fc_meta_read(a->meta->arena, a->text.data, a->text.size, &a->meta->table, &a->fault)
	           ? FLOPCOUNT_OK
	           : FLOPCOUNT_E_FORMAT;
}

int
flopcount_meta_new(struct flopcount_meta **out, struct flopcount_bytes text,
                   struct flopcount_meta_fault *fault)
{
	struct meta_args a = { .text = text };
	int status;

	if (!out || !text.data)
		return FLOPCOUNT_E_ARGUMENT;
	a.meta = calloc(1, sizeof(*a.meta));
	if (!a.meta)
		return FLOPCOUNT_E_MEMORY;
	status = fc_api_guard(&a.meta->heap, meta_make, &a);
	if (!status) {
		*out = a.meta;
		return FLOPCOUNT_OK;
	}
	flopcount_meta_free(a.meta);
	if (fault && status == FLOPCOUNT_E_FORMAT) {
		const struct flopcount_meta_fault full = { fault->size, a.fault.line, a.fault.what };

		if (fc_api_fill(fault, &full, sizeof(full)))
			return FLOPCOUNT_E_ARGUMENT;
	}
	return status;
}

const char *
flopcount_meta_cell(const struct flopcount_meta *meta, const char *path, const char *column)
{
	uint32_t at;

	if (!meta || !path || !column)
		return NULL;
	at = fc_meta_column(&meta->table, column);
	return at == UINT32_MAX ? NULL : fc_meta_cell(&meta->table, path, at);
}

void
flopcount_meta_free(struct flopcount_meta *meta)
{
	if (!meta)
		return;
	fc_heap_done(&meta->heap);
	free(meta);
}
