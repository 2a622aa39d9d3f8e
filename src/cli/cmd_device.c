/* cmd_device.c -- flopcount device [NAME|measure]: devices known, and this one */
#include "cli/cmd.h"

#include <stdio.h>
#include <string.h>

#include "cli/exit.h"
#include "cli/measure.h"
#include "cli/options.h"
#include "cli/outfile.h"
#include "cli/settings.h"
#include "flopcount.h"

static int
measure(struct fc_settings *s)
{
	struct fc_measured m;

	if (!fc_measure(&m, (unsigned)(s->threads < 1024 ? s->threads : 1024))) {
		fc_say_error(&s->say, "cannot measure: no memory, or no thread could be started");
		return FC_EXIT_FAULT;
	}
	printf("{\n  \"schema\": \"flopcount.device/1\",\n  \"name\": \"measured\",\n");
	printf("  \"title\": \"this machine, %u thread%s\",\n", m.threads, m.threads == 1 ? "" : "s");
	printf("  \"peak_flops\": {\"float32\": %.0f},\n  \"memory_bandwidth\": %.0f,\n", m.flops,
	       m.bandwidth);
	printf("  \"cache_bytes\": null,\n  \"cache_bandwidth\": null,\n");
	printf("  \"source\": \"flopcount device measure: float32 multiply-adds with %s, "
	       "triad over %zu MiB, the best of several\"\n}\n", m.kernel, m.triad_bytes >> 20);
	return FC_EXIT_OK;
}

static int
device(struct fc_settings *s)
{
	const char *word = s->operand.n ? s->operand.at[0] : NULL;
	struct fc_outfile out;
	int status;

	if (s->operand.n > 1)
		return fc_cmd_misused(s, &fc_cmd_device, "more than one device");
	if (word && !strcmp(word, "measure"))
		return measure(s);
	fc_outfile_open(&out, NULL);
	status = flopcount_devices(word, fc_outfile_write, &out);
	if (status == FLOPCOUNT_E_NOT_FOUND) {
		fc_opt_is_name(s, FLOPCOUNT_DEVICES, word);
		return FC_EXIT_USAGE;
	}
	if (status == FLOPCOUNT_E_IO)
		return fc_outfile_failed(&out, &s->say);
	if (status)
		fc_say_error(&s->say, "%s", flopcount_status_text(status));
	return status ? FC_EXIT_FAULT : FC_EXIT_OK;
}

static const struct fc_opt own[] = {
	{ FC_OPT_NUMBER, 0, "threads", "N", "measure with N threads; 0 (default): a thread per processor",
	  .into = offsetof(struct fc_settings, threads) },
	{ .kind = FC_OPT_END },
};

static const struct fc_opt options[] = {
	{ FC_OPT_GROUP, .help = "about the measurement", .group = own },
	{ FC_OPT_GROUP, .help = "general", .group = fc_options_general },
	{ .kind = FC_OPT_END },
};

const struct fc_cmd fc_cmd_device = {
	"device", "[NAME|measure]",
	"list the devices that --device knows; describe one as JSON; measure this machine", options, device
};
