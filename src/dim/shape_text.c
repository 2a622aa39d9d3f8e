/* shape_text.c -- shapes read from a command line, and printed */
#include "dim/shape.h"

#include "base/intern.h"
#include "base/num.h"
#include "base/str.h"
#include "dim/dim_priv.h"

/* Up to the next x; an x inside angle brackets is a letter. */
static size_t
item_size(const char *s, size_t n)
{
	size_t i = 0;

	if (n && s[0] == '<') {
		while (i < n && s[i] != '>')
			i += s[i] == '\\' && i + 1 < n ? 2 : 1;
		return i < n ? i + 1 : n;
	}
	while (i < n && s[i] != 'x')
		i++;
	return i;
}

static bool
parse_item(struct fc_dims *t, const char *s, size_t n, struct fc_dim *out)
{
	bool digits = n > 0;
	int64_t v;

	for (size_t i = 0; i < n; i++)
		digits = digits && s[i] >= '0' && s[i] <= '9';
	if (digits) {
		*out = FC_DIM_NAN;
		if (fc_num_parse(s, n, &v))
			*out = fc_dim_int(t, v);
		return !fc_dim_is_nan(*out);
	}
	if (n > FC_LIMIT_NAME)
		return false;
	if (!fc_dim_plain_name(s, n) && !(n > 2 && s[0] == '<' && s[n - 1] == '>'))
		return false;
	*out = fc_dim_parse(t, s, n); /* a name alone */
	return !fc_dim_is_nan(*out);
}

bool
fc_shape_parse(struct fc_dims *t, const char *s, size_t n, struct fc_shape *out)
{
	struct fc_dim dim[FC_LIMIT_RANK];
	int rank = 0;

	*out = FC_SHAPE_SCALAR;
	if (n == 6 && !memcmp(s, "scalar", 6))
		return true;
	for (;;) {
		size_t size = item_size(s, n);

		if (rank == FC_LIMIT_RANK || !parse_item(t, s, size, &dim[rank++]))
			return false;
		if (size == n)
			break;
		if (s[size] != 'x')
			return false;
		s += size + 1;
		n -= size + 1;
	}
	*out = fc_shape_make(t, dim, rank);
	return true;
}

static void
print_item(struct fc_dim x, struct fc_str *out)
{
	const struct fc_symbol *s = fc_dim_as_symbol(x);
	int64_t v;

	if (s && strchr(s->name, 'x') && fc_dim_plain_name(s->name, strlen(s->name)))
		fc_str_printf(out, "<%s>", s->name);
	else if (s || fc_dim_is_nan(x) || fc_dim_const(x, &v) || fc_dim_as_atom(x))
		fc_dim_print(x, out);
	else {
		fc_str_putc(out, '(');
		fc_dim_print(x, out);
		fc_str_putc(out, ')');
	}
}

void
fc_shape_print(struct fc_shape s, struct fc_str *out)
{
	if (s.rank <= 0)
		fc_str_puts(out, s.rank ? "?" : "scalar");
	for (int i = 0; i < s.rank; i++) {
		fc_str_puts(out, i ? "x" : "");
		print_item(s.dim[i], out);
	}
}
