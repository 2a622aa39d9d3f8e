/* device.h -- the device that --device names */
#ifndef FC_CLI_DEVICE_H
#define FC_CLI_DEVICE_H

struct fc_settings;

/* Make s->device of s->device_name, a name or a file; NULL stays NULL. An exit code, after an error. */
int fc_device_take(struct fc_settings *s);

#endif
