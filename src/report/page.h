/* page.h -- the page of a report: its parts, and a model as data for it */
#ifndef FC_REPORT_PAGE_H
#define FC_REPORT_PAGE_H

#include "report/report.h"

/* Made of page/ when the library is built; NUL-terminated. The hashes are those of a content policy. */
extern const char fc_page_style[], fc_page_script[], fc_page_style_hash[], fc_page_script_hash[];

/* One model as a JSON object without a '<', fit to stand in a script element. */
void fc_page_model(struct fc_report *r, const struct fc_result *result);

#endif
