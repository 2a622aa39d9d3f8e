"""Small models made by hand: of one node, 2x3 plus itself, and of other types and nodes."""


def varint(n):
    return bytes([n & 127 | 128]) + varint(n >> 7) if n > 127 else bytes([n])


def field(number, data):
    """A field of wire type 2."""
    return varint(number << 3 | 2) + varint(len(data)) + data


def number(field_number, value):
    return varint(field_number << 3) + varint(value)


def value_info(name, elem=1, dims=(2, 3)):
    """ValueInfoProto of a tensor: name, type.tensor_type.elem_type and shape; a text is a dim_param; None: no shape."""
    shape = b"".join(field(1, number(1, d) if isinstance(d, int) else field(2, d)) for d in dims or ())
    return field(1, name) + field(2, field(1, number(1, elem) + (b"" if dims is None else field(2, shape))))


def node(op, inputs, output, **attributes):
    """NodeProto; attributes are integers."""
    text = b"".join(field(1, i) for i in inputs) + field(2, output) + field(3, op.lower()) + field(4, op)
    return text + b"".join(field(5, field(1, k.encode()) + number(3, v) + number(20, 2)) for k, v in attributes.items())


def tensor(name, elem, dims, raw):
    """TensorProto with raw_data."""
    return b"".join(number(1, d) for d in dims) + number(2, elem) + field(8, name) + field(9, raw)


def apart(name, elem, dims, file):
    """TensorProto whose values are in a file beside the model."""
    place = field(1, b"location") + field(2, file)
    return b"".join(number(1, d) for d in dims) + number(2, elem) + field(8, name) + field(13, place) + number(14, 1)


def model(nodes=(node(b"Add", [b"x", b"x"], b"y"),), x=None, y=None, weights=()):
    """ModelProto: ir_version 8, opset 13; x and y are ValueInfoProtos, a float of 2x3 each."""
    graph = b"".join(field(1, n) for n in nodes) + field(2, b"g") + b"".join(field(5, w) for w in weights)
    graph += field(11, x or value_info(b"x")) + field(12, y or value_info(b"y"))
    return number(1, 8) + field(7, graph) + field(8, number(2, 13))
