"""ONNX models for the benchmarks, written on the wire: their weights are holes of sparse files."""

import os

FLOAT, INT64 = 1, 7


# --- the wire: protobuf's varints, numbers and bytes ------------------------------------------------

def varint(n):
    n &= (1 << 64) - 1
    out = bytearray()
    while n > 0x7f:
        out.append(n & 0x7f | 0x80)
        n >>= 7
    return bytes(out) + bytes([n])


def number(field, n):
    return varint(field << 3) + varint(n)


def piece(field, data):
    data = data.encode() if isinstance(data, str) else data
    return varint(field << 3 | 2) + varint(len(data)) + data


def fields(data):
    """(field, value, all of it) of each field of a message; a varint is a number, all else bytes."""
    at = 0

    def take():
        nonlocal at
        n = shift = 0
        while True:
            byte = data[at]
            at += 1
            n |= (byte & 0x7f) << shift
            shift += 7
            if byte < 0x80:
                return n

    while at < len(data):
        start, key = at, take()
        size = {1: 8, 5: 4}.get(key & 7) or take()
        value = size
        if key & 7:
            at, value = at + size, data[at:at + size]
        yield key >> 3, value, data[start:at]


def values(numbers, scalar=False):
    """A small int64 TensorProto."""
    raw = b"".join(n.to_bytes(8, "little", signed=True) for n in numbers)
    return (b"" if scalar else number(1, len(numbers))) + number(2, INT64) + piece(9, raw)


# --- files ------------------------------------------------------------------------------------------

def write(path, graph, tensors, rest, external=None):
    """A model of the fields graph, then tensors [(head, bytes)]; rest is behind the graph.

    Weights are holes: in the file, or where external names one, in a file beside it.
    """
    parts, offset = [], 0
    for head, size in tensors:
        if external:
            where = (("location", external), ("offset", str(offset)), ("length", str(size)))
            head += b"".join(piece(13, piece(1, k) + piece(2, v)) for k, v in where) + number(14, 1)
            parts.append((piece(5, head), 0))
        else:
            head += varint(9 << 3 | 2) + varint(size)
            parts.append((varint(5 << 3 | 2) + varint(len(head) + size) + head, size))
        offset += size
    with open(path, "wb") as f:
        size = len(graph) + sum(len(h) + n for h, n in parts)
        f.write(number(1, 8) + varint(7 << 3 | 2) + varint(size) + graph)
        for head, size in parts:
            f.write(head)
            f.seek(size, os.SEEK_CUR)
        f.write(rest)
    if external:
        with open(os.path.join(os.path.dirname(path), external), "wb") as f:
            f.truncate(offset)


def split(tensor):
    """The head of a TensorProto, and how many bytes stand in another file; None: in none."""
    own = list(fields(tensor))
    pairs = [[v.decode() for _, v, _ in fields(entry)] for f, entry, _ in own if f == 13]
    head = b"".join(whole for f, _, whole in own if f not in (13, 14))
    return head, int(dict(pairs)["length"]) if pairs else None


def filled_node(node):
    """A node whose constant has its bytes."""
    out = b""
    for field, attribute, whole in fields(node):
        if field == 5:
            whole = b""
            for inner, tensor, part in fields(attribute):
                head, size = split(tensor) if inner == 5 else (b"", None)
                whole += part if size is None else piece(5, head + piece(9, bytes(size)))
            whole = piece(5, whole)
        out += whole
    return piece(1, out)


def filled(path, fixture):
    """A fixture whose weights were left out, with weights."""
    graph, rest, tensors = b"", b"", []
    with open(fixture, "rb") as f:
        model = list(fields(f.read()))
    for field, value, whole in model:
        if field != 7:
            rest += whole if field != 1 else b""
            continue
        for inner, message, part in fields(value):
            head, size = split(message) if inner == 5 else (b"", None)
            if size is None:
                graph += filled_node(message) if inner == 1 else part
            else:
                tensors.append((head, size))
    write(path, graph, tensors, rest)


# --- a decoder of the Llama kind, as exporters write it: sizes are read from shapes -----------------

class Graph:
    def __init__(self):
        self.nodes, self.values, self.tensors, self.n = [], [], [], 0

    def value(self, field, name, dtype, dims):
        shape = b"".join(piece(1, number(1, d) if isinstance(d, int) else piece(2, d)) for d in dims)
        kind = piece(1, number(1, dtype) + piece(2, shape))
        self.values.append(piece(field, piece(1, name) + piece(2, kind)))

    def weight(self, name, *dims):
        size = 4
        for d in dims:
            size *= d
        self.tensors.append((b"".join(number(1, d) for d in dims) + number(2, FLOAT) + piece(8, name), size))
        return name

    def node(self, op, *operands, out=None, **attributes):
        self.n += 1
        name = "/model/%s_%d" % (op, self.n)
        out = out or name + "_output_0"
        text = b"".join(piece(1, i) for i in operands) + piece(2, out) + piece(3, name) + piece(4, op)
        for key, v in attributes.items():
            data = piece(5, v) + number(20, 4) if isinstance(v, bytes) else \
                number(3, v) + number(20, 2) if isinstance(v, int) else \
                b"".join(number(8, n) for n in v) + number(20, 7)
            text += piece(5, piece(1, key) + data)
        self.nodes.append(piece(1, text))
        return out

    def numbers(self, *n, scalar=False):
        return self.node("Constant", value=values(n, scalar))

    def size(self, x, axis):
        """That dimension of x, as a list of one."""
        at = self.node("Gather", self.node("Shape", x), self.numbers(axis, scalar=True), axis=0)
        return self.node("Unsqueeze", at, self.numbers(0))


def norm(g, x, name, width):
    mean = g.node("ReduceMean", g.node("Mul", x, x), axes=[-1])
    return g.node("Mul", g.node("Div", x, g.node("Sqrt", mean)), g.weight(name, width))


def rotated(g, x, tables, half):
    low = g.node("Slice", x, g.numbers(0), g.numbers(half), g.numbers(3))
    high = g.node("Slice", x, g.numbers(half), g.numbers(1 << 62), g.numbers(3))
    turned = g.node("Concat", g.node("Neg", high), low, axis=-1)
    return g.node("Add", g.node("Mul", x, tables[0]), g.node("Mul", turned, tables[1]))


def attention(g, x, name, width, heads, tables, mask):
    def part(which):
        y = g.node("MatMul", x, g.weight("%s.%s_proj.weight" % (name, which), width, width))
        shape = g.node("Concat", g.size(y, 0), g.size(y, 1), g.numbers(heads, width // heads), axis=0)
        return g.node("Transpose", g.node("Reshape", y, shape), perm=[0, 2, 1, 3])

    q, k, v = part("q"), part("k"), part("v")
    q, k = (rotated(g, one, tables, width // heads // 2) for one in (q, k))
    scores = g.node("Add", g.node("MatMul", q, g.node("Transpose", k, perm=[0, 1, 3, 2])), mask)
    y = g.node("Transpose", g.node("MatMul", g.node("Softmax", scores, axis=-1), v), perm=[0, 2, 1, 3])
    y = g.node("Reshape", y, g.node("Concat", g.size(y, 0), g.size(y, 1), g.numbers(width), axis=0))
    return g.node("MatMul", y, g.weight(name + ".o_proj.weight", width, width))


def decoder(path, layers, width, heads, inner, words=32000, positions=2048, external=None):
    g = Graph()
    g.value(11, "input_ids", INT64, ["batch", "sequence"])
    x = g.node("Gather", g.weight("embed_tokens.weight", words, width), "input_ids", axis=0)
    length = g.size("input_ids", 1)
    tables = [g.weight(t, 1, 1, positions, width // heads) for t in ("cos", "sin")]
    tables = [g.node("Slice", t, g.numbers(0), length, g.numbers(2)) for t in tables]
    mask = g.weight("mask", 1, 1, positions, positions)
    for axis in (2, 3):
        mask = g.node("Slice", mask, g.numbers(0), length, g.numbers(axis))
    for i in range(layers):
        name = "layers.%d." % i
        y = norm(g, x, name + "input_layernorm.weight", width)
        x = g.node("Add", x, attention(g, y, name + "self_attn", width, heads, tables, mask))
        y = norm(g, x, name + "post_attention_layernorm.weight", width)
        gate = g.node("MatMul", y, g.weight(name + "mlp.gate_proj.weight", width, inner))
        up = g.node("MatMul", y, g.weight(name + "mlp.up_proj.weight", width, inner))
        y = g.node("Mul", g.node("Mul", gate, g.node("Sigmoid", gate)), up)
        x = g.node("Add", x, g.node("MatMul", y, g.weight(name + "mlp.down_proj.weight", inner, width)))
    g.node("MatMul", norm(g, x, "norm.weight", width), g.weight("lm_head.weight", width, words), out="logits")
    g.value(12, "logits", FLOAT, ["batch", "sequence", words])
    write(path, b"".join(g.nodes) + piece(2, "decoder") + b"".join(g.values), g.tensors,
          piece(8, piece(1, "") + number(2, 13)), external)
