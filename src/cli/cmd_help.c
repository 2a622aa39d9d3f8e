/* cmd_help.c -- flopcount help [COMMAND], and the table of commands */
#include "cli/cmd.h"

#include <stdio.h>
#include <string.h>

#include "cli/exit.h"
#include "cli/options.h"
#include "cli/settings.h"
#include "flopcount.h"

static const struct fc_cmd *const commands[] = {
	&fc_cmd_count,
	&fc_cmd_baseline,
	&fc_cmd_check,
	&fc_cmd_compare,
	&fc_cmd_device,
	&fc_cmd_diff,
	&fc_cmd_explain,
	&fc_cmd_help,
	&fc_cmd_init,
	&fc_cmd_ops,
	&fc_cmd_time,
};

#define N (sizeof(commands) / sizeof(commands[0]))

const struct fc_cmd *
fc_cmd_find(const char *name)
{
	for (size_t i = 0; i < N; i++) {
		if (!strcmp(commands[i]->name, name))
			return commands[i];
	}
	return NULL;
}

const char *
fc_cmd_near(const char *word)
{
	const char *names[N];

	for (size_t i = 0; i < N; i++)
		names[i] = commands[i]->name;
	return flopcount_nearest(word, names, N);
}

void
fc_cmd_print_help(const struct fc_cmd *cmd)
{
	if (cmd == &fc_cmd_count) {
		printf("usage: flopcount %s\n", cmd->usage);
		for (size_t i = 1; i < N; i++)
			printf("       flopcount %s %s\n", commands[i]->name, commands[i]->usage);
	} else {
		printf("usage: flopcount %s %s\n", cmd->name, cmd->usage);
	}
	printf("\n%s\n", cmd->summary);
	fc_opt_help(cmd->options);
}

int
fc_cmd_misused(struct fc_settings *s, const struct fc_cmd *cmd, const char *fault)
{
	bool is_default = cmd == &fc_cmd_count;

	if (fault)
		fc_say_error(&s->say, "%s", fault);
	fc_say_note(&s->say, "try 'flopcount %s%s--help'", is_default ? "" : cmd->name,
	            is_default ? "" : " ");
	return FC_EXIT_USAGE;
}

/* For completion: the commands, or the options of one. */
static int
words(const struct fc_settings *s, const struct fc_cmd *cmd)
{
	if (s->operand.n)
		fc_opt_words(cmd->options);
	for (size_t i = 0; i < N && !s->operand.n; i++)
		printf("%s\n", commands[i]->name);
	return FC_EXIT_OK;
}

static int
help(struct fc_settings *s)
{
	const char *word = s->operand.n ? s->operand.at[0] : "count";
	const struct fc_cmd *cmd = fc_cmd_find(word);
	const char *near = fc_cmd_near(word);

	if (s->operand.n > 1)
		return fc_cmd_misused(s, &fc_cmd_help, "more than one command");
	if (cmd && s->words)
		return words(s, cmd);
	if (cmd) {
		fc_cmd_print_help(cmd);
		return FC_EXIT_OK;
	}
	if (near)
		fc_say_error(&s->say, "no command is called '%s'; did you mean '%s'?", word, near);
	else
		fc_say_error(&s->say, "no command is called '%s'", word);
	return fc_cmd_misused(s, &fc_cmd_help, NULL);
}

static const struct fc_opt own[] = {
	{ FC_OPT_FLAG, 0, "words", NULL,
	  "print commands, or the options of COMMAND, for completion in shells",
	  .into = offsetof(struct fc_settings, words) },
	{ .kind = FC_OPT_END },
};

static const struct fc_opt options[] = {
	{ FC_OPT_GROUP, .help = "about the help", .group = own },
	{ FC_OPT_GROUP, .help = "general", .group = fc_options_general },
	{ .kind = FC_OPT_END },
};

const struct fc_cmd fc_cmd_help = { "help", "[--words] [COMMAND]", "print how a command is used", options,
	                            help };
