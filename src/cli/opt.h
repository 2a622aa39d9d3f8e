/* opt.h -- one table per command: parser, help and completion come from it */
#ifndef FC_CLI_OPT_H
#define FC_CLI_OPT_H

#include <stdbool.h>
#include <stddef.h>

struct fc_settings;

enum fc_opt_kind {
	FC_OPT_END,
	FC_OPT_GROUP,  /* the rows of another table stand here; help: its heading */
	FC_OPT_FLAG,   /* bool */
	FC_OPT_NUMBER, /* uint64_t */
	FC_OPT_TEXT,   /* const char * */
	FC_OPT_CHOICE, /* int: index of the word in choice */
	FC_OPT_NAME,   /* const char *: one of the library's names */
	FC_OPT_CALL    /* take() does it */
};

struct fc_opt {
	enum fc_opt_kind kind;
	char letter;               /* 0: long name only */
	const char *name, *arg;    /* arg: what help calls the value; NULL for a flag */
	const char *help;          /* lower case, no full stop */
	size_t into;               /* offset in struct fc_settings */
	const char *const *choice; /* NULL at its end */
	int names;                 /* enum flopcount_names: the words it may be, where is_name is set */
	bool is_name;
	const struct fc_opt *group;
	bool (*take)(struct fc_settings *s, const struct fc_opt *o,
	             const char *value); /* false: after an error */
};

/* Read the arguments: options into s, the rest into s->operand. false after an error, which is usage. */
bool fc_opt_parse(struct fc_settings *s, const struct fc_opt *table, int argc, char **argv);

/* Print the table to standard output, groups under their headings. */
void fc_opt_help(const struct fc_opt *table);

/* Print it for completion: a line per option, "-f,--format csv json", names and then the values it takes. */
void fc_opt_words(const struct fc_opt *table);

/* Is word one of the library's names of that kind; if not, an error with a hint. */
bool fc_opt_is_name(struct fc_settings *s, int names, const char *word);

/* Which name of that kind word was perhaps meant to be; NULL. */
const char *fc_opt_near_name(int names, const char *word);

/* The row of that long name (n bytes); NULL. */
const struct fc_opt *fc_opt_find(const struct fc_opt *table, const char *name, size_t n);

#endif
