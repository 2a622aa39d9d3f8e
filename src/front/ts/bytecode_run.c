/* bytecode_run.c -- the lite interpreter's stack machine, on shapes */
#include <string.h>

#include "front/ts/bytecode_priv.h"

/* Whether the way from there ends in an exception before it branches. */
static bool
raises(const struct fc_ts_machine *m, int64_t at)
{
	int64_t x, n;

	for (; at >= 0 && at < (int64_t)m->code->n; at++) {
		const char *name = fc_ts_instruction(m->code, (uint32_t)at, &x, &n);

		if (!name || name[0] == 'J' || strcmp(name, "RET") == 0 || strcmp(name, "LOOP") == 0)
			return false;
		if (strcmp(name, "RAISE_EXCEPTION") == 0)
			return true;
	}
	return false;
}

/* A branch on data takes the way that goes on; where both do, what was counted so far is a lower bound. */
static int64_t
jump_if_false(struct fc_ts_machine *m)
{
	int truth = fc_ts_truth(m->t, fc_ts_machine_pop(m));

	if (truth < 0 && raises(m, (int64_t)m->at + 1))
		truth = 0;
	else if (truth < 0 && raises(m, m->at + m->x))
		truth = 1;
	if (truth < 0)
		fc_ts_machine_fault(m, "a branch is chosen by data");
	return truth ? 1 : m->x;
}

/* The stack holds the turn, their number, the condition and what one turn hands to the next. */
static int64_t
loop(struct fc_ts_machine *m)
{
	struct fc_ts_value **frame;
	int64_t turn, turns;
	int truth;

	if (m->n < 2 || m->n >= (int64_t)m->stack.n) {
		fc_ts_machine_fault(m, "the stack is empty");
		return 1;
	}
	frame = &m->stack.at[m->stack.n - (uint32_t)m->n - 1];
	truth = fc_ts_truth(m->t, frame[2]);
	if (truth < 0 || !fc_ts_as_int(m->t, frame[0], &turn) || !fc_ts_as_int(m->t, frame[1], &turns)) {
		fc_ts_machine_fault(m, "the number of turns depends on data");
		return 1;
	}
	if (turn < turns && truth) {
		frame[2] = fc_ts_int(m->t, turn);
		frame[0] = fc_ts_int(m->t, turn + 1);
		return 1;
	}
	memmove(frame, frame + 3, (size_t)(m->n - 2) * sizeof(struct fc_ts_value *));
	m->stack.n -= 3;
	return m->x;
}

/* How far to go on. */
static int64_t
step(struct fc_ts_machine *m, const char *name)
{
	if (strcmp(name, "JF") == 0)
		return jump_if_false(m);
	if (strcmp(name, "JMP") == 0)
		return m->x;
	if (strcmp(name, "LOOP") == 0)
		return loop(m);
	if (!fc_ts_machine_do(m, name))
		fc_ts_fault(m->t, NULL, FC_E_CODE, "instruction %u, %s, is not supported", m->at, name);
	return 1;
}

static struct fc_ts_value *
run(struct fc_ts_machine *m)
{
	int64_t next = 0;

	while (!m->t->stopped && !m->t->raised) {
		const char *name = next >= 0 && next < (int64_t)m->code->n
		                       ? fc_ts_instruction(m->code, (uint32_t)next, &m->x, &m->n) : NULL;

		m->at = (uint32_t)next;
		if (!name)
			return fc_ts_machine_fault(m, "the code ends early");
		if (strcmp(name, "RET") == 0)
			return m->stack.n ? fc_ts_machine_pop(m) : fc_ts_none(m->t);
		m->t->steps++;
		if (fc_ts_over_limit(m->t, (struct fc_ts_place){ 0, 0 }))
			break;
		next += step(m, name);
	}
	return fc_ts_unknown(m->t);
}

struct fc_ts_value *
fc_ts_bytecode_run(struct fc_ts *t, const struct fc_ts_func *f, struct fc_ts_value *self,
                   const struct fc_ts_value_list *args)
{
	struct fc_ts_machine m = {
		.t = t,
		.code = fc_ts_bytecode_table(f->code, "instructions"),
		.op = fc_ts_bytecode_table(f->code, "operators"),
		.constant = fc_ts_bytecode_table(f->code, "constants"),
	};

	if (!m.code)
		return fc_ts_machine_fault(&m, "there are none");
	if (!fc_ts_deeper(t, NULL))
		return fc_ts_unknown(t);
	fc_ts_machine_push(&m, self);
	for (uint32_t i = 0; i < args->n; i++)
		fc_ts_machine_push(&m, args->at[i]);
	self = run(&m);
	t->depth--;
	return self;
}
