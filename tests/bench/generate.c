/* generate.c -- ONNX models of any size for the benchmarks; a large payload is a hole of a sparse file
 *
 * generate chain NODES FILE          Conv, Relu, MatMul, Add, over and over; batch is a symbol
 * generate short NODES FILE          the same; a node is called as what it makes
 * generate paths NODES FILE          the same with long names, as exporters make them
 * generate nested BODIES FILE        If nodes whose branches hold If nodes, four deep
 * generate tensors COUNT FILE        that many initializers, summed up a thousand at a time
 * generate constant BYTES FILE       one Constant node with a payload of that size
 */
#include <fcntl.h>
#include <stdbool.h>
#include <sys/types.h>
#include <unistd.h>

#include "wire.h"

enum { DEPTH = 4 }; /* of bodies in bodies */

static struct wire graph, part, piece, weights, ends; /* graph: nodes; ends: inputs and outputs */
static int fd;
static uint64_t file_at;

static void
fail(const char *what)
{
	perror(what);
	exit(1);
}

static void
put(struct wire *w)
{
	if (write(fd, w->at, w->n) != (ssize_t)w->n)
		fail("write");
	file_at += w->n;
	w->n = 0;
}

static void
named_node(const char *op, const char *const *in, unsigned n_in, const char *out, const char *name)
{
	for (unsigned i = 0; i < n_in; i++)
		wire_text(&part, 1, in[i]);
	wire_text(&part, 2, out);
	wire_text(&part, 3, name);
	wire_text(&part, 4, op);
}

static void
node(const char *op, const char *const *in, unsigned n_in, const char *out)
{
	named_node(op, in, n_in, out, out);
}

static void
ints(const char *name, const int64_t *v, unsigned n)
{
	wire_text(&piece, 1, name);
	for (unsigned i = 0; i < n; i++)
		wire_int(&piece, 8, (uint64_t)v[i]);
	wire_int(&piece, 20, 7);
	wire_message(&part, 5, &piece);
}

static void
tensor_head(const char *name, const int64_t *dim, unsigned rank)
{
	for (unsigned i = 0; i < rank; i++)
		wire_int(&part, 1, (uint64_t)dim[i]);
	wire_int(&part, 2, 1);
	wire_text(&part, 8, name);
}

static void
tensor(const char *name, const int64_t *dim, unsigned rank)
{
	static const float one[64] = { 1 };
	size_t n = 1;

	for (unsigned i = 0; i < rank; i++)
		n *= (size_t)dim[i];
	tensor_head(name, dim, rank);
	wire_bytes(&part, 9, one, n * sizeof(one[0]));
	wire_message(&weights, 5, &part);
}

/* Field 11 or 12: a value with a first dimension called batch. */
static void
value(unsigned field, const char *name, const int64_t *dim, unsigned rank)
{
	struct wire d = { 0 }, shape = { 0 }, type = { 0 };

	for (unsigned i = 0; i <= rank; i++) {
		if (i)
			wire_int(&d, 1, (uint64_t)dim[i - 1]);
		else
			wire_text(&d, 2, "batch");
		wire_message(&shape, 1, &d);
	}
	wire_int(&type, 1, 1);
	wire_message(&type, 2, &shape);
	wire_message(&piece, 1, &type);
	wire_text(&part, 1, name);
	wire_message(&part, 2, &piece);
	wire_message(&ends, field, &part);
	free(d.at);
	free(shape.at);
	free(type.at);
}

/* An input that is one truth value. */
static void
condition(const char *name)
{
	struct wire type = { 0 };

	wire_int(&type, 1, 9);
	wire_text(&type, 2, "");
	wire_message(&piece, 1, &type);
	wire_text(&part, 1, name);
	wire_message(&part, 2, &piece);
	wire_message(&ends, 11, &part);
	free(type.at);
}

static void
end_graph(struct wire *model)
{
	struct wire opset = { 0 };

	wire_int(model, 1, 8);
	wire_int(&opset, 2, 17);
	wire_message(model, 8, &opset);
	wire_text(&graph, 2, "bench");
	wire_add(&graph, weights.at, weights.n);
	wire_add(&graph, ends.at, ends.n);
	wire_message(model, 7, &graph);
	free(opset.at);
	put(model);
}

/* --- kinds ------------------------------------------------------------------------- */

enum { NAME = 96 };

struct names {
	char node[NAME], out[2 * NAME], weight[NAME];
};

/* The three forms of names that chains have. */
static void
name(const char *form, const char *op, uint64_t i, struct names *to)
{
	bool paths = !strcmp(form, "paths"), same = !strcmp(form, "short");
	unsigned long long n = i, block = i / 4;

	if (paths) {
		snprintf(to->node, NAME, "/model/layers.%llu/block/inner.%d/%s", block, (int)(i % 4), op);
		snprintf(to->weight, NAME, "model.layers.%llu.block.inner.%d.weight", block, (int)(i % 4));
	} else {
		snprintf(to->node, NAME, "%s_%llu", op, n + 1);
		snprintf(to->weight, NAME, "%c%llu.w", *op == 'C' ? 'c' : 'm', block);
	}
	memcpy(to->out, to->node, NAME);
	strcat(to->out, same ? "" : paths ? "_output_0" : "_o");
}

static void
chain(const char *form, uint64_t nodes, struct wire *model)
{
	static const char *const op[] = { "Conv", "Relu", "MatMul", "Add" };
	static const int64_t conv[] = { 2, 2, 3, 3 }, square[] = { 8, 8 }, size[] = { 2, 8, 8 };
	static const int64_t pads[] = { 1, 1, 1, 1 }, kernel[] = { 3, 3 };
	static struct names at[4];
	static char first[2 * NAME] = "x"; /* what a block begins with */

	for (uint64_t i = 0; i < nodes; i++) {
		unsigned k = i % 4;
		const char *in[] = { k ? at[k - 1].out : first, k == 3 ? at[0].out : at[k].weight };

		name(form, op[k], i, &at[k]);
		named_node(op[k], in, k == 1 ? 1 : 2, at[k].out, at[k].node);
		if (k == 0) {
			ints("kernel_shape", kernel, 2);
			ints("pads", pads, 4);
		}
		wire_message(&graph, 1, &part);
		if (k == 0 || k == 2)
			tensor(at[k].weight, k ? square : conv, k ? 2 : 4);
		if (k == 3)
			memcpy(first, at[3].out, sizeof(first));
	}
	value(11, "x", size, 3);
	value(12, at[(nodes - 1) % 4].out, size, 3);
	end_graph(model);
}

/*
 * A node: a Relu, or an If whose bodies hold one each, numbered as in a heap.
 * Answers how many bodies it has.
 */
static uint64_t
nest(struct wire *to, const char *x, uint64_t base, unsigned at, unsigned depth)
{
	struct wire one = { 0 }, attr = { 0 }, inner = { 0 };
	uint64_t made = 0;
	char out[32];

	snprintf(out, sizeof(out), "y%llu", (unsigned long long)base + at);
	wire_text(&one, 1, depth ? "c" : x);
	wire_text(&one, 2, out);
	wire_text(&one, 4, depth ? "If" : "Relu");
	for (unsigned k = 0; depth && k < 2; k++) {
		made += 1 + nest(&inner, x, base, at * 2 + k, depth - 1);
		snprintf(out, sizeof(out), "y%llu", (unsigned long long)base + at * 2 + k);
		wire_text(&inner, 2, out);
		wire_text(&attr, 1, out);
		wire_message(&inner, 12, &attr);
		wire_text(&attr, 1, k ? "else_branch" : "then_branch");
		wire_message(&attr, 6, &inner);
		wire_int(&attr, 20, 5);
		wire_message(&one, 5, &attr);
	}
	wire_message(to, 1, &one);
	free(one.at);
	free(attr.at);
	free(inner.at);
	return made;
}

/* Ifs one behind the other, each with 2 + 4 + 8 + 16 bodies. */
static void
nested(uint64_t bodies, struct wire *model)
{
	static const int64_t size[] = { 64 };
	char x[32] = "x";

	for (uint64_t base = 0, n = 0; n < bodies; base += 2 << DEPTH) {
		n += nest(&graph, x, base, 1, DEPTH);
		snprintf(x, sizeof(x), "y%llu", (unsigned long long)base + 1);
	}
	condition("c");
	value(11, "x", size, 1);
	value(12, x, size, 1);
	end_graph(model);
}

static void
tensors(uint64_t count, struct wire *model)
{
	static const int64_t size[] = { 16 };
	enum { EACH = 1000 };
	static char name[EACH + 1][32], sum[32];
	const char *in[EACH + 1];
	unsigned n = 0;

	snprintf(name[n++], sizeof(name[0]), "x");
	for (uint64_t i = 0; i < count; i++) {
		snprintf(name[n], sizeof(name[0]), "w%llu", (unsigned long long)i);
		tensor(name[n++], size, 1);
		if (n <= EACH && i + 1 < count)
			continue;
		for (unsigned k = 0; k < n; k++)
			in[k] = name[k];
		snprintf(sum, sizeof(sum), "sum%llu", (unsigned long long)i);
		node("Sum", in, n, sum);
		wire_message(&graph, 1, &part);
		memcpy(name[0], sum, sizeof(sum));
		n = 1;
	}
	value(11, "x", size, 1);
	value(12, name[0], size, 1);
	end_graph(model);
}

static void
hole(uint64_t bytes)
{
	file_at += bytes;
	if (lseek(fd, (off_t)file_at, SEEK_SET) < 0 || ftruncate(fd, (off_t)file_at))
		fail("lseek");
}

static void
constant(uint64_t bytes, struct wire *model)
{
	const int64_t size[] = { (int64_t)(bytes / 4) };
	struct wire in[3] = { { 0 } };
	uint64_t tensor_size, attr_size, node_size;

	bytes = bytes / 4 * 4;
	wire_text(&graph, 2, "bench");
	value(12, "y", size, 0);
	wire_add(&graph, ends.at, ends.n);
	tensor_head("", size, 1);
	wire_varint(&part, 9 << 3 | 2);
	wire_varint(&part, bytes);
	wire_add(&in[2], part.at, part.n);
	part.n = 0;
	tensor_size = in[2].n + bytes;
	wire_text(&in[1], 1, "value");
	wire_int(&in[1], 20, 4);
	wire_varint(&in[1], 5 << 3 | 2);
	wire_varint(&in[1], tensor_size);
	attr_size = in[1].n + tensor_size;
	node("Constant", NULL, 0, "y");
	wire_varint(&part, 5 << 3 | 2);
	wire_varint(&part, attr_size);
	node_size = part.n + attr_size;
	wire_varint(&graph, 1 << 3 | 2);
	wire_varint(&graph, node_size);
	wire_int(model, 1, 8);
	wire_int(&piece, 2, 17);
	wire_message(model, 8, &piece);
	wire_varint(model, 7 << 3 | 2);
	wire_varint(model, graph.n + node_size);
	wire_add(model, graph.at, graph.n);
	put(model);
	wire_add(&in[0], part.at, part.n);
	for (int i = 0; i < 3; i++)
		put(&in[i]);
	hole(bytes);
}

int
main(int argc, char **argv)
{
	uint64_t n = argc == 4 ? strtoull(argv[2], NULL, 10) : 0;
	struct wire model = { 0 };

	if (!n) {
		fprintf(stderr, "usage: generate chain|short|paths|nested|tensors|constant N FILE\n");
		return 2;
	}
	fd = open(argv[3], O_WRONLY | O_CREAT | O_TRUNC, 0666);
	if (fd < 0)
		fail(argv[3]);
	if (!strcmp(argv[1], "nested"))
		nested(n, &model);
	else if (!strcmp(argv[1], "tensors"))
		tensors(n, &model);
	else if (!strcmp(argv[1], "constant"))
		constant(n, &model);
	else
		chain(argv[1], n, &model);
	return close(fd) ? 1 : 0;
}
