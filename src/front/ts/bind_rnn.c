/* bind_rnn.c -- PyTorch's recurrent layers and cells, packed sequences */
#include <string.h>

#include "front/ts/shape.h"

enum { MEMBERS = 2048 }; /* of all weights of a layer and what packs them, that are looked at */

/* --- weights --------------------------------------------------------------------- */

/* Every tensor in v, vectors or the others: of a list, or of the state that a packed object keeps. */
static void
collect(struct fc_draft *d, const struct fc_ts_value *v, bool vectors, unsigned *left)
{
	if (!*left)
		return;
	--*left;
	if (v->kind == FC_TS_V_TENSOR && (v->tensor->type.shape.rank == 1) == vectors) {
		if (v->tensor->stored && !v->tensor->stored->tree)
			v->tensor->stored->flags &= (unsigned char)~FC_STORED_BUFFER; /* judged by its role */
		fc_ts_draft_in(d, v->tensor);
	}
	for (uint32_t i = 0; *left && v->kind != FC_TS_V_DICT && i < v->item.n; i++)
		collect(d, v->item.at[i], vectors, left);
}

/* Matrices first: the first two tell the sizes, whatever order a packed object has them in. */
static void
weights(struct fc_draft *d, const struct fc_ts_value *v)
{
	unsigned left = MEMBERS;

	if (!v)
		return;
	collect(d, v, false, &left);
	left = MEMBERS;
	collect(d, v, true, &left);
}

/* Argument hx: one tensor, or a list of two. */
static struct fc_value *
state(struct fc_ts_call *c, const char *name, uint32_t i)
{
	struct fc_ts_value *v = fc_ts_arg(c, name);

	if (v && (v->kind == FC_TS_V_LIST || v->kind == FC_TS_V_TUPLE))
		return i < v->item.n ? fc_ts_as_tensor(c->ts, v->item.at[i]) : NULL;
	return i == 0 ? fc_ts_as_tensor(c->ts, v) : NULL;
}

/* "lstm", "gru", "rnn_tanh" or "rnn_relu", which the operator's name holds. */
static const char *
mode(const struct fc_ts_call *c)
{
	static const char *const modes[] = { "rnn_relu", "rnn_tanh", "gru" };

	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++)
		if (strstr(c->row->name, modes[i]))
			return modes[i];
	return "lstm";
}

static bool
finish(struct fc_ts_call *c, struct fc_draft *d, unsigned results)
{
	for (unsigned i = 0; i < results; i++)
		fc_ts_draft_out(d);
	if (!fc_ts_draft_done(c, d) || results < 2)
		return c->result != NULL;
	c->result = fc_ts_list(c->ts, FC_TS_V_TUPLE);
	for (unsigned i = 0; i < results; i++)
		fc_ts_push(c->ts, c->result, fc_ts_tensor(c->ts, d->out.at[i]));
	return true;
}

/* --- layers ------------------------------------------------------------------------ */

/* All layers are one node. Under data, the rows of packed sequences come in and go out. */
static bool
layers(struct fc_ts_call *c)
{
	bool packed = fc_ts_arg(c, "data") != NULL;
	struct fc_draft d = fc_ts_draft(c, "Recurrent");

	fc_ts_draft_in(&d, fc_ts_operand(c, packed ? "data" : "input"));
	fc_ts_draft_in(&d, state(c, "hx", 0));
	fc_ts_draft_in(&d, state(c, "hx", 1));
	fc_ts_draft_in(&d, packed ? fc_ts_operand(c, "batch_sizes") : NULL);
	weights(&d, fc_ts_arg(c, "params"));
	fc_draft_set_text(&d, "mode", mode(c));
	fc_draft_set_int(&d, "num_layers", fc_ts_arg_int(c, "num_layers", 1));
	fc_draft_set_int(&d, "bidirectional", fc_ts_arg_bool(c, "bidirectional", false));
	fc_draft_set_int(&d, "batch_first", fc_ts_arg_bool(c, "batch_first", false));
	return finish(c, &d, c->row->results);
}

static bool
cell(struct fc_ts_call *c)
{
	static const char *const names[] = { "w_ih", "w_hh", "b_ih", "b_hh" };
	struct fc_draft d = fc_ts_draft(c, "RecurrentCell");

	fc_ts_draft_in(&d, fc_ts_operand(c, "input"));
	fc_ts_draft_in(&d, state(c, "hx", 0));
	fc_ts_draft_in(&d, state(c, "hx", 1));
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		weights(&d, fc_ts_arg(c, names[i]));
	fc_draft_set_text(&d, "mode", mode(c));
	return finish(c, &d, c->row->results);
}

/* make_quantized_cell_params*: weights of one layer and direction, kept together */
static bool
cell_params(struct fc_ts_call *c)
{
	struct fc_ts_value *state = fc_ts_list(c->ts, FC_TS_V_TUPLE);

	for (unsigned i = 0; i < c->n; i++)
		fc_ts_push(c->ts, state, c->arg[i] ? c->arg[i] : fc_ts_none(c->ts));
	c->result = fc_ts_list(c->ts, FC_TS_V_OBJECT);
	c->result->text = c->row->name;
	fc_ts_push(c->ts, c->result, state);
	return true;
}

/* --- packed sequences ----------------------------------------------------------------- */

static bool
pad_packed(struct fc_ts_call *c)
{
	struct fc_draft d = fc_ts_draft(c, "PadPacked");
	struct fc_dim total = fc_ts_as_dim(c->ts, fc_ts_arg(c, "total_length"));

	fc_ts_draft_in(&d, fc_ts_operand(c, "data"));
	fc_ts_draft_in(&d, fc_ts_operand(c, "batch_sizes"));
	fc_draft_set_int(&d, "batch_first", fc_ts_arg_bool(c, "batch_first", false));
	if (!fc_dim_is_nan(total))
		fc_draft_set_ints(&d, "total_length", &total, 1);
	return finish(c, &d, 2);
}

#define LAYERS(hx) "T input, " hx " hx, T[] params, b has_biases, i num_layers, f dropout, b train, " \
	"b bidirectional, b batch_first"
#define PACKED(hx) "T data, T batch_sizes, " hx " hx, T[] params, b has_biases, i num_layers, " \
	"f dropout, b train, b bidirectional"
#define CELL(hx) "T input, " hx " hx, T w_ih, T w_hh, T? b_ih=None, T? b_hh=None"
#define QUANTISED_CELL(hx) "T input, " hx " hx, any w_ih, any w_hh, T? b_ih, T? b_hh"
#define QUANTISED "T input, T[] hx, any params, b has_biases, i num_layers, f dropout, b train, " \
	"b bidirectional, b batch_first, *, dt? dtype=None, b use_dynamic=False"

const struct fc_ts_bind fc_ts_bind_rnn[] = {
	{ "aten::_pack_padded_sequence", "T input, T lengths, b batch_first", "PackPadded",
	  "X=input lengths=lengths batch_first=batch_first", 2, NULL },
	{ "aten::_pad_packed_sequence", "T data, T batch_sizes, b batch_first, S padding_value, "
	  "any total_length", NULL, NULL, 2, pad_packed },
	{ "aten::gru", LAYERS("T"), "GRU", NULL, 2, layers },
	{ "aten::gru", PACKED("T"), "GRU", NULL, 2, layers },
	{ "aten::gru_cell", CELL("T"), NULL, NULL, 1, cell },
	{ "aten::lstm", LAYERS("T[]"), "LSTM", NULL, 3, layers },
	{ "aten::lstm", PACKED("T[]"), "LSTM", NULL, 3, layers },
	{ "aten::lstm_cell", CELL("T[]"), NULL, NULL, 2, cell },
	{ "aten::quantized_gru", "T input, T hx, any params, b has_biases, i num_layers, f dropout, b train, "
	  "b bidirectional, b batch_first", "GRU", NULL, 2, layers },
	{ "aten::quantized_lstm", QUANTISED, "LSTM", NULL, 3, layers },
	{ "aten::rnn_relu", LAYERS("T"), "RNN", NULL, 2, layers },
	{ "aten::rnn_relu", PACKED("T"), "RNN", NULL, 2, layers },
	{ "aten::rnn_relu_cell", CELL("T"), NULL, NULL, 1, cell },
	{ "aten::rnn_tanh", LAYERS("T"), "RNN", NULL, 2, layers },
	{ "aten::rnn_tanh", PACKED("T"), "RNN", NULL, 2, layers },
	{ "aten::rnn_tanh_cell", CELL("T"), NULL, NULL, 1, cell },
	{ "quantized::make_quantized_cell_params", "T w_ih, T w_hh, T b_ih, T b_hh", NULL, NULL, 1,
	  cell_params },
	{ "quantized::make_quantized_cell_params_dynamic", "any w_ih, any w_hh, T b_ih, T b_hh, "
	  "b reduce_range=False", NULL, NULL, 1, cell_params },
	{ "quantized::make_quantized_cell_params_fp16", "any w_ih, any w_hh", NULL, NULL, 1, cell_params },
	{ "quantized::quantized_gru_cell_dynamic", QUANTISED_CELL("T"), NULL, NULL, 1, cell },
	{ "quantized::quantized_lstm_cell_dynamic", QUANTISED_CELL("T[]"), NULL, NULL, 2, cell },
	{ "quantized::quantized_rnn_relu_cell_dynamic", QUANTISED_CELL("T"), NULL, NULL, 1, cell },
	{ "quantized::quantized_rnn_tanh_cell_dynamic", QUANTISED_CELL("T"), NULL, NULL, 1, cell },
	{ 0 },
};
