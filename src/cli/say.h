/* say.h -- what goes to standard error: faults, diagnostics, progress */
#ifndef FC_CLI_SAY_H
#define FC_CLI_SAY_H

#include <stdbool.h>
#include <stddef.h>

struct flopcount_diagnostic;

enum fc_color { FC_COLOR_AUTO, FC_COLOR_ALWAYS, FC_COLOR_NEVER };

struct fc_say {
	bool quiet, verbose;
	int color;        /* enum fc_color, as it was asked for */
	bool on_terminal; /* standard error is one */
	bool progress;    /* a progress line stands there now */
};

/* Look at the terminal and the environment. After the options were read. */
void fc_say_init(struct fc_say *s);

/* Colours on a way out that is a terminal or not? */
bool fc_say_colored(const struct fc_say *s, bool terminal);

/* "flopcount: error: ...", escaped as a whole. */
void fc_say_error(struct fc_say *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void fc_say_warning(struct fc_say *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void fc_say_note(struct fc_say *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* "net.onnx: node 'stem/conv' (Conv): error: text [FC-E301]"; path NULL: "flopcount". */
void fc_say_diagnostic(struct fc_say *s, const char *path, const struct flopcount_diagnostic *d);

/* A model's diagnostics: what the settings let through, and of each code a few. */
struct fc_said {
	struct {
		char code[16];
		size_t n;
	} seen[64];
};
void fc_say_counted(struct fc_say *s, struct fc_said *said, const char *path,
                    const struct flopcount_diagnostic *d);
void fc_say_rest(struct fc_say *s, const struct fc_said *said, const char *path);

/* "[3/10] net.onnx" on a terminal; the next line said wipes it. */
void fc_say_progress(struct fc_say *s, size_t i, size_t n, const char *path);
void fc_say_progress_end(struct fc_say *s);

#endif
