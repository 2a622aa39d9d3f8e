/* dot.c -- the graph as Graphviz reads it: boxes in their modules, tensors as edges */
#include <string.h>

#include "base/arena.h"
#include "base/human.h"
#include "base/str.h"
#include "report/cell.h"
#include "report/report.h"
#include "report/text.h"
#include "report/tree.h"
#include "report/wires.h"
#include "result/row_sum.h"

enum { LETTERS = 40, EDGE_LETTERS = 32 };

struct drawing {
	struct fc_out *out;
	struct fc_arena *arena;
	const struct fc_result *r;
	struct fc_cells cells;
	const struct fc_column *figure;
	enum fc_by by;
	unsigned clusters;
	struct fc_str text, clean, cut; /* scratch */
};

/* Text between quotes: Graphviz knows escapes and, in labels, entities (its escString and lbl types). */
static void
put_text(struct drawing *d, const char *clean)
{
	for (; *clean; clean++) {
		if (*clean == '"' || *clean == '\\')
			fc_out_putc(d->out, '\\');
		if (*clean == '&')
			fc_out_puts(d->out, "&amp;");
		else
			fc_out_putc(d->out, *clean);
	}
}

static void
put_name(struct drawing *d, const char *name, unsigned letters)
{
	fc_str_clear(&d->clean);
	fc_str_clear(&d->cut);
	fc_text_clean(&d->clean, name);
	fc_text_fit(&d->cut, d->clean.data, letters, true);
	put_text(d, d->cut.data);
}

static void
put_label(struct drawing *d, const struct fc_tree *t, const struct fc_tree *around)
{
	fc_str_clear(&d->clean);
	fc_str_clear(&d->cut);
	fc_tree_label(&d->clean, t, around, d->by);
	fc_text_fit(&d->cut, d->clean.data, LETTERS, true);
	put_text(d, d->cut.data);
}

/* From white to orange, as the page has it. */
static void
put_colour(struct drawing *d, double share)
{
	static const int hot[3] = { 0xd5, 0x5e, 0x00 };
	double part = share * 2.5 < 0.7 ? share * 2.5 : 0.7;

	fc_out_puts(d->out, " fillcolor=\"#");
	for (int i = 0; i < 3; i++)
		fc_out_printf(d->out, "%02x", (unsigned)(255 + (hot[i] - 255) * part + 0.5));
	fc_out_puts(d->out, "\"");
}

/* "Conv, 118 M, 6.5%" */
static void
put_facts(struct drawing *d, const struct fc_tree *t, double whole)
{
	const struct fc_row *row = t->row;
	char share[FC_HUMAN_SIZE];

	if (d->by == FC_BY_NODE)
		put_name(d, row->like->op, LETTERS);
	else
		fc_out_printf(d->out, row->nodes == 1 ? "%u node" : "%u nodes", (unsigned)row->nodes);
	fc_str_clear(&d->cut);
	fc_cell_human(&d->cut, &d->cells, row, d->figure);
	if (row->status != FC_ROW_ALTERNATIVE && strcmp(d->cut.data, "-") != 0) {
		fc_out_puts(d->out, ", ");
		put_text(d, d->cut.data);
	}
	fc_tree_share(t->weight, whole, share);
	if (t->weight > 0)
		fc_out_printf(d->out, ", %s", share);
}

static void
put_box(struct drawing *d, const struct fc_tree *t, const struct fc_tree *around, double whole)
{
	static const char *const look[] = { "", " style=\"filled,rounded,dashed\"",
		                            " style=\"filled,rounded,dashed\"", " fontcolor=\"#767676\"" };

	fc_str_clear(&d->text);
	fc_tree_name(&d->text, t->row, d->by);
	fc_out_printf(d->out, "n%u [tooltip=\"", (unsigned)t->at);
	put_text(d, d->text.data);
	fc_out_puts(d->out, "\" label=\"");
	put_label(d, t, around);
	fc_out_puts(d->out, "\\n");
	put_facts(d, t, whole);
	fc_out_puts(d->out, "\"");
	put_colour(d, whole > 0 ? t->weight / whole : 0);
	fc_out_printf(d->out, "%s];\n", look[t->row->status]);
}

static void
put_tree(struct drawing *d, const struct fc_tree *top, double whole)
{
	const struct fc_tree *t = top->up ? fc_tree_below(top) : top;

	if (t->row) {
		put_box(d, t, top->up, whole);
		return;
	}
	if (t->up) {
		fc_out_printf(d->out, "subgraph cluster_%u { label=\"", d->clusters++);
		put_label(d, t, top->up);
		fc_out_puts(d->out, "\";\n");
	}
	for (const struct fc_tree *kid = t->kid; kid && !d->out->failed; kid = kid->next)
		put_tree(d, kid, whole);
	fc_out_puts(d->out, t->up ? "}\n" : "");
}

/* What the model is given and gives. */
static void
put_ends(struct drawing *d, const char *letter, const uint32_t *at, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		fc_out_printf(d->out, "%s%u [shape=ellipse style=solid label=\"", letter, (unsigned)i);
		put_name(d, d->r->tensor[at[i]].name, LETTERS);
		fc_out_puts(d->out, "\"];\n");
	}
}

static void
put_end(struct drawing *d, struct fc_wire_end end)
{
	static const char letter[] = { 'n', 'i', 'o' };

	fc_out_printf(d->out, "%c%u", letter[end.kind], (unsigned)end.at);
}

static void
put_wire(struct drawing *d, const struct fc_wire *w)
{
	put_end(d, w->from);
	fc_out_puts(d->out, " -> ");
	put_end(d, w->to);
	if (w->tensor == FC_WIRE_RUNS) {
		fc_out_puts(d->out, " [style=dashed label=\"runs\"];\n");
		return;
	}
	fc_str_clear(&d->text);
	fc_cell_shape(&d->text, d->r->tensor[w->tensor].type);
	fc_out_puts(d->out, " [label=\"");
	put_name(d, d->text.data, EDGE_LETTERS);
	if (w->more)
		fc_out_printf(d->out, " +%u", (unsigned)w->more);
	fc_out_puts(d->out, "\" tooltip=\"");
	put_name(d, d->r->tensor[w->tensor].name, 10 * LETTERS);
	fc_out_puts(d->out, "\"];\n");
}

/* The path, and what the colour tells. */
static void
put_head(struct drawing *d)
{
	struct fc_row sum = fc_row_known(d->arena, "", 0, &d->r->total);

	fc_out_puts(d->out, "digraph model {\ngraph [labelloc=t fontname=\"Helvetica\" fontsize=14 "
	                    "color=\"#9aa4ae\" label=\"");
	put_name(d, d->r->path, 4 * LETTERS);
	fc_out_puts(d->out, "\\n");
	if (d->r->status == FC_RESULT_FAILED) {
		fc_out_puts(d->out, "could not be read");
	} else {
		fc_out_printf(d->out, "colour: share of %s, ", d->figure->title);
		fc_str_clear(&d->cut);
		fc_cell_human(&d->cut, &d->cells, &sum, d->figure);
		put_text(d, d->cut.data);
	}
	fc_out_puts(d->out, "\"];\nnode [shape=box style=\"filled,rounded\" fillcolor=white "
	                    "color=\"#59636e\" fontname=\"Helvetica\" fontsize=11];\n"
	                    "edge [color=\"#59636e\" fontcolor=\"#59636e\" fontname=\"Helvetica\" "
	                    "fontsize=9];\n");
}

static void
put_graph(struct drawing *d, const struct fc_view_options *o)
{
	struct fc_view_options all = { .by = o->by, .depth = o->depth, .nodes_only = true };
	struct fc_view view = fc_result_view(d->arena, d->r, &all);
	struct fc_tree_source source = { d->r, &view, o->by, d->figure };
	struct fc_wires wires = fc_wires_of(d->arena, d->r, &view);
	const struct fc_tree *root = fc_tree_of(d->arena, &source);

	put_ends(d, "i", d->r->input, d->r->n_input);
	put_tree(d, root, root->weight);
	put_ends(d, "o", d->r->output, d->r->n_output);
	for (uint32_t i = 0; i < wires.n && !d->out->failed; i++)
		put_wire(d, &wires.at[i]);
}

static void
dot_add(struct fc_report *r, const struct fc_result *result)
{
	struct drawing d = { .out = r->out, .arena = r->arena, .r = result, .by = r->options.view.by,
		             .cells = fc_cells_of(r->arena, result), .text = FC_STR(r->arena),
		             .clean = FC_STR(r->arena), .cut = FC_STR(r->arena) };

	d.figure = fc_tree_figure(result, &r->options.view);
	put_head(&d);
	if (result->status != FC_RESULT_FAILED)
		put_graph(&d, &r->options.view);
	fc_out_puts(r->out, "}\n");
}

const struct fc_report_format fc_report_dot = { "dot", NULL, dot_add, NULL };
