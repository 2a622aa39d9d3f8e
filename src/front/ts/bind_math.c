/* bind_math.c -- PyTorch's element-wise operators of two and more tensors, and choices */
#include <string.h>

#include "front/ts/shape.h"

/*
 * A number takes the tensor's type, unless its kind is higher: a float beside
 * integers makes float32, an integer beside booleans int64. A 0-d tensor
 * behaves like a number. torch.result_type
 */
static int
category(enum fc_dtype t)
{
	switch (fc_dtype_class(t)) {
	case 'b': return 0;
	case 'i': case 'u': return 1;
	case 'f': return 2;
	case 'c': return 3;
	default: return -1;
	}
}

static bool
is_weak(const struct fc_value *x, const struct fc_value *beside)
{
	return x->flags & FC_VALUE_NUMBER || (x->type.shape.rank == 0 && beside->type.shape.rank != 0);
}

static enum fc_dtype
met(const struct fc_value *a, const struct fc_value *b)
{
	enum fc_dtype x = (enum fc_dtype)a->type.dtype, y = (enum fc_dtype)b->type.dtype;

	if (!x || !y)
		return x ? x : y;
	if (is_weak(a, b) == is_weak(b, a))
		return fc_dtype_promote(x, y);
	if (is_weak(a, b))
		return category(x) > category(y) ? x : y;
	return category(y) > category(x) ? y : x;
}

static void
settle_type(struct fc_value *y, enum fc_dtype t)
{
	if (t)
		y->type.dtype = (unsigned char)t;
}

/* Two operands by name; swap: the first is taken from the second (rsub). */
static struct fc_value *
pair(struct fc_ts_call *c, const char *op, const char *first, const char *second)
{
	struct fc_value *a = fc_ts_arg_tensor(c, first), *b = fc_ts_arg_tensor(c, second), *y;
	struct fc_draft d = fc_ts_draft(c, op);
	const char *rounding = fc_ts_arg_text(c, "rounding_mode", NULL);
	struct fc_ts_value *keep = c->result;

	if (!a || !b)
		return NULL;
	fc_ts_draft_in(&d, a);
	fc_ts_draft_in(&d, b);
	fc_draft_set_int(&d, "promote", 1);
	if (rounding)
		fc_draft_set_text(&d, "rounding", rounding);
	else if (strstr(c->row->name, "floor_divide"))
		fc_draft_set_text(&d, "rounding", "floor");
	y = fc_ts_draft_out(&d);
	if (!fc_ts_draft_done(c, &d))
		return NULL;
	c->result = keep;
	if (y->type.dtype != FC_DTYPE_BOOL || category(met(a, b)) == 0)
		settle_type(y, met(a, b));
	return y;
}

static bool
give(struct fc_ts_call *c, struct fc_value *y)
{
	size_t n = strlen(c->row->name);

	if (!y)
		return false;
	if (c->row->name[n - 1] == '_' && c->row->name[n - 2] != '_')
		fc_ts_in_place(c, y);
	else
		c->result = fc_ts_tensor(c->ts, y);
	return true;
}

static bool
binary(struct fc_ts_call *c)
{
	return give(c, pair(c, c->row->op, c->name[0], c->name[1]));
}

/* True division of integers makes float32. */
static bool
divide(struct fc_ts_call *c)
{
	struct fc_value *y = pair(c, "Div", c->name[0], c->name[1]);
	bool rounded = fc_ts_arg_text(c, "rounding_mode", NULL) || strstr(c->row->name, "floor_divide");

	if (y && !rounded && category((enum fc_dtype)y->type.dtype) < 2 && y->type.dtype)
		y->type.dtype = FC_DTYPE_FLOAT32;
	return give(c, y);
}

static bool
reversed(struct fc_ts_call *c)
{
	return give(c, pair(c, "Sub", c->name[1], c->name[0]));
}

static bool
compare(struct fc_ts_call *c)
{
	struct fc_value *y = pair(c, c->row->op, c->name[0], c->name[1]);

	if (y)
		y->type.dtype = FC_DTYPE_BOOL;
	return give(c, y);
}

static bool
real_product(struct fc_ts_call *c)
{
	struct fc_value *y = pair(c, c->row->op, c->name[0], c->name[1]);

	if (y && category((enum fc_dtype)y->type.dtype) < 2)
		y->type.dtype = FC_DTYPE_FLOAT32;
	return give(c, y);
}

/* float_power makes float64 of all but complex numbers. */
static bool
float_power(struct fc_ts_call *c)
{
	struct fc_value *y = pair(c, c->row->op, c->name[0], c->name[1]);

	if (y && category((enum fc_dtype)y->type.dtype) < 3)
		y->type.dtype = FC_DTYPE_FLOAT64;
	return give(c, y);
}

/* & | ^ on booleans are logical, on integers bit by bit. */
static bool
logic(struct fc_ts_call *c)
{
	struct fc_value *a = fc_ts_arg_tensor(c, c->name[0]), *b = fc_ts_arg_tensor(c, c->name[1]);
	bool bits = !strstr(c->row->name, "logical") && a && b &&
	            category(met(a, b)) == 1;
	const char *op = c->row->op;

	if (bits)
		op = strcmp(op, "And") == 0  ? "BitwiseAnd"
		     : strcmp(op, "Or") == 0 ? "BitwiseOr"
		                             : "BitwiseXor";
	return give(c, pair(c, op, c->name[0], c->name[1]));
}

/* where(condition, x, y); masked_fill(x, mask, value) chooses the other way round. */
static bool
choose(struct fc_ts_call *c)
{
	bool fill = strstr(c->row->name, "masked_fill") != NULL;
	struct fc_value *m = fc_ts_arg_tensor(c, fill ? "mask" : "condition");
	struct fc_value *x = fc_ts_arg_tensor(c, fill ? "value" : "self");
	struct fc_value *y = fc_ts_arg_tensor(c, fill ? "self" : "other"), *out;
	struct fc_draft d = fc_ts_draft(c, "Where");

	if (!m || !x || !y)
		return give(c, NULL);
	fc_ts_draft_in(&d, m);
	fc_ts_draft_in(&d, x);
	fc_ts_draft_in(&d, y);
	out = fc_ts_draft_out(&d);
	if (!fc_ts_draft_done(c, &d))
		return false;
	settle_type(out, fill ? (enum fc_dtype)y->type.dtype : met(x, y));
	c->result = NULL;
	return give(c, out);
}

/* addcmul, addcdiv, lerp: two steps */
static bool
two_steps(struct fc_ts_call *c)
{
	bool lerp = strstr(c->row->name, "lerp") != NULL;
	struct fc_value *x = fc_ts_arg_tensor(c, "self"), *a, *b, *y;

	a = fc_ts_arg_tensor(c, lerp ? "end" : "tensor1");
	b = fc_ts_arg_tensor(c, lerp ? "weight" : "tensor2");
	if (!x || !a || !b)
		return give(c, NULL);
	if (lerp)
		a = fc_ts_node(c, "Sub", a, x);
	y = a ? fc_ts_node(c, strstr(c->row->name, "div") ? "Div" : "Mul", a, b) : NULL;
	return give(c, y ? fc_ts_node(c, "Add", x, y) : NULL);
}

#define PAIR(name) "aten::" name, "T self, any other"
#define SUM(name) "aten::" name, "T self, any other, *, S alpha=1"

const struct fc_ts_bind fc_ts_bind_math[] = {
	{ PAIR("__and__"), "And", NULL, 1, logic },
	{ PAIR("__iand__"), "And", NULL, 1, logic },
	{ PAIR("__ior__"), "Or", NULL, 1, logic },
	{ PAIR("__lshift__"), "Mul", NULL, 1, binary },
	{ PAIR("__or__"), "Or", NULL, 1, logic },
	{ PAIR("__rshift__"), "Div", NULL, 1, binary },
	{ PAIR("__xor__"), "Xor", NULL, 1, logic },
	{ SUM("add"), "Add", NULL, 1, binary },
	{ "aten::add", "any self, T other, *, S alpha=1", "Add", NULL, 1, binary },
	{ "aten::add", "T self, S other, S alpha=1", "Add", NULL, 1, binary },
	{ SUM("add_"), "Add", NULL, 1, binary },
	{ "aten::add_", "T self, S other, S alpha=1", "Add", NULL, 1, binary },
	{ "aten::addcdiv", "T self, T tensor1, T tensor2, *, S value=1", NULL, NULL, 1, two_steps },
	{ "aten::addcmul", "T self, T tensor1, T tensor2, *, S value=1", NULL, NULL, 1, two_steps },
	{ PAIR("arctan2"), "Div", NULL, 1, binary },
	{ PAIR("atan2"), "Div", NULL, 1, binary },
	{ PAIR("bitwise_and"), "And", NULL, 1, logic },
	{ "aten::bitwise_left_shift", "any self, any other", "Mul", NULL, 1, binary },
	{ PAIR("bitwise_or"), "Or", NULL, 1, logic },
	{ "aten::bitwise_right_shift", "any self, any other", "Div", NULL, 1, binary },
	{ PAIR("bitwise_xor"), "Xor", NULL, 1, logic },
	{ "aten::copysign", "T self, any other", "Mul", NULL, 1, binary },
	{ "aten::div", "any self, any other, *, s? rounding_mode=None", "Div", NULL, 1, divide },
	{ "aten::div_", "T self, any other, *, s? rounding_mode=None", "Div", NULL, 1, divide },
	{ "aten::divide", "any self, any other, *, s? rounding_mode=None", "Div", NULL, 1, divide },
	{ "aten::eq", "any self, any other", "Equal", NULL, 1, compare },
	{ "aten::float_power", "any self, any exponent", "Pow", NULL, 1, float_power },
	{ "aten::floor_divide", "any self, any other", "Div", NULL, 1, divide },
	{ "aten::floor_divide_", "T self, any other", "Div", NULL, 1, divide },
	{ PAIR("fmax"), "Max", NULL, 1, binary },
	{ PAIR("fmin"), "Min", NULL, 1, binary },
	{ PAIR("fmod"), "Mod", NULL, 1, binary },
	{ PAIR("gcd"), "Mod", NULL, 1, binary },
	{ "aten::ge", "any self, any other", "GreaterOrEqual", NULL, 1, compare },
	{ "aten::greater", "any self, any other", "Greater", NULL, 1, compare },
	{ "aten::greater_equal", "any self, any other", "GreaterOrEqual", NULL, 1, compare },
	{ "aten::gt", "any self, any other", "Greater", NULL, 1, compare },
	{ PAIR("heaviside"), "Max", NULL, 1, binary },
	{ PAIR("hypot"), "Add", NULL, 1, binary },
	{ PAIR("igamma"), "Pow", NULL, 1, binary },
	{ PAIR("igammac"), "Pow", NULL, 1, binary },
	{ "aten::isclose", "T self, T other, f rtol=1e-05, f atol=1e-08, b equal_nan=False", "Equal", NULL, 1,
	  compare },
	{ PAIR("lcm"), "Mod", NULL, 1, binary },
	{ PAIR("ldexp"), "Mul", NULL, 1, real_product },
	{ "aten::le", "any self, any other", "LessOrEqual", NULL, 1, compare },
	{ "aten::lerp", "T self, T end, any weight", NULL, NULL, 1, two_steps },
	{ "aten::less", "any self, any other", "Less", NULL, 1, compare },
	{ "aten::less_equal", "any self, any other", "LessOrEqual", NULL, 1, compare },
	{ PAIR("logaddexp"), "Pow", NULL, 1, binary },
	{ PAIR("logaddexp2"), "Pow", NULL, 1, binary },
	{ PAIR("logical_and"), "And", NULL, 1, logic },
	{ PAIR("logical_or"), "Or", NULL, 1, logic },
	{ PAIR("logical_xor"), "Xor", NULL, 1, logic },
	{ "aten::lt", "any self, any other", "Less", NULL, 1, compare },
	{ "aten::masked_fill", "T self, T mask, any value", "Where", NULL, 1, choose },
	{ "aten::masked_fill_", "T self, T mask, any value", "Where", NULL, 1, choose },
	{ PAIR("maximum"), "Max", NULL, 1, binary },
	{ PAIR("minimum"), "Min", NULL, 1, binary },
	{ "aten::mul", "any self, any other", "Mul", NULL, 1, binary },
	{ PAIR("mul_"), "Mul", NULL, 1, binary },
	{ "aten::multiply", "any self, any other", "Mul", NULL, 1, binary },
	{ "aten::ne", "any self, any other", "NotEqual", NULL, 1, compare },
	{ PAIR("nextafter"), "Add", NULL, 1, binary },
	{ "aten::not_equal", "any self, any other", "NotEqual", NULL, 1, compare },
	{ "aten::pow", "any self, any exponent", "Pow", NULL, 1, binary },
	{ "aten::pow_", "T self, any exponent", "Pow", NULL, 1, binary },
	{ "aten::remainder", "any self, any other", "Mod", NULL, 1, binary },
	{ "aten::rsub", "any self, any other, any alpha=1", NULL, NULL, 1, reversed },
	{ PAIR("special_gammainc"), "Pow", NULL, 1, binary },
	{ PAIR("special_gammaincc"), "Pow", NULL, 1, binary },
	{ "aten::special_xlog1py", "any self, any other", "Pow", NULL, 1, binary },
	{ "aten::special_xlogy", "any self, any other", "Pow", NULL, 1, binary },
	{ SUM("sub"), "Sub", NULL, 1, binary },
	{ "aten::sub", "any self, T other, *, S alpha=1", "Sub", NULL, 1, binary },
	{ "aten::sub", "T self, S other, S alpha=1", "Sub", NULL, 1, binary },
	{ SUM("sub_"), "Sub", NULL, 1, binary },
	{ "aten::sub_", "T self, S other, S alpha=1", "Sub", NULL, 1, binary },
	{ SUM("subtract"), "Sub", NULL, 1, binary },
	{ "aten::true_divide", "any self, any other", "Div", NULL, 1, divide },
	{ "aten::where", "T condition, any self, any other", NULL, NULL, 1, choose },
	{ "aten::where", "T condition", NULL, NULL, 1, fc_ts_where_true },
	{ "aten::xlogy", "any self, any other", "Pow", NULL, 1, binary },
	{ 0 },
};
