/* sandbox.h -- which files a run may touch, once it is known */
#ifndef FC_CLI_SANDBOX_H
#define FC_CLI_SANDBOX_H

struct fc_list;
struct fc_settings;

/* Say that the command takes no --sandbox, and why; answers the exit code. */
int fc_sandbox_refuse(struct fc_settings *s, const char *command, const char *why);

/* path may be read: a file, a folder with all below it, or "-". */
void fc_sandbox_read(struct fc_settings *s, const char *path);

/*
 * With --sandbox, hold the process to what was said, to those models (NULL:
 * none) and to the files of -o, which are open already. An exit code, after
 * an error; without --sandbox nothing happens.
 */
int fc_sandbox_enter(struct fc_settings *s, const struct fc_list *models);

#endif
