/* job.c -- open a model, count it, say what was found */
#include "cli/job.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/exit.h"
#include "cli/list.h"
#include "cli/outfile.h"
#include "cli/settings.h"
#include "flopcount.h"

static int
give_ops(const struct fc_ops_file *file, struct flopcount_ctx *ctx)
{
	struct flopcount_bytes text = { file->data, file->size };

	return flopcount_ctx_ops(ctx, file->path, text);
}

bool
fc_job_try_ops(struct fc_settings *s, const struct fc_ops_file *file)
{
	struct flopcount_diagnostic d = FLOPCOUNT_DIAGNOSTIC_INIT;
	struct flopcount_ctx *ctx = NULL;
	int status = flopcount_ctx_new(&ctx, NULL);

	if (!status)
		status = give_ops(file, ctx);
	for (size_t i = 0; status && ctx && !flopcount_ctx_diagnostic_at(ctx, i, &d); i++) {
		d.file = file->path;
		fc_say_diagnostic(&s->say, NULL, &d);
	}
	flopcount_ctx_free(ctx);
	if (status == FLOPCOUNT_E_MEMORY)
		fc_outfile_die(flopcount_status_text(status)); /* which is no misuse */
	return !status;
}

int
fc_job_give(const struct fc_settings *s, struct flopcount_ctx *ctx)
{
	int status = FLOPCOUNT_OK;

	for (size_t i = 0; i < s->n_ops && !status; i++)
		status = give_ops(&s->ops[i], ctx);
	for (size_t i = 0; i < s->n_dim && !status; i++)
		status = flopcount_ctx_dim(ctx, s->dim[i].name, s->dim[i].value);
	for (size_t i = 0; i < s->input.n && !status; i++)
		status = flopcount_ctx_input(ctx, s->input.at[i]);
	return status;
}

int
fc_job_check(struct fc_settings *s)
{
	struct flopcount_diagnostic d = FLOPCOUNT_DIAGNOSTIC_INIT;
	struct flopcount_ctx *ctx = NULL;
	int status;

	if (!s->input.n && !s->n_dim)
		return FC_EXIT_OK;
	status = flopcount_ctx_new(&ctx, NULL);
	if (!status)
		status = fc_job_give(s, ctx);
	for (size_t i = 0; status && ctx && !flopcount_ctx_diagnostic_at(ctx, i, &d); i++)
		fc_say_diagnostic(&s->say, NULL, &d);
	flopcount_ctx_free(ctx);
	if (status == FLOPCOUNT_E_MEMORY)
		fc_say_error(&s->say, "%s", flopcount_status_text(status));
	return !status ? FC_EXIT_OK : status == FLOPCOUNT_E_MEMORY ? FC_EXIT_FAULT : FC_EXIT_USAGE;
}

static void
note_used(const struct fc_settings *s, struct fc_job *job)
{
	job->used = fc_memory(NULL, s->input.n + s->n_dim + 1, sizeof(*job->used));
	for (size_t i = 0; i < s->input.n; i++)
		job->used[i] = flopcount_model_used_input(job->model, i);
	for (size_t i = 0; i < s->n_dim; i++)
		job->used[s->input.n + i] = flopcount_model_used_dim(job->model, i);
}

/* A model of a million nodes takes some 0.6 GB; more than this is a file made to fill the machine. */
#define MEMORY_LIMIT ((size_t)(sizeof(size_t) > 4 ? UINT64_C(8) << 30 : 1u << 30))

static int
open_any(struct fc_job *job, const struct flopcount_model_options *o)
{
	if (job->bytes)
		return flopcount_model_open_memory(&job->model, job->ctx, job->path, *job->bytes, o);
	return flopcount_model_open(&job->model, job->ctx, job->path, o);
}

void
fc_job_run(const struct fc_settings *s, struct fc_job *job)
{
	struct flopcount_ctx_options options = FLOPCOUNT_CTX_OPTIONS_INIT;
	struct flopcount_model_options open = FLOPCOUNT_MODEL_OPTIONS_INIT;
	struct flopcount_result_options count = FLOPCOUNT_RESULT_OPTIONS_INIT;

	options.memory_limit = MEMORY_LIMIT;
	options.limits = s->limits;
	open.method = s->method;
	open.hash = s->hash;
	count.convention = s->convention;
	count.device = s->device;
	for (size_t i = 0; i < s->n_output; i++)
		count.formulas |= s->output[i].format && !strcmp(s->output[i].format, "html");
	job->status = flopcount_ctx_new(&job->ctx, &options);
	if (job->status)
		return;
	job->status = fc_job_give(s, job->ctx);
	for (size_t i = 0; i < job->input.n && !job->status; i++)
		job->status = flopcount_ctx_input(job->ctx, job->input.at[i]);
	if (!job->status)
		job->status = open_any(job, &open);
	if (!job->status)
		job->status = flopcount_result_new(&job->result, job->model, &count);
	if (job->model)
		note_used(s, job);
	if (job->status && flopcount_result_failed(&job->result, job->ctx, job->path, &count))
		job->status = FLOPCOUNT_E_MEMORY; /* there was none to keep what was said */
	if (job->keep_model)
		return;
	flopcount_model_free(job->model);
	job->model = NULL;
}

/* Answers how it ended: as the job did, or without memory to say so. */
static int
say_diagnostics(struct fc_settings *s, const struct fc_job *job)
{
	struct flopcount_diagnostic d = FLOPCOUNT_DIAGNOSTIC_INIT;
	struct fc_said said = { 0 };
	int status = FLOPCOUNT_OK;
	size_t n = 0;
	bool all;

	while (job->result && !status) {
		status = flopcount_result_diagnostic_at(job->result, n, &d);
		if (!status)
			fc_say_counted(&s->say, &said, job->path, &d);
		n += !status;
	}
	fc_say_rest(&s->say, &said, job->path);
	all = status != FLOPCOUNT_E_MEMORY;
	status = all ? job->status : status;
	if (!job->result || !all || (status && !n))
		fc_say_error(&s->say, "%s: %s", job->path, flopcount_status_text(status));
	return status;
}

int
fc_job_say(struct fc_settings *s, const struct fc_job *job)
{
	switch (say_diagnostics(s, job)) {
	case FLOPCOUNT_OK:
		return FC_EXIT_OK;
	case FLOPCOUNT_E_ARGUMENT:
		return FC_EXIT_USAGE;
	case FLOPCOUNT_E_NOT_FOUND:
		return FC_EXIT_FAULT; /* names were checked before */
	default:
		return FC_EXIT_MODEL;
	}
}

void
fc_job_done(struct fc_job *job)
{
	flopcount_result_free(job->result);
	flopcount_model_free(job->model);
	flopcount_ctx_free(job->ctx);
	free(job->used);
	fc_list_done(&job->input);
	*job = (struct fc_job){ 0 };
}
