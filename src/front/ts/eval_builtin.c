/* eval_builtin.c -- operators on numbers, and what is always known of a tensor */
#include <string.h>

#include "base/intern.h"
#include "front/ts/builtin.h"
#include "front/ts/shape.h"

/* --- numbers ------------------------------------------------------------------- */

static const struct arithmetic {
	const char *name;
	enum fc_scalar_op op;
	bool alone;                  /* of one number */
	enum fc_ts_kind kind;        /* of the result; FC_TS_V_NONE: that of the operands */
} arithmetics[] = {
	{ "aten::Float", FC_SCALAR_ADD, true, FC_TS_V_REAL },
	{ "aten::Int", FC_SCALAR_TRUNC, true, FC_TS_V_INT },
	{ "aten::__and__", FC_SCALAR_AND, false, FC_TS_V_NONE },
	{ "aten::__lshift__", FC_SCALAR_SHL, false, FC_TS_V_INT },
	{ "aten::__not__", FC_SCALAR_NOT, true, FC_TS_V_BOOL },
	{ "aten::__or__", FC_SCALAR_OR, false, FC_TS_V_NONE },
	{ "aten::__rshift__", FC_SCALAR_SHR, false, FC_TS_V_INT },
	{ "aten::__xor__", FC_SCALAR_XOR, false, FC_TS_V_NONE },
	{ "aten::abs", FC_SCALAR_ABS, true, FC_TS_V_NONE },
	{ "aten::add", FC_SCALAR_ADD, false, FC_TS_V_NONE },
	{ "aten::ceil", FC_SCALAR_CEIL, true, FC_TS_V_INT },
	{ "aten::div", FC_SCALAR_DIV, false, FC_TS_V_REAL },
	{ "aten::eq", FC_SCALAR_EQ, false, FC_TS_V_BOOL },
	{ "aten::exp", FC_SCALAR_EXP, true, FC_TS_V_REAL },
	{ "aten::floor", FC_SCALAR_FLOOR, true, FC_TS_V_INT },
	{ "aten::floor_divide", FC_SCALAR_IDIV_FLOOR, false, FC_TS_V_NONE },
	{ "aten::floordiv", FC_SCALAR_IDIV_FLOOR, false, FC_TS_V_NONE },
	{ "aten::ge", FC_SCALAR_GE, false, FC_TS_V_BOOL },
	{ "aten::gt", FC_SCALAR_GT, false, FC_TS_V_BOOL },
	{ "aten::le", FC_SCALAR_LE, false, FC_TS_V_BOOL },
	{ "aten::log", FC_SCALAR_LOG, true, FC_TS_V_REAL },
	{ "aten::lt", FC_SCALAR_LT, false, FC_TS_V_BOOL },
	{ "aten::mul", FC_SCALAR_MUL, false, FC_TS_V_NONE },
	{ "aten::ne", FC_SCALAR_NE, false, FC_TS_V_BOOL },
	{ "aten::neg", FC_SCALAR_NEG, true, FC_TS_V_NONE },
	{ "aten::pow", FC_SCALAR_POW, false, FC_TS_V_NONE },
	{ "aten::remainder", FC_SCALAR_MOD_FLOOR, false, FC_TS_V_NONE },
	{ "aten::round", FC_SCALAR_ROUND_EVEN, true, FC_TS_V_NONE },
	{ "aten::sqrt", FC_SCALAR_SQRT, true, FC_TS_V_REAL },
	{ "aten::sub", FC_SCALAR_SUB, false, FC_TS_V_NONE },
	{ "aten::trunc", FC_SCALAR_TRUNC, true, FC_TS_V_INT },
	{ "prim::abs", FC_SCALAR_ABS, true, FC_TS_V_NONE },
	{ "prim::max", FC_SCALAR_MAX, false, FC_TS_V_NONE },
	{ "prim::min", FC_SCALAR_MIN, false, FC_TS_V_NONE },
};

static const struct arithmetic *
find_arithmetic(const char *name)
{
	size_t lo = 0, hi = sizeof(arithmetics) / sizeof(arithmetics[0]);

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = strcmp(arithmetics[mid].name, name);

		if (c == 0)
			return &arithmetics[mid];
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

/* bool op bool is int, but for the logical ones; an int and a float meet as float. */
static enum fc_ts_kind
kind_of(const struct arithmetic *a, const struct fc_ts_value *x, const struct fc_ts_value *y)
{
	bool logical = a->op == FC_SCALAR_AND || a->op == FC_SCALAR_OR || a->op == FC_SCALAR_XOR;

	if (a->kind != FC_TS_V_NONE)
		return a->kind;
	if (x->kind == FC_TS_V_REAL || y->kind == FC_TS_V_REAL)
		return FC_TS_V_REAL;
	return logical && x->kind == FC_TS_V_BOOL && y->kind == FC_TS_V_BOOL ? FC_TS_V_BOOL : FC_TS_V_INT;
}

static enum fc_scalar_op
op_of(const struct arithmetic *a, enum fc_ts_kind kind)
{
	if (kind != FC_TS_V_INT)
		return a->op;
	switch (a->op) {
	case FC_SCALAR_AND: return FC_SCALAR_BITAND;
	case FC_SCALAR_OR: return FC_SCALAR_BITOR;
	case FC_SCALAR_XOR: return FC_SCALAR_BITXOR;
	default: return a->op;
	}
}

static struct fc_ts_value *
compute(struct fc_ts *t, const struct arithmetic *a, const struct fc_ts_value *x, const struct fc_ts_value *y)
{
	enum fc_ts_kind kind = kind_of(a, x, y);
	struct fc_scalar zero = fc_scalar_int(t->b->dims, 0);

	if (a->op == FC_SCALAR_ADD && a->alone)
		return fc_ts_number(t, kind, fc_scalar_apply(t->b->dims, a->op, x->scalar, zero));
	return fc_ts_number(t, kind, fc_scalar_apply(t->b->dims, op_of(a, kind), x->scalar, y->scalar));
}

/* min and max of one list of numbers. */
static struct fc_ts_value *
fold_list(struct fc_ts *t, const struct arithmetic *a, const struct fc_ts_value *list)
{
	struct fc_ts_value *v = list->item.n ? list->item.at[0] : fc_ts_unknown(t);

	fc_ts_effort(t, list->item.n);
	for (uint32_t i = 1; i < list->item.n; i++) {
		if (!fc_ts_is_number(v) || !fc_ts_is_number(list->item.at[i]))
			return fc_ts_unknown(t);
		v = compute(t, a, v, list->item.at[i]);
	}
	return v;
}

static struct fc_ts_value *
numbers(struct fc_ts *t, const char *name, const struct fc_ts_value_list *args)
{
	const struct arithmetic *a = find_arithmetic(name);

	if (!a || !args->n)
		return NULL;
	if (args->n == 1 && strncmp(name, "prim::m", 7) == 0 && args->at[0]->kind == FC_TS_V_LIST)
		return fold_list(t, a, args->at[0]);
	if (!fc_ts_is_number(args->at[0]))
		return NULL;
	if (a->alone)
		return args->n == 1 ? compute(t, a, args->at[0], args->at[0]) : NULL;
	return args->n == 2 && fc_ts_is_number(args->at[1]) ? compute(t, a, args->at[0], args->at[1]) : NULL;
}

/* --- what is always known of a tensor ---------------------------------------------- */

static struct fc_ts_value *
size_of(struct fc_ts *t, const struct fc_value *x, const struct fc_ts_value_list *args)
{
	struct fc_shape s = x->type.shape;
	struct fc_ts_value *list;
	int64_t i;

	if (args->n > 1) {
		if (s.rank < 0 || !fc_ts_as_int(t, args->at[1], &i))
			return fc_ts_dim(t, FC_DIM_NAN);
		i += i < 0 ? s.rank : 0;
		return i >= 0 && i < s.rank ? fc_ts_dim(t, s.dim[i]) : fc_ts_dim(t, FC_DIM_NAN);
	}
	list = fc_ts_ints(t, s.dim, s.rank < 0 ? 0 : (unsigned)s.rank);
	list->inexact = s.rank < 0;
	return list;
}

static struct fc_ts_value *
length_of(struct fc_ts *t, const struct fc_value *x)
{
	return fc_ts_dim(t, x->type.shape.rank > 0 ? x->type.shape.dim[0] : FC_DIM_NAN);
}

static struct fc_ts_value *
content(struct fc_ts *t, const struct fc_value *x)
{
	char kind = fc_dtype_class((enum fc_dtype)x->type.dtype);

	return fc_ts_number(t,
	                    kind == 'f'   ? FC_TS_V_REAL
	                    : kind == 'b' ? FC_TS_V_BOOL
	                                  : FC_TS_V_INT,
	                    fc_value_at(x, 0));
}

static struct fc_ts_value *
device_of(struct fc_ts *t)
{
	struct fc_ts_value *v = fc_ts_text(t, "cpu");

	v->kind = FC_TS_V_DEVICE;
	return v;
}

static struct fc_ts_value *
strides_of(struct fc_ts *t, const struct fc_value *x, const struct fc_ts_value_list *args)
{
	struct fc_dim stride[FC_LIMIT_RANK];
	struct fc_shape s = x->type.shape;
	int64_t i;

	if (s.rank < 0)
		return fc_ts_unknown(t);
	for (int k = s.rank; k-- > 0;)
		stride[k] = fc_shape_count(t->b->dims, s, k + 1, s.rank);
	if (args->n > 1 && fc_ts_as_int(t, args->at[1], &i)) {
		i += i < 0 ? s.rank : 0;
		return i >= 0 && i < s.rank ? fc_ts_dim(t, stride[i]) : fc_ts_unknown(t);
	}
	return fc_ts_ints(t, stride, (unsigned)s.rank);
}

static bool
is(const char *name, const char *want)
{
	return strcmp(name, want) == 0;
}

static struct fc_ts_value *
type_query(struct fc_ts *t, const char *name, const struct fc_value *x)
{
	enum fc_dtype dtype = (enum fc_dtype)x->type.dtype;

	if (is(name, "prim::dtype"))
		return dtype ? fc_ts_int(t, fc_ts_dtype_code(dtype)) : fc_ts_dim(t, FC_DIM_NAN);
	if (is(name, "prim::device"))
		return device_of(t);
	if (is(name, "aten::is_floating_point"))
		return fc_ts_bool(t, fc_dtype_is_float(dtype));
	if (is(name, "aten::is_complex"))
		return fc_ts_bool(t, fc_dtype_class(dtype) == 'c');
	if (is(name, "prim::requires_grad"))
		return fc_ts_bool(t, x->stored && x->stored->flags & FC_STORED_LEARNABLE);
	if (is(name, "prim::is_cuda") || is(name, "prim::is_nested") || is(name, "prim::is_mkldnn") ||
	    is(name, "prim::is_sparse") || is(name, "prim::is_meta") || is(name, "prim::is_quantized"))
		return fc_ts_bool(t, false);
	if (is(name, "aten::is_contiguous"))
		return fc_ts_bool(t, true);
	if (is(name, "prim::layout"))
		return fc_ts_int(t, 0);
	if (is(name, "aten::element_size"))
		return fc_ts_int(t, (fc_dtype_bits(dtype) + 7) / 8);
	if (is(name, "aten::get_device"))
		return fc_ts_int(t, -1);
	return NULL;
}

static struct fc_ts_value *
query(struct fc_ts *t, const char *name, const struct fc_ts_value_list *args)
{
	const struct fc_value *x =
	    args->n && args->at[0]->kind == FC_TS_V_TENSOR ? args->at[0]->tensor : NULL;

	if (!x)
		return NULL;
	if (is(name, "aten::size") || is(name, "prim::shape"))
		return size_of(t, x, args);
	if (is(name, "aten::dim") || is(name, "prim::ndim"))
		return x->type.shape.rank < 0 ? fc_ts_dim(t, FC_DIM_NAN) : fc_ts_int(t, x->type.shape.rank);
	if (is(name, "aten::len"))
		return length_of(t, x);
	if (is(name, "aten::numel"))
		return fc_ts_dim(t, fc_shape_size(t->b->dims, x->type.shape));
	if (is(name, "aten::stride"))
		return strides_of(t, x, args);
	if (is(name, "aten::item") || is(name, "aten::ScalarImplicit"))
		return content(t, x);
	if (is(name, "aten::IntImplicit") || is(name, "aten::Int"))
		return fc_ts_number(t, FC_TS_V_INT,
		                    fc_scalar_apply(t->b->dims, FC_SCALAR_TRUNC, fc_value_at(x, 0),
		                                    fc_value_at(x, 0)));
	if (is(name, "aten::FloatImplicit") || is(name, "aten::Float"))
		return fc_ts_number(t, FC_TS_V_REAL, fc_value_at(x, 0));
	if (is(name, "aten::Bool") || is(name, "aten::is_nonzero"))
		return fc_ts_number(t, FC_TS_V_BOOL, fc_value_at(x, 0));
	return type_query(t, name, x);
}

struct fc_ts_value *
fc_ts_tensor_property(struct fc_ts *t, struct fc_ts_value *base, const struct fc_ts_expr *e)
{
	struct fc_ts_value_list args = { 0 };
	struct fc_str name = FC_STR(t->b->arena);
	struct fc_ts_value *v;

	FC_VEC_PUSH(t->b->arena, &args, base);
	fc_str_printf(&name, "prim::%s", e->text);
	v = query(t, name.data, &args);
	return v ? v : fc_ts_fault(t, e, FC_E_CODE, "value has no attribute '%s'", e->text);
}

struct fc_ts_value *
fc_ts_builtin(struct fc_ts *t, const char *name, const struct fc_ts_value_list *args,
              const struct fc_ts_expr *e)
{
	struct fc_ts_value *v = numbers(t, name, args);

	if (!v)
		v = query(t, name, args);
	if (!v)
		v = fc_ts_system(t, name, args, e);
	if (!v)
		v = fc_ts_container(t, name, args, e);
	return v ? v : fc_ts_string(t, name, args);
}

struct fc_ts_value *
fc_ts_builtin_of_unknown(struct fc_ts *t, const char *name, const struct fc_ts_value_list *args,
                         const struct fc_ts_expr *e)
{
	struct fc_ts_value *may_be[] = { fc_ts_tensor(t, fc_ts_anything(t)), fc_ts_list(t, FC_TS_V_LIST),
		                         fc_ts_list(t, FC_TS_V_DICT), fc_ts_text(t, "") };
	struct fc_ts_value *v = NULL;
	bool some = false;

	for (size_t k = 0; !v && k < sizeof(may_be) / sizeof(may_be[0]); k++) {
		struct fc_ts_value_list with = { 0 };

		for (uint32_t i = 0; i < args->n; i++) {
			bool unknown = args->at[i]->kind == FC_TS_V_UNKNOWN;

			FC_VEC_PUSH(t->b->arena, &with, unknown ? may_be[k] : args->at[i]);
			some |= unknown;
		}
		v = some ? fc_ts_builtin(t, name, &with, e) : NULL;
		v = v && k ? fc_ts_unknown(t) : v;
	}
	return v;
}
