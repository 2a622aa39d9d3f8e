/* gate.c -- models and JSON into a gate, its outcome as an exit code */
#include "cli/gate.h"

#include <stdlib.h>
#include <string.h>

#include "cli/bytes.h"
#include "cli/exit.h"
#include "cli/job.h"

void
fc_gate_say(struct fc_gate_run *r)
{
	struct flopcount_diagnostic d = FLOPCOUNT_DIAGNOSTIC_INIT;

	for (size_t i = 0; r->gate && !flopcount_gate_diagnostic_at(r->gate, i, &d); i++)
		fc_say_diagnostic(&r->s->say, NULL, &d);
}

int
fc_gate_new(struct fc_gate_run *r, const struct flopcount_gate_options *o)
{
	int status = flopcount_gate_new(&r->gate, o);

	if (status == FLOPCOUNT_E_ARGUMENT)
		fc_gate_say(r);
	else if (status)
		fc_say_error(&r->s->say, "%s", flopcount_status_text(status));
	return !status ? FC_EXIT_OK : status == FLOPCOUNT_E_ARGUMENT ? FC_EXIT_USAGE : FC_EXIT_FAULT;
}

int
fc_gate_take(struct fc_gate_run *r, const struct fc_job *job, const struct flopcount_gate_model *model)
{
	int code = fc_job_say(r->s, job);
	int status;

	if (!job->result)
		return fc_exit_worse(code, FC_EXIT_MODEL);
	status = flopcount_gate_add(r->gate, model, job->result);
	if (status) {
		fc_say_error(&r->s->say, "%s", flopcount_status_text(status));
		return FC_EXIT_FAULT;
	}
	return code;
}

int
fc_gate_load(struct fc_gate_run *r, enum flopcount_side side, const char *path,
             const struct flopcount_bytes *data)
{
	struct flopcount_bytes bytes = { NULL, 0 };
	char *owned = NULL;
	int status, error = 0;

	if (data)
		bytes = *data;
	else
		bytes.data = owned = fc_bytes_read(path, FC_BYTES_JSON, &bytes.size, &error);
	if (!bytes.data) {
		fc_say_error(&r->s->say, "cannot read '%s': %s", path, strerror(error));
		return FC_EXIT_MODEL;
	}
	status = flopcount_gate_load(r->gate, side, path, bytes);
	free(owned);
	if (status == FLOPCOUNT_E_FORMAT)
		fc_gate_say(r);
	else if (status)
		fc_say_error(&r->s->say, "%s", flopcount_status_text(status));
	return !status ? FC_EXIT_OK : status == FLOPCOUNT_E_FORMAT ? FC_EXIT_MODEL : FC_EXIT_FAULT;
}

int
fc_gate_finish(struct fc_gate_run *r)
{
	struct flopcount_outcome *o = &r->outcome;
	int status, code = FC_EXIT_OK;

	*o = (struct flopcount_outcome)FLOPCOUNT_OUTCOME_INIT;
	status = flopcount_gate_run(r->gate, o);
	if (status) {
		fc_say_error(&r->s->say, "%s", flopcount_status_text(status));
		return FC_EXIT_FAULT;
	}
	if (o->faulty)
		code = fc_exit_worse(code, FC_EXIT_USAGE);
	if (o->failed)
		code = fc_exit_worse(code, FC_EXIT_MODEL);
	if (o->broken)
		code = fc_exit_worse(code, FC_EXIT_GATE);
	if (o->absent)
		code = fc_exit_worse(code, FC_EXIT_ABSENT);
	if (o->incomplete || (o->warnings && r->s->gate.warn_as_error))
		code = fc_exit_worse(code, FC_EXIT_INCOMPLETE);
	return code;
}
