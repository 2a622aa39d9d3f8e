/* generate.c -- ONNX models of any size for the benchmarks; weights are holes of sparse files
 *
 * generate chain NODES FILE          Conv, Relu, MatMul, Add, over and over; batch is a symbol
 * generate tensors COUNT FILE        that many initializers, summed up a thousand at a time
 * generate constant BYTES FILE       one Constant node with a payload of that size
 * generate inline BYTES FILE         layers of MatMul and Relu with weights of that size in the file
 * generate external BYTES FILE       the same with the weights in FILE.data
 */
#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

#include "wire.h"

enum { WIDTH = 4096 }; /* of the layers: a weight is 64 MiB */

static struct wire graph, part, piece;
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
node(const char *op, const char *const *in, unsigned n_in, const char *out)
{
	for (unsigned i = 0; i < n_in; i++)
		wire_text(&part, 1, in[i]);
	wire_text(&part, 2, out);
	wire_text(&part, 3, out);
	wire_text(&part, 4, op);
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
	wire_message(&graph, 5, &part);
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
	wire_message(&graph, field, &part);
	free(d.at);
	free(shape.at);
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
	wire_message(model, 7, &graph);
	free(opset.at);
	put(model);
}

/* --- kinds ------------------------------------------------------------------------- */

static void
chain(uint64_t nodes, struct wire *model)
{
	static const char *const op[] = { "Conv", "Relu", "MatMul", "Add" };
	static const int64_t conv[] = { 2, 2, 3, 3 }, square[] = { 8, 8 }, size[] = { 2, 8, 8 };
	static const int64_t pads[] = { 1, 1, 1, 1 };
	char name[5][32] = { "x" }, weight[32];

	for (uint64_t i = 0; i < nodes; i++) {
		unsigned k = i % 4;
		const char *in[] = { name[k], k == 3 ? name[1] : weight };

		snprintf(weight, sizeof(weight), "%s.w%llu", k ? "m" : "c", (unsigned long long)i);
		snprintf(name[k + 1], sizeof(name[0]), "%s_%llu", op[k], (unsigned long long)i);
		node(op[k], in, k == 1 ? 1 : 2, name[k + 1]);
		if (k == 0)
			ints("pads", pads, 4);
		wire_message(&graph, 1, &part);
		if (k == 0 || k == 2)
			tensor(weight, k ? square : conv, k ? 2 : 4);
		if (k == 3)
			memcpy(name[0], name[4], sizeof(name[0]));
	}
	value(11, "x", size, 3);
	value(12, name[(nodes - 1) % 4 + 1], size, 3);
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

/* The tensor that part holds the head of stands in another file. */
static void
elsewhere(const char *file, uint64_t offset)
{
	char text[32];
	const char *const pair[][2] = { { "location", file }, { "offset", text } };

	snprintf(text, sizeof(text), "%llu", (unsigned long long)offset);
	for (int k = 0; k < 2; k++) {
		wire_text(&piece, 1, pair[k][0]);
		wire_text(&piece, 2, pair[k][1]);
		wire_message(&part, 13, &piece);
	}
	wire_int(&part, 14, 1);
	wire_message(&graph, 5, &part);
}

/* Weights of WIDTH x WIDTH, each a MatMul of its own. */
static void
layers(uint64_t bytes, const char *data, struct wire *model)
{
	static const int64_t size[] = { WIDTH, WIDTH };
	const uint64_t each = (uint64_t)WIDTH * WIDTH * 4;
	uint64_t n = bytes / each ? bytes / each : 1, total = 0;
	struct wire *head = calloc(n, sizeof(*head));
	char name[2][32] = { "x" }, weight[32];

	for (uint64_t i = 0; i < n; i++) {
		const char *in[] = { name[0], weight };

		snprintf(weight, sizeof(weight), "w%llu", (unsigned long long)i);
		snprintf(name[1], sizeof(name[1]), "MatMul_%llu", (unsigned long long)i);
		node("MatMul", in, 2, name[1]);
		wire_message(&graph, 1, &part);
		in[0] = name[1];
		snprintf(name[0], sizeof(name[0]), "Relu_%llu", (unsigned long long)i);
		node("Relu", in, 1, name[0]);
		wire_message(&graph, 1, &part);
		tensor_head(weight, size, 2);
		if (data) {
			elsewhere(data, i * each);
			continue;
		}
		wire_varint(&part, 9 << 3 | 2);
		wire_varint(&part, each);
		wire_varint(&head[i], 5 << 3 | 2);
		wire_varint(&head[i], part.n + each);
		wire_add(&head[i], part.at, part.n);
		part.n = 0;
		total += head[i].n + each;
	}
	value(11, "x", size, 1);
	value(12, name[0], size, 1);
	wire_int(model, 1, 8);
	wire_text(&part, 1, "");
	wire_int(&part, 2, 17);
	wire_message(model, 8, &part);
	wire_text(&graph, 2, "bench");
	wire_varint(model, 7 << 3 | 2);
	wire_varint(model, graph.n + total);
	wire_add(model, graph.at, graph.n);
	put(model);
	for (uint64_t i = 0; !data && i < n; i++) {
		put(&head[i]);
		hole(each);
	}
	free(head);
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
	char data[4096];
	FILE *file;

	if (!n) {
		fprintf(stderr, "usage: generate chain|tensors|constant|inline|external N FILE\n");
		return 2;
	}
	fd = open(argv[3], O_WRONLY | O_CREAT | O_TRUNC, 0666);
	if (fd < 0)
		fail(argv[3]);
	if (!strcmp(argv[1], "chain"))
		chain(n, &model);
	else if (!strcmp(argv[1], "tensors"))
		tensors(n, &model);
	else if (!strcmp(argv[1], "constant"))
		constant(n, &model);
	else if (!strcmp(argv[1], "inline"))
		layers(n, NULL, &model);
	else {
		snprintf(data, sizeof(data), "%s.data", argv[3]);
		file = fopen(data, "w");
		if (!file || ftruncate(fileno(file), (off_t)n) || fclose(file))
			fail(data);
		layers(n, strrchr(data, '/') ? strrchr(data, '/') + 1 : data, &model);
	}
	return close(fd) ? 1 : 0;
}
