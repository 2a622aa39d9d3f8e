/* main.c -- which command it is, and the exit code */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/cmd.h"
#include "cli/exit.h"
#include "cli/outfile.h"
#include "cli/settings.h"
#include "flopcount.h"

/* Were a standard stream closed, the next file opened would take its place. */
static void
keep_standard_streams(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDONLY);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
}

static int
run(const struct fc_cmd *cmd, struct fc_settings *s, int argc, char **argv)
{
	bool ok = fc_opt_parse(s, cmd->options, argc, argv);

	fc_say_init(&s->say);
	if (!ok)
		return fc_cmd_misused(s, cmd, NULL);
	if (s->help) {
		fc_cmd_print_help(cmd);
		return FC_EXIT_OK;
	}
	if (s->version) {
		printf("flopcount %s\n", flopcount_version());
		return FC_EXIT_OK;
	}
	return cmd->run(s);
}

/* What was printed with stdio has not left yet. */
static int
flush(struct fc_settings *s)
{
	if (!fflush(stdout) && !ferror(stdout))
		return FC_EXIT_OK;
	if (errno == EPIPE)
		return FC_EXIT_PIPE;
	fc_say_error(&s->say, "cannot write standard output: %s", strerror(errno));
	return FC_EXIT_MODEL;
}

int
main(int argc, char **argv)
{
	struct fc_settings settings = { 0 };
	const struct fc_cmd *cmd = argc > 1 ? fc_cmd_find(argv[1]) : NULL;
	int skip = cmd ? 2 : 1;
	int code;

	keep_standard_streams();
	fc_outfile_signals();
	if (argc < skip)
		skip = argc;
	code = run(cmd ? cmd : &fc_cmd_count, &settings, argc - skip, argv + skip);
	code = fc_exit_worse(code, flush(&settings));
	fc_settings_done(&settings);
	return code;
}
