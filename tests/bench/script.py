"""TorchScript archives for the benchmarks: many statements, or weights that are a hole of the file."""

import struct
import zlib

FIXED = (0, 0x21)  # the earliest time and date that an archive can hold


def text(s):
    return b"X" + struct.pack("<I", len(s)) + s.encode()


def integer(v):
    return b"J" + struct.pack("<i", v)


def module(size):
    """A pickled module with a square float weight of that many rows; 0: none."""
    state = text("training") + b"\x89"
    if size:
        storage = b"(" + text("storage") + b"ctorch\nFloatStorage\n" + text("0") + text("cpu") + \
            integer(size * size) + b"tQ"
        state += text("w") + b"ctorch._utils\n_rebuild_tensor_v2\n(" + storage + integer(0) + \
            integer(size) + integer(size) + b"\x86" + integer(size) + integer(1) + b"\x86" + b"\x89" + \
            b"ccollections\nOrderedDict\n)R" + b"tR"
    return b"\x80\x02c__torch__\nM\n)\x81}(" + state + b"ub."


def code(statements, size):
    head = "class M(Module):\n  __parameters__ = [%s]\n  __buffers__ = []\n%s  training : bool\n" % (
        '"w", ' if size else "", "  w : Tensor\n" if size else "")
    body = ["  def forward(self: __torch__.M,\n    x: Tensor) -> Tensor:\n"]
    if size:
        body.append("    w = self.w\n    x0 = torch.matmul(x, w)\n")
    else:
        body.append("    x0 = torch.relu(x)\n")
    body += ["    x%d = torch.relu(x%d)\n" % (i + 1, i) for i in range(statements)]
    body.append("    return x%d\n" % statements)
    return (head + "".join(body)).encode()


def crc_of_zeros(n):
    crc, block = 0, bytes(1 << 20)
    for at in range(0, n, len(block)):
        crc = zlib.crc32(block[:min(len(block), n - at)], crc)
    return crc


def write(path, statements, size=0, cut=False):
    """An archive of stored entries, each aligned to 64 bytes as PyTorch does; weights are not written."""
    entries = [("data.pkl", module(size)), ("code/__torch__.py", code(statements, size)),
               ("constants.pkl", b"\x80\x02)."), ("version", b"3\n")]
    if size and not cut:
        entries.append(("data/0", size * size * 4))
    central = b""
    with open(path, "wb") as f:
        for name, data in entries:
            name, hole = ("m/" + name).encode(), isinstance(data, int)
            n = data if hole else len(data)
            crc, at = crc_of_zeros(n) if hole else zlib.crc32(data), f.tell()
            pad = -(at + 30 + len(name) + 4) % 64
            head = struct.pack("<HHHHHIII", 20, 0, 0, *FIXED, crc, n, n)
            f.write(b"PK\3\4" + head + struct.pack("<HH", len(name), pad + 4) + name +
                    struct.pack("<HH", 0x4246, pad) + bytes(pad))
            f.seek(n, 1) if hole else f.write(data)
            central += b"PK\1\2" + struct.pack("<H", 20) + head + \
                struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, at) + name
        start = f.tell()
        f.write(central + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(central),
                                                  start, 0))
