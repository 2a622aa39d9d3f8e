/* row_sum.c -- sums of rows */
#include "result/row_sum.h"

#include <string.h>

#include "base/arena.h"

struct fc_row
fc_row_none(struct fc_like *like, const char *name)
{
	*like = (struct fc_like){ .op = "", .domain = "", .repeat = FC_DIM_NAN };
	return (struct fc_row){ .name = name, .scope = "", .like = like, .status = FC_ROW_ALTERNATIVE,
		                .alive = FC_DIM_NAN };
}

struct fc_row
fc_row_known(struct fc_arena *a, const char *name, uint32_t nodes, const struct fc_totals *figures)
{
	struct fc_like *like = FC_NEW(a, struct fc_like);
	struct fc_row row = fc_row_none(like, name);

	like->f = figures->f;
	like->roof = figures->roof;
	row.nodes = nodes;
	row.status = FC_ROW_COMPLETE;
	return row;
}

void
fc_row_sum_begin(struct fc_row_sum *s, struct fc_dims *t, struct fc_row row)
{
	memset(s, 0, sizeof(*s));
	s->dims = t;
	s->row = row;
}

static uint8_t
join_status(uint8_t sum, uint8_t row)
{
	if (row == FC_ROW_ALTERNATIVE || sum == row)
		return sum;
	return sum == FC_ROW_ALTERNATIVE ? row : FC_ROW_PARTIAL;
}

#define ADD(from, field) fc_row_sum_times(s->dims, &s->of.field, (from).field, n, like->overflow)

static void
add_stored(struct fc_row_sum *s, const struct fc_like *like, uint32_t n)
{
	s->row.like->overflow |= like->overflow;
	ADD(like->f, params);
	ADD(like->f, param_bytes);
	ADD(like->f, buffers);
	ADD(like->f, buffer_bytes);
}

void
fc_row_sum_add_like(struct fc_row_sum *s, const struct fc_like *like, uint32_t n)
{
	add_stored(s, like, n);
	ADD(like->f, macs);
	ADD(like->f, flops);
	ADD(like->f, read_bytes);
	ADD(like->f, write_bytes);
	ADD(like->f, access_bytes);
	ADD(like->f, access_elements);
	ADD(*like, bias_adds);
	ADD(*like, affine);
	ADD(*like, simple);
	ADD(*like, special);
	ADD(*like, in_count);
	ADD(*like, out_count);
	ADD(like->roof, work);
	ADD(like->roof, predicted);
	ADD(like->roof, computing);
}

void
fc_row_sum_add(struct fc_row_sum *s, const struct fc_row *row)
{
	s->row.nodes += row->nodes;
	s->row.status = join_status(s->row.status, row->status);
	if (row->status == FC_ROW_ALTERNATIVE) /* only what is stored counts */
		add_stored(s, row->like, 1);
	else
		fc_row_sum_add_like(s, row->like, 1);
}

#define END(to, field) (to).field = fc_sum_value(s->dims, &s->of.field)

struct fc_row
fc_row_sum_end(struct fc_row_sum *s)
{
	struct fc_like *to = s->row.like;

#define FC_FIGURE_END(field, key) END(to->f, field);
	FC_FIGURES(FC_FIGURE_END)
#undef FC_FIGURE_END
	END(*to, bias_adds);
	END(*to, affine);
	END(*to, simple);
	END(*to, special);
	END(*to, in_count);
	END(*to, out_count);
	END(to->roof, work);
	END(to->roof, predicted);
	END(to->roof, computing);
	return s->row;
}
