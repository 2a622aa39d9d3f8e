/* names.c -- what there is: columns, conventions, formats, metrics, operators */
#include "flopcount.h"

#include "base/num.h"
#include "ops/op.h"
#include "ops/registry.h"
#include "report/compare.h"
#include "report/report.h"
#include "report/timing.h"
#include "result/column.h"
#include "result/device.h"
#include "result/policy.h"
#include "result/view.h"

#include <string.h>

static const struct metric {
	const char *key, *text;
} metrics[] = {
	{ "params", "learnable elements, each stored tensor once" },
	{ "param_bytes", "bytes stored for them" },
	{ "buffers", "stored elements that are not learnable" },
	{ "buffer_bytes", "bytes stored for them" },
	{ "macs", "multiply-accumulate pairs of contractions" },
	{ "flops", "floating-point operations, as the convention counts them" },
	{ "read_bytes", "bytes that operators read" },
	{ "write_bytes", "bytes that operators write" },
	{ "access_bytes", "bytes read and written" },
	{ "access_elements", "elements read and written" },
	{ "peak_activation_bytes", "largest sum of the activations alive at once" },
	{ "nodes", "rows of the report" },
	{ "uncounted_nodes", "rows whose cost is not known" },
	{ "file_bytes", "size of the file" },
	{ "weight_bytes", "all stored tensors, external files included" },
};

#define N(a) (sizeof(a) / sizeof((a)[0]))

const char *
flopcount_name_at(enum flopcount_names kind, size_t i)
{
	switch (kind) {
	case FLOPCOUNT_COLUMNS: {
		const struct fc_column *c = fc_column_at(i);

		return c ? c->key : NULL;
	}
	case FLOPCOUNT_CONVENTIONS: {
		const struct fc_policy *p = fc_policy_at(i);

		return p ? fc_policy_name(p) : NULL;
	}
	case FLOPCOUNT_FORMATS: {
		const struct fc_report_format *f = fc_report_at(i);

		return f ? f->name : NULL;
	}
	case FLOPCOUNT_METRICS:
		return fc_result_total_key(i);
	case FLOPCOUNT_OPERATORS: {
		const struct fc_op *op = fc_registry_at(i);

		return op ? op->name : NULL;
	}
	case FLOPCOUNT_COMPARE_COLUMNS:
		return fc_compare_key(i);
	case FLOPCOUNT_COMPARE_FORMATS: {
		const struct fc_report_format *f = fc_compare_format_at(i);

		return f ? f->name : NULL;
	}
	case FLOPCOUNT_DEVICES: {
		struct fc_device d;

		return fc_device_at(i, &d) ? d.name : NULL;
	}
	case FLOPCOUNT_TIMING_FORMATS: {
		const struct fc_timing_format *f = fc_timing_at(i);

		return f ? f->name : NULL;
	}
	case FLOPCOUNT_LIMITS:
		return fc_limits_name(i, NULL);
	}
	return NULL;
}

static const char *
metric_text(const char *key)
{
	for (size_t i = 0; key && i < N(metrics); i++) {
		if (!strcmp(metrics[i].key, key))
			return metrics[i].text;
	}
	return NULL;
}

const char *
flopcount_name_text(enum flopcount_names kind, size_t i)
{
	switch (kind) {
	case FLOPCOUNT_COLUMNS: {
		const struct fc_column *c = fc_column_at(i);

		return c ? c->title : NULL;
	}
	case FLOPCOUNT_CONVENTIONS: {
		const struct fc_policy *p = fc_policy_at(i);

		return p ? fc_policy_text(p) : NULL;
	}
	case FLOPCOUNT_METRICS:
		return metric_text(fc_result_total_key(i));
	case FLOPCOUNT_OPERATORS: {
		const struct fc_op *op = fc_registry_at(i);

		return op ? op->cost : NULL;
	}
	case FLOPCOUNT_DEVICES: {
		struct fc_device d;

		return fc_device_at(i, &d) ? d.title : NULL;
	}
	case FLOPCOUNT_LIMITS: {
		const char *text = NULL;

		fc_limits_name(i, &text);
		return text;
	}
	case FLOPCOUNT_COMPARE_COLUMNS:
	case FLOPCOUNT_COMPARE_FORMATS:
	case FLOPCOUNT_FORMATS:
	case FLOPCOUNT_TIMING_FORMATS:
		break;
	}
	return NULL;
}

/* A third of the word may be wrong, two letters of a short one, one of a shorter. */
const char *
flopcount_nearest(const char *word, const char *const *names, size_t n)
{
	size_t length = word ? strlen(word) : 0;
	unsigned best = length > 96 ? 32 : length < 4 ? 1 : length < 6 ? 2 : (unsigned)(length / 3);
	const char *found = NULL;

	for (size_t i = 0; length && names && i < n; i++) {
		unsigned d = names[i] ? fc_num_edits(word, names[i], best) : best + 1;

		if (d > best || (found && d == best) || d >= length)
			continue;
		best = d;
		found = names[i];
	}
	return found;
}

const char *
flopcount_status_text(int status)
{
	switch (status) {
	case FLOPCOUNT_OK:
		return "ok";
	case FLOPCOUNT_E_MEMORY:
		return "no memory";
	case FLOPCOUNT_E_IO:
		return "input or output failed";
	case FLOPCOUNT_E_FORMAT:
		return "file is damaged, or no model";
	case FLOPCOUNT_E_ARGUMENT:
		return "argument makes no sense";
	case FLOPCOUNT_E_NOT_FOUND:
		return "not found";
	default:
		return "unknown status";
	}
}

#define TEXT(x)          #x
#define VERSION(a, b, c) TEXT(a) "." TEXT(b) "." TEXT(c)

const char *
flopcount_version(void)
{
	return VERSION(FLOPCOUNT_VERSION_MAJOR, FLOPCOUNT_VERSION_MINOR, FLOPCOUNT_VERSION_MICRO);
}
