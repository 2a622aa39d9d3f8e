/* row_sum.c -- sums of rows */
#include "result/row_sum.h"

#include <string.h>

struct fc_row
fc_row_none(const char *name)
{
	return (struct fc_row){
		.name = name, .scope = "", .op = "", .domain = "", .status = FC_ROW_ALTERNATIVE,
		.repeat = FC_DIM_NAN, .alive = FC_DIM_NAN,
	};
}

struct fc_row
fc_row_known(const char *name, uint32_t nodes, const struct fc_figures *f, const struct fc_roof *roof)
{
	struct fc_row row = fc_row_none(name);

	row.f = *f;
	row.roof = *roof;
	row.nodes = nodes;
	row.status = FC_ROW_COMPLETE;
	return row;
}

void
fc_row_sum_begin(struct fc_row_sum *s, struct fc_dims *t, const char *name)
{
	memset(s, 0, sizeof(*s));
	s->dims = t;
	s->row = fc_row_none(name);
}

static uint8_t
join_status(uint8_t sum, uint8_t row)
{
	if (row == FC_ROW_ALTERNATIVE || sum == row)
		return sum;
	return sum == FC_ROW_ALTERNATIVE ? row : FC_ROW_PARTIAL;
}

/* Of a row in a branch that is not counted, only what is stored counts. */
#define ADD(from, field) fc_row_sum_figure(s->dims, &s->of.field, (from).field, row->overflow)

void
fc_row_sum_add(struct fc_row_sum *s, const struct fc_row *row)
{
	s->row.nodes += row->nodes;
	s->row.status = join_status(s->row.status, row->status);
	s->row.overflow |= row->overflow;
	ADD(row->f, params);
	ADD(row->f, param_bytes);
	ADD(row->f, buffers);
	ADD(row->f, buffer_bytes);
	if (row->status == FC_ROW_ALTERNATIVE)
		return;
	ADD(row->f, macs);
	ADD(row->f, flops);
	ADD(row->f, read_bytes);
	ADD(row->f, write_bytes);
	ADD(row->f, access_bytes);
	ADD(row->f, access_elements);
	ADD(*row, bias_adds);
	ADD(*row, affine);
	ADD(*row, simple);
	ADD(*row, special);
	ADD(*row, in_count);
	ADD(*row, out_count);
	ADD(row->roof, work);
	ADD(row->roof, predicted);
	ADD(row->roof, computing);
}

#define END(to, field) (to).field = fc_sum_value(s->dims, &s->of.field)

struct fc_row
fc_row_sum_end(struct fc_row_sum *s)
{
#define FC_FIGURE_END(field, key) END(s->row.f, field);
	FC_FIGURES(FC_FIGURE_END)
#undef FC_FIGURE_END
	END(s->row, bias_adds);
	END(s->row, affine);
	END(s->row, simple);
	END(s->row, special);
	END(s->row, in_count);
	END(s->row, out_count);
	END(s->row.roof, work);
	END(s->row.roof, predicted);
	END(s->row.roof, computing);
	return s->row;
}
