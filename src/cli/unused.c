/* unused.c -- complain about inputs and dims that no model has */
#include "cli/unused.h"

#include <stdlib.h>
#include <string.h>

#include "cli/exit.h"
#include "cli/job.h"
#include "cli/settings.h"
#include "flopcount.h"

enum { FEW = 10 }; /* each is looked for among all; who gives more has no need of them all */

void
fc_unused_init(struct fc_unused *u, const struct fc_settings *s)
{
	size_t n = s->input.n + s->n_dim + 1;

	*u = (struct fc_unused){ .used = fc_memory(NULL, n, sizeof(*u->used)) };
	memset(u->used, 0, n * sizeof(*u->used));
}

void
fc_unused_note(struct fc_unused *u, const struct fc_settings *s, const struct fc_job *job)
{
	struct flopcount_tensor input = FLOPCOUNT_TENSOR_INIT;
	struct flopcount_symbol symbol = FLOPCOUNT_SYMBOL_INIT;
	size_t n = s->input.n + s->n_dim;

	u->failed |= job->status != FLOPCOUNT_OK;
	for (size_t i = 0; i < n && job->used; i++)
		u->used[i] |= job->used[i];
	for (size_t i = 0; n && job->result && !flopcount_result_input_at(job->result, i, &input); i++)
		fc_list_add(&u->inputs, input.name);
	for (size_t i = 0; n && job->result && !flopcount_result_symbol_at(job->result, i, &symbol); i++)
		fc_list_add(&u->symbols, symbol.name);
}

/* "NAME=..." with a NAME, or one without: '=' begins a literal, and brackets hold more of them. */
static size_t
name_length(const char *text)
{
	size_t n = strcspn(text, "=");

	return text[n] && !strchr("=[({", text[0]) ? n : 0;
}

static void
say_input(const struct fc_unused *u, struct fc_settings *s, const char *text)
{
	char *name = fc_text_copy(text, name_length(text));
	const char *near = flopcount_nearest(name, (const char *const *)u->inputs.at, u->inputs.n);

	if (!*name)
		fc_say_error(&s->say, "no model has so many inputs: nothing is left for '%s'", text);
	else if (near && !strcmp(near, name))
		fc_say_error(&s->say, "input '%s' is given more than once", name);
	else if (near)
		fc_say_error(&s->say, "no model has an input '%s'; did you mean '%s'?", name, near);
	else
		fc_say_error(&s->say, "no model has an input '%s'", name);
	free(name);
}

static void
say_dim(const struct fc_unused *u, struct fc_settings *s, const char *name)
{
	const char *near = flopcount_nearest(name, (const char *const *)u->symbols.at, u->symbols.n);

	if (near)
		fc_say_warning(&s->say, "no model has a dimension '%s'; did you mean '%s'? [FC-W503]", name,
		               near);
	else
		fc_say_warning(&s->say, "no model has a dimension '%s' [FC-W503]", name);
}

int
fc_unused_say(const struct fc_unused *u, struct fc_settings *s)
{
	int code = FC_EXIT_OK;
	unsigned n = 0;

	if (u->failed)
		return code;
	for (size_t i = 0; i < s->input.n; i++) {
		if (u->used[i])
			continue;
		if (++n > FEW)
			break;
		say_input(u, s, s->input.at[i]);
		code = FC_EXIT_USAGE;
	}
	for (size_t i = 0; i < s->n_dim; i++) {
		if (!u->used[s->input.n + i] && ++n <= 2 * FEW)
			say_dim(u, s, s->dim[i].name);
	}
	return code;
}

void
fc_unused_done(struct fc_unused *u)
{
	free(u->used);
	fc_list_done(&u->inputs);
	fc_list_done(&u->symbols);
}
