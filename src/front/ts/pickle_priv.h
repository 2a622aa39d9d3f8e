/* pickle_priv.h -- the pickle machine's state, shared by its files */
#ifndef FC_FRONT_TS_PICKLE_PRIV_H
#define FC_FRONT_TS_PICKLE_PRIV_H

#include "base/vec.h"
#include "front/ts/pickle.h"

struct fc_pickle_stack FC_VEC(struct fc_pickle *);
struct fc_pickle_marks FC_VEC(uint32_t);

struct fc_pickle_machine {
	struct fc_arena *arena;
	struct fc_intern *names;
	struct fc_diags *diags;
	const char *file;
	const uint8_t *data;
	size_t size, at;     /* at: behind the opcode that runs, then behind its argument */
	size_t start;        /* of the opcode that runs */
	uint32_t steps;
	struct fc_pickle_stack stack;
	struct fc_pickle_marks marks; /* how high the stack was */
	struct fc_pickle_stack memo;  /* NULL: not set */
	struct fc_pickle none, yes, no, empty; /* shared: nobody can tell two of them apart */
};

/* Always NULL, which is false too, after a diagnostic that names the place. */
void *fc_pickle_fail(struct fc_pickle_machine *m, enum fc_diag_code code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

struct fc_pickle *fc_pickle_new(struct fc_pickle_machine *m, enum fc_pickle_kind kind);
void fc_pickle_append(struct fc_pickle_machine *m, struct fc_pickle *list, struct fc_pickle *v);

/* --- pickle_value.c: arguments of opcodes; NULL or false after a diagnostic --- */
bool fc_pickle_number(struct fc_pickle_machine *m, size_t n, uint64_t *out); /* unsigned, little-endian */
struct fc_pickle *fc_pickle_integer(struct fc_pickle_machine *m, size_t n, bool is_signed);
struct fc_pickle *fc_pickle_long(struct fc_pickle_machine *m);
struct fc_pickle *fc_pickle_real(struct fc_pickle_machine *m);
struct fc_pickle *fc_pickle_text(struct fc_pickle_machine *m);
struct fc_pickle *fc_pickle_global(struct fc_pickle_machine *m);

/* --- pickle_make.c: NULL or false after a diagnostic --- */
bool fc_pickle_allowed(const char *global);
struct fc_pickle *fc_pickle_storage(struct fc_pickle_machine *m, const struct fc_pickle *id);
struct fc_pickle *fc_pickle_call(struct fc_pickle_machine *m, const struct fc_pickle *callable,
                                 struct fc_pickle *args);
bool fc_pickle_build(struct fc_pickle_machine *m, struct fc_pickle *object, struct fc_pickle *state);

/* --- pickle_tensor.c --- */
enum fc_dtype fc_pickle_dtype(const char *storage, bool *quantised); /* "FloatStorage"; sets it when it is */
bool fc_pickle_is_storage(const char *name);
struct fc_pickle *fc_pickle_tensor(struct fc_pickle_machine *m, struct fc_pickle *args, bool quantised);

#endif
