/* eval_system.c -- identity, equality, ranges, exceptions, futures, environment */
#include <string.h>

#include "base/intern.h"
#include "front/ts/builtin.h"

static bool
is(const char *name, const char *want)
{
	return strcmp(name, want) == 0;
}

static struct fc_ts_value *
maybe(struct fc_ts *t, int truth)
{
	return truth < 0 ? fc_ts_number(t, FC_TS_V_BOOL, FC_SCALAR_UNKNOWN) : fc_ts_bool(t, truth);
}

static int
negated(int truth)
{
	return truth < 0 ? truth : !truth;
}

/* "is" compares with None; other values are the same when they are one. */
static int
identical(const struct fc_ts_value *a, const struct fc_ts_value *b)
{
	if (a->kind == FC_TS_V_UNKNOWN || b->kind == FC_TS_V_UNKNOWN)
		return -1;
	if (a->kind == FC_TS_V_NONE || b->kind == FC_TS_V_NONE)
		return a->kind == b->kind;
	return a == b || (a->kind == FC_TS_V_TENSOR && b->kind == FC_TS_V_TENSOR && a->tensor == b->tensor);
}

static struct fc_ts_value *
comparison(struct fc_ts *t, const char *name, const struct fc_ts_value_list *args)
{
	const struct fc_ts_value *a = args->at[0], *b = args->at[1];

	if (is(name, "aten::__is__"))
		return maybe(t, identical(a, b));
	if (is(name, "aten::__isnot__"))
		return maybe(t, negated(identical(a, b)));
	if (a->kind == FC_TS_V_TENSOR || b->kind == FC_TS_V_TENSOR)
		return NULL;
	if (is(name, "aten::eq"))
		return maybe(t, fc_ts_equal(t, a, b));
	return is(name, "aten::ne") ? maybe(t, negated(fc_ts_equal(t, a, b))) : NULL;
}

/* __range_length(lo, hi, step) and __derive_index(i, lo, step) of lowered range() loops */
static struct fc_ts_value *
range_part(struct fc_ts *t, const char *name, const struct fc_ts_value_list *args)
{
	struct fc_dims *d = t->b->dims;
	struct fc_dim a = fc_ts_as_dim(t, args->at[0]), b = fc_ts_as_dim(t, args->at[1]);
	struct fc_dim step = fc_ts_as_dim(t, args->at[2]), n;
	int64_t s;

	if (is(name, "aten::__derive_index"))
		return fc_ts_dim(t, fc_dim_add(d, b, fc_dim_mul(d, a, step)));
	if (!fc_dim_const(step, &s) || s == 0)
		return fc_ts_dim(t, FC_DIM_NAN);
	n = s > 0 ? fc_dim_sub(d, b, a) : fc_dim_sub(d, a, b);
	n = fc_dim_ceildiv(d, n, fc_dim_int(d, s > 0 ? s : -s));
	return fc_ts_dim(t, fc_dim_max(d, n, fc_dim_int(d, 0)));
}

static struct fc_ts_value *
device(struct fc_ts *t, const char *text)
{
	struct fc_ts_value *v = fc_ts_text(t, text);

	v->kind = FC_TS_V_DEVICE;
	return v;
}

/* The message of the exception that a path ends in, when that path is certain. */
static struct fc_ts_value *
raise(struct fc_ts *t, const struct fc_ts_value_list *args, const struct fc_ts_expr *e)
{
	const char *text = args->n && args->at[0]->kind == FC_TS_V_TEXT ? args->at[0]->text : "an exception";

	if (!t->unknown)
		fc_ts_fault(t, e, FC_E_CODE, "the code raises: %s", text);
	t->raised = true;
	return fc_ts_none(t);
}

static const char *const nothings[] = {
	"aten::manual_seed", "aten::set_grad_enabled", "aten::warn", "prim::Print", "prim::AutogradZero",
	"profiler::_record_function_enter", "profiler::_record_function_exit", "prim::CudaSynchronize",
	"aten::_set_deterministic_algorithms", "aten::_assert_async", "aten::_assert_tensor_metadata",
	"aten::sym_constrain_range", "aten::record_stream",
};

static struct fc_ts_value *
environment(struct fc_ts *t, const char *name)
{
	for (size_t i = 0; i < sizeof(nothings) / sizeof(nothings[0]); i++) {
		if (is(name, nothings[i]))
			return fc_ts_none(t);
	}
	if (is(name, "aten::is_grad_enabled"))
		return fc_ts_bool(t, true);
	if (is(name, "aten::is_autocast_enabled") || is(name, "aten::is_autocast_cpu_enabled") ||
	    is(name, "aten::is_scripting") || is(name, "aten::_is_tracing") ||
	    is(name, "aten::has_torch_function") || is(name, "aten::is_inference_mode_enabled"))
		return fc_ts_bool(t, false);
	if (is(name, "aten::get_autocast_dtype"))
		return fc_ts_int(t, 5);
	return NULL;
}

static struct fc_ts_value *
of_one(struct fc_ts *t, const char *name, struct fc_ts_value *v)
{
	double d = 0;
	bool known;

	if (is(name, "aten::_unwrap_optional") || is(name, "prim::unchecked_unwrap_optional") ||
	    is(name, "prim::unchecked_cast") || is(name, "aten::Size"))
		return v;
	if (is(name, "aten::wait"))
		return v->kind == FC_TS_V_FUTURE && v->item.n ? v->item.at[0] : v;
	if (is(name, "prim::NumToTensor") && fc_ts_is_number(v)) {
		struct fc_value *x = fc_ts_as_tensor(t, v);

		return fc_ts_tensor(t, x);
	}
	if (is(name, "aten::device") && v->kind == FC_TS_V_TEXT)
		return device(t, v->text);
	if (is(name, "prim::type") && v->kind == FC_TS_V_DEVICE)
		return fc_ts_text(t, fc_intern(t->b->names, v->text, strcspn(v->text, ":")));
	if (is(name, "prim::index") && v->kind == FC_TS_V_DEVICE)
		return fc_ts_none(t);
	if (is(name, "aten::__not__") || is(name, "aten::Bool"))
		return v->kind == FC_TS_V_TENSOR ? NULL
		       : maybe(t, is(name, "aten::Bool") ? fc_ts_truth(t, v) : negated(fc_ts_truth(t, v)));
	if (is(name, "aten::item") && fc_ts_is_number(v))
		return v;
	if (!fc_ts_is_number(v))
		return NULL;
	known = fc_scalar_as_real(v->scalar, &d);
	if (is(name, "aten::isnan"))
		return maybe(t, known ? isnan(d) != 0 : -1);
	if (is(name, "aten::isinf"))
		return maybe(t, known ? isinf(d) != 0 : -1);
	if (is(name, "aten::isfinite"))
		return maybe(t, known ? isfinite(d) != 0 : -1);
	return NULL;
}

struct fc_ts_value *
fc_ts_system(struct fc_ts *t, const char *name, const struct fc_ts_value_list *args,
             const struct fc_ts_expr *e)
{
	struct fc_ts_value *v = environment(t, name);

	if (v)
		return v;
	if (is(name, "prim::RaiseException"))
		return raise(t, args, e);
	if (args->n == 3 && (is(name, "aten::__range_length") || is(name, "aten::__derive_index")))
		return range_part(t, name, args);
	if (args->n == 2 && is(name, "profiler::_call_end_callbacks_on_jit_fut"))
		return args->at[1];
	if (args->n == 2)
		v = comparison(t, name, args);
	if (!v && args->n >= 1)
		v = args->n == 1 || is(name, "aten::device") ? of_one(t, name, args->at[0]) : NULL;
	return v;
}
