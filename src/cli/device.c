/* device.c -- a device by its name, or from a JSON file */
#include "cli/device.h"

#include <stdlib.h>
#include <string.h>

#include "cli/bytes.h"
#include "cli/exit.h"
#include "cli/opt.h"
#include "cli/settings.h"
#include "flopcount.h"

enum { DEVICE_MAX = 1 << 20 }; /* bytes of a device file */

static bool
is_file(const char *name)
{
	size_t n = strlen(name);

	return strchr(name, '/') || !strcmp(name, "-") || (n > 5 && !strcmp(name + n - 5, ".json"));
}

static int
take_file(struct fc_settings *s)
{
	const char *fault = "";
	size_t n;
	int error, status;
	char *text = fc_bytes_read(s->device_name, DEVICE_MAX, &n, &error);

	if (!text) {
		fc_say_error(&s->say, "cannot read '%s': %s", s->device_name, strerror(error));
		return FC_EXIT_USAGE;
	}
	status = flopcount_device_new(&s->device, NULL, &(struct flopcount_bytes){ text, n }, &fault);
	free(text);
	if (status == FLOPCOUNT_E_FORMAT)
		fc_say_error(&s->say, "'%s' describes no device: %s", s->device_name, fault);
	else if (status)
		fc_say_error(&s->say, "%s", flopcount_status_text(status));
	return !status ? FC_EXIT_OK : status == FLOPCOUNT_E_FORMAT ? FC_EXIT_USAGE : FC_EXIT_FAULT;
}

int
fc_device_take(struct fc_settings *s)
{
	int status;

	if (!s->device_name)
		return FC_EXIT_OK;
	if (is_file(s->device_name))
		return take_file(s);
	if (!fc_opt_is_name(s, FLOPCOUNT_DEVICES, s->device_name)) {
		fc_say_note(&s->say, "'flopcount device' lists those known; a file's name ends in .json");
		return FC_EXIT_USAGE;
	}
	status = flopcount_device_new(&s->device, s->device_name, NULL, NULL);
	if (status)
		fc_say_error(&s->say, "%s", flopcount_status_text(status));
	return status ? FC_EXIT_FAULT : FC_EXIT_OK;
}
