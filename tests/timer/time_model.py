"""A model of one node, 2x3 plus itself, made by hand."""


def field(number, data):
    """A field of wire type 2, shorter than 128 bytes."""
    return bytes([number << 3 | 2, len(data)]) + data


def number(field_number, value):
    return bytes([field_number << 3, value])


def value_info(name):
    """ValueInfoProto of a float tensor of 2x3: name, type.tensor_type.elem_type and shape."""
    shape = field(1, number(1, 2)) + field(1, number(1, 3))
    return field(1, name) + field(2, field(1, number(1, 1) + field(2, shape)))


def model():
    """ModelProto: ir_version 8, a graph with one Add, opset 13."""
    node = field(1, b"x") + field(1, b"x") + field(2, b"y") + field(3, b"add") + field(4, b"Add")
    graph = field(1, node) + field(2, b"g") + field(11, value_info(b"x")) + field(12, value_info(b"y"))
    return number(1, 8) + field(7, graph) + field(8, number(2, 13))
