/* dim_series.c -- a formula summed over the turns of a loop */
#include "dim/sum.h"

#include "dim/dim_priv.h"

/* Terms that are summed one by one, when the formula is no polynomial in the turn's number. */
enum { TURNS = 4096 };

/* The degree of x in s; -1: s is in a quotient, a minimum or the like. */
static int
degree(struct fc_dim x, const struct fc_symbol *s)
{
	const struct fc_poly *p = fc_dim_poly(x);
	int most = 0;

	for (unsigned i = 0; p && i < p->n; i++) {
		for (unsigned k = 0; k < p->at[i].mono->n; k++) {
			const struct fc_factor *f = &p->at[i].mono->f[k];

			if (&f->atom->symbol == s && (int)f->power > most)
				most = (int)f->power;
			for (unsigned j = 0; !f->atom->symbolic && j < f->atom->n; j++) {
				if (fc_dim_has_symbol(f->atom->arg[j], s))
					return -1;
			}
		}
	}
	return most;
}

static struct fc_dim
at(struct fc_dims *t, struct fc_dim x, const struct fc_symbol *s, int64_t turn)
{
	return fc_dim_subst(t, x, &(struct fc_binding){ s->name, turn }, 1);
}

static struct fc_dim
one_by_one(struct fc_dims *t, struct fc_dim x, const struct fc_symbol *s, struct fc_dim n)
{
	struct fc_dim sum = fc_dim_int(t, 0);
	int64_t turns;

	if (!fc_dim_const(n, &turns) || turns > TURNS)
		return FC_DIM_NAN;
	for (int64_t i = 0; i < turns; i++)
		sum = fc_dim_add(t, sum, at(t, x, s, i));
	return sum;
}

/*
 * Newton's forward differences: with d_k the k-th difference of x at 0, the sum
 * is d_0 C(n, 1) + d_1 C(n, 2) + ... up to the degree of x. Each binomial is a
 * whole number, so its division comes out even.
 */
struct fc_dim
fc_dim_sum_over(struct fc_dims *t, struct fc_dim x, const struct fc_symbol *s, struct fc_dim n)
{
	struct fc_dim d[FC_LIMIT_DEGREE + 1], choose = n, sum = fc_dim_int(t, 0), product = n;
	int top = degree(x, s);
	int64_t factorial = 1;

	if (top < 0 || top > 12)
		return one_by_one(t, x, s, n);
	for (int k = 0; k <= top; k++)
		d[k] = at(t, x, s, k);
	for (int k = 1; k <= top; k++) {
		for (int i = top; i >= k; i--)
			d[i] = fc_dim_sub(t, d[i], d[i - 1]);
	}
	for (int k = 0; k <= top; k++) {
		sum = fc_dim_add(t, sum, fc_dim_mul(t, d[k], choose));
		factorial *= k + 2;
		product = fc_dim_mul(t, product, fc_dim_addi(t, n, -(k + 1)));
		choose = fc_dim_floordiv(t, product, fc_dim_int(t, factorial));
	}
	return sum;
}
