/* cmd_device.c -- flopcount device [NAME|measure]: devices known, and this one */
#include "cli/cmd.h"

#include <limits.h>
#include <string.h>

#include "cli/exit.h"
#include "cli/options.h"
#include "cli/outfile.h"
#include "cli/settings.h"
#include "flopcount.h"

static int
device(struct fc_settings *s)
{
	const char *word = s->operand.n ? s->operand.at[0] : NULL;
	struct fc_outfile out;
	int status;

	if (s->operand.n > 1)
		return fc_cmd_misused(s, &fc_cmd_device, "more than one device");
	fc_outfile_open(&out, NULL);
	if (word && !strcmp(word, "measure"))
		status = flopcount_device_measure((unsigned)(s->threads < UINT_MAX ? s->threads : UINT_MAX),
		                                  fc_outfile_write, &out);
	else
		status = flopcount_devices(word, fc_outfile_write, &out);
	if (status == FLOPCOUNT_E_NOT_FOUND) {
		fc_opt_is_name(s, FLOPCOUNT_DEVICES, word);
		return FC_EXIT_USAGE;
	}
	return fc_outfile_said(&out, &s->say, status);
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
