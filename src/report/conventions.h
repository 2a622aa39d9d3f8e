/* conventions.h -- one model under several conventions, operator by operator */
#ifndef FC_REPORT_CONVENTIONS_H
#define FC_REPORT_CONVENTIONS_H

#include "report/report.h"

/*
 * Formats of that report; NULL: unknown. It is given results of one model after
 * the other, one per convention; the same path again is the same model.
 */
const struct fc_report_format *fc_conventions_find(const char *name);

extern const struct fc_report_format fc_conventions_csv, fc_conventions_md, fc_conventions_table;

#endif
