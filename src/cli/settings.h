/* settings.h -- what the command line asked for */
#ifndef FC_CLI_SETTINGS_H
#define FC_CLI_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/list.h"
#include "cli/say.h"

enum { FC_OUTPUTS = 32 }; /* reports in one run */

struct flopcount_device;
struct flopcount_meta;

struct fc_dim_setting {
	const char *text; /* as it was given */
	char *name;
	int64_t value;
};

/* One -f, one -o, or a pair of them. */
struct fc_output_setting {
	const char *format; /* NULL: table */
	const char *file;   /* NULL: standard output */
};

/* A file of operators in memory. */
struct fc_ops_file {
	const char *path;
	char *data;
	size_t size;
};

/* What diff, check, baseline and init have. */
struct fc_gate_settings {
	const char *config, *baseline, *base_model, *key;
	bool require_baseline, warn_as_error, github, force;
	bool has_margin;
	uint64_t margin;
	struct fc_list fail_on;
};

/* What time has, and compare and check where they measure. */
struct fc_time_settings {
	const char *library, *provider, *min_time;
	bool wanted, providers, random_weights, profile;
	struct fc_list data;    /* NAME=FILE.npy */
	int effort;             /* 0: all; then none, basic, extended, all */
	uint64_t runs, warmup, threads, device, seed;
};

struct fc_settings {
	struct fc_say say;
	bool help, version, words;
	bool strict, hash, summary, memory, conventions;
	int by; /* enum flopcount_by */
	uint64_t depth, top, jobs;
	const char *convention, *method, *sort, *columns, *files_from, *meta_file;
	int compare; /* enum flopcount_compare */
	struct flopcount_meta *meta;
	const char *device_name; /* or a file */
	struct flopcount_device *device;
	uint64_t threads; /* 0: as many as there are processors */
	struct fc_list operand, input;
	struct fc_ops_file *ops; /* --ops */
	size_t n_ops;
	int ops_format;
	struct fc_dim_setting *dim;
	size_t n_dim;
	bool sandbox;
	struct fc_list readable; /* what may be read beside the models: cli/sandbox.h */
	char *limits; /* "nodes=1000,steps=50"; NULL */
	struct fc_output_setting output[FC_OUTPUTS];
	size_t n_output;
	struct fc_gate_settings gate;
	struct fc_time_settings time;
};

/* Free what was allocated for s. */
void fc_settings_done(struct fc_settings *s);

#endif
