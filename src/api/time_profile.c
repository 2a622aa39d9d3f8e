/* time_profile.c -- runs with the runtime's own profile, in a folder that is left empty */
#include "api/timer_handle.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/source.h"
#include "base/str.h"
#include "timer/profile.h"

enum {
	SKIPPED = 1,         /* runs: caches and pages are cold */
	LEAST_RUNS = 3,      /* that one included */
	NODE_RUNS = 200000   /* kernels in all, where each runs once; the runtime stops at a million */
};

struct profiling {
	struct flopcount_timer *t;
	struct fc_str prefix, graph, weights, found;
	struct fc_source *source;
	struct flopcount_model *optimized; /* NULL: the runtime did not tell */
	struct flopcount_result *result;
};

static struct fc_str
path_in(const struct flopcount_timer *t, const char *name)
{
	struct fc_str s = FC_STR(t->arena);

	fc_str_printf(&s, "%s/%s", t->options.profile, name);
	return s;
}

static int
load(struct profiling *p, bool graph, struct fc_runtime_fault *f)
{
	struct flopcount_timer *t = p->t;
	struct fc_runtime_load l = t->load;
	int status;

	fc_api_timer_let_go(t);
	l.profile = p->prefix.data;
	l.optimized = graph ? p->graph.data : NULL;
	l.weights = graph ? "weights" : NULL;
	status = t->runtime->open(&t->self, t->library, f);
	if (!status)
		status = t->runtime->load(t->self, &l, f);
	return status ? status : t->runtime->bind(t->self, t->in, t->n_in, f);
}

/* Weights are no part of the graph that is asked for: they go where nothing is kept. */
static int
load_any(struct profiling *p, struct fc_runtime_fault *f)
{
	bool nowhere = !symlink("/dev/null", p->weights.data);
	int status = nowhere ? load(p, true, f) : FC_RUNTIME_REJECTED;

	return status == FC_RUNTIME_REJECTED ? load(p, false, f) : status;
}

static int
run(struct profiling *p, struct fc_runtime_fault *f)
{
	struct flopcount_timer *t = p->t;
	uint32_t most = NODE_RUNS / (t->profiled->builder.rows.n + 1);
	double begin = fc_bench_now(), time = t->options.min_time;
	int status = FC_RUNTIME_OK;

	most = most < LEAST_RUNS ? LEAST_RUNS : most > FC_PROFILE_RUNS ? FC_PROFILE_RUNS : most;
	for (uint32_t i = 0; i < most && !status && (i < LEAST_RUNS || fc_bench_now() - begin < time); i++)
		status = t->runtime->run(t->self, f);
	fc_api_timer_let_go(t); /* the file is complete now */
	return status;
}

/* The runtime puts the time of day into the name. */
static bool
find_file(struct profiling *p)
{
	DIR *folder = opendir(p->t->options.profile);
	struct dirent *entry;
	bool found = false;

	while (folder && !found && (entry = readdir(folder))) {
		found = !strncmp(entry->d_name, "profile", strlen("profile"));
		if (found)
			fc_str_printf(&p->found, "%s/%s", p->t->options.profile, entry->d_name);
	}
	if (folder)
		closedir(folder);
	return found;
}

static int
read_profile(struct profiling *p, struct fc_profile *out)
{
	struct flopcount_timer *t = p->t;

	errno = 0;
	if (find_file(p))
		p->source = fc_source_open(t->arena, &t->diags, p->found.data, 0);
	else if (errno == ENOMEM)
		return FLOPCOUNT_E_MEMORY;
	if (p->source && fc_profile_read(t->arena, p->source, SKIPPED, out) && out->runs)
		return FLOPCOUNT_OK;
	fc_diag_add(&t->diags, FC_E_RUNTIME, (struct fc_where){ 0 }, "the runtime's profile %s",
	            p->source ? "holds no complete run" : "is not there");
	return FLOPCOUNT_E_NOT_FOUND;
}

static int
profile(void *args)
{
	struct profiling *p = args;
	struct flopcount_timer *t = p->t;
	struct fc_runtime_fault f = { "" };
	struct fc_profile *got = FC_NEW(t->arena, struct fc_profile);
	int status;

	p->prefix = path_in(t, "profile");
	p->graph = path_in(t, "graph.onnx");
	p->weights = path_in(t, "weights");
	p->found = (struct fc_str)FC_STR(t->arena);
	status = load_any(p, &f);
	if (!status)
		status = run(p, &f);
	if (status)
		return fc_api_timer_fault(t, status, &f);
	status = read_profile(p, got);
	if (!status)
		status = flopcount_result_new(&p->result, t->profiled, NULL);
	if (status)
		return status;
	if (flopcount_model_open(&p->optimized, t->ctx, p->graph.data, NULL) == FLOPCOUNT_E_MEMORY)
		return FLOPCOUNT_E_MEMORY;
	t->timing.profile = fc_api_timer_join(t, got, p->optimized, p->result->r);
	return FLOPCOUNT_OK;
}

static void
clean(struct profiling *p)
{
	fc_api_timer_let_go(p->t);
	fc_source_close(p->source);
	flopcount_model_free(p->optimized);
	flopcount_result_free(p->result);
	if (!p->found.size && p->found.arena)
		(void)find_file(p);
	if (p->found.size)
		unlink(p->found.data);
	if (p->weights.size) {
		unlink(p->weights.data);
		unlink(p->graph.data);
	}
}

int
fc_api_timer_profile(struct flopcount_timer *t)
{
	struct profiling p = { .t = t };
	int status;

	if (!t->library) {
		fc_diag_add(&t->diags, FC_E_RUNTIME, (struct fc_where){ 0 }, "%s writes no profile",
		            t->timing.runtime);
		return FLOPCOUNT_E_NOT_FOUND;
	}
	status = fc_api_guard(&t->heap, profile, &p);
	clean(&p);
	return status;
}
