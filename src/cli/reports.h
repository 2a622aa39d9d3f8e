/* reports.h -- the reports of one run, written side by side */
#ifndef FC_CLI_REPORTS_H
#define FC_CLI_REPORTS_H

#include <stddef.h>

#include "cli/outfile.h"
#include "cli/settings.h"

struct flopcount_report;
struct flopcount_result;

struct fc_reports {
	struct fc_settings *s;
	struct {
		struct fc_outfile file;
		struct flopcount_report *report;
	} at[FC_OUTPUTS];
	size_t n;
};

/* Open every report for so many models. An exit code, after an error; call done in any case. */
int fc_reports_open(struct fc_reports *r, struct fc_settings *s, size_t models);

/* Add a result to each. An exit code, after an error. */
int fc_reports_add(struct fc_reports *r, const struct flopcount_result *result);

/* End each, and put the files in their places. An exit code, after an error. */
int fc_reports_end(struct fc_reports *r);

/* Drop what was not ended. */
void fc_reports_done(struct fc_reports *r);

#endif
