#!/usr/bin/env python3
"""What is given for a TorchScript method's parameters, against the types that they declare.

usage: inputs.py FLOPCOUNT

forward takes one parameter v of the type given and returns the statement; its result's shape, or the line that refuses
what was given, is said by hand.
"""
import sys

from archive import archive, judge, shape_fault

TOOL = sys.argv[1]
WHOLE = ("class P(NamedTuple):\n  a : Tensor\n"
         "class M(Module):\n  __parameters__ = []\n  __buffers__ = []\n  def forward(self: __torch__.M,\n"
         "    v: %s) -> Tensor:\n    return %s\n")
REFUSED = "input 'v' is %s, and %s was given"
CASES = [  # type, what is returned, what is given, its shape or the line
    ("Tensor", "v", ["2x3"], [2, 3]),
    ("Tensor", "v", ["=2.5"], REFUSED % ("Tensor", "a number")),
    ("Tensor", "v", ["=true"], REFUSED % ("Tensor", "a boolean")),
    ("Tensor", "v", ['="a"'], REFUSED % ("Tensor", "a text")),
    ("Tensor", "v", ["(2x3,4)"], REFUSED % ("Tensor", "a tuple")),
    ("Tensor", "v", ["{a:2x3}"], REFUSED % ("Tensor", "a dict")),
    ("Tensor", "v", ["[2x3]"], REFUSED % ("Tensor", "a list")),
    ("int", "torch.zeros([v])", ["=4"], [4]),
    ("int", "torch.zeros([int(v)])", ["=true"], [1]),
    ("int", "torch.zeros([v])", ["=2.5"], REFUSED % ("int", "a number")),
    ("bool", "torch.zeros([int(v)])", ["=true"], [1]),
    ("bool", "torch.zeros([int(v)])", ['="a"'], REFUSED % ("bool", "a text")),
    ("float", "torch.zeros([int(torch.mul(v, 4))])", ["=2.5"], [10]),
    ("float", "torch.full([2], v)", ["=2"], [2]),
    ("float", "torch.zeros([int(v)])", ["=none"], REFUSED % ("float", "none")),
    ("number", "torch.zeros([int(v)])", ["=3"], [3]),
    ("str", "torch.zeros([torch.len(v)])", ['="abc"'], [3]),
    ("str", "torch.zeros([torch.len(v)])", ["=3"], REFUSED % ("str", "a number")),
    ("Device", "torch.zeros([2], device=v)", ['="cuda"'], [2]),
    ("Optional[Device]", "torch.zeros([2], device=v)", ['="cuda"'], [2]),
    ("Optional[Tensor]", "torch.zeros([int(torch.__is__(v, None))])", ["=none"], [1]),
    ("Optional[Tensor]", "torch.zeros([int(torch.__is__(v, None))])", ["2x3"], [0]),
    ("Optional[Tensor]", "torch.zeros([int(torch.__is__(v, None))])", [], [1]),
    ("Optional[float]", "torch.zeros([int(v)])", ["=3"], [3]),
    ("Optional[int]", "torch.zeros([1])", ['="a"'], REFUSED % ("Optional[int]", "a text")),
    ("Union[int, str]", "torch.zeros([torch.len(str(v))])", ['="abcd"'], [4]),
    ("Union[int, str]", "torch.zeros([1])", ["2x3"], REFUSED % ("Union[int, str]", "a tensor")),
    ("List[Tensor]", "torch.cat(v, 0)", ["[2x3,4x3]"], [6, 3]),
    ("List[Tensor]", "torch.cat(v, 0)", ["(2x3,4x3)"], [6, 3]),
    ("List[Tensor]", "torch.cat(v, 0)", ["2x3"], REFUSED % ("List[Tensor]", "a tensor")),
    ("List[int]", "torch.zeros(v)", ["[=2,=3]"], [2, 3]),
    ("List[int]", "torch.zeros([1])", ["[2x3]"], REFUSED % ("List[int]", "a list")),
    ("Tuple[Tensor, int]", "torch.add(v[0], v[1])", ["(2x3,=4)"], [2, 3]),
    ("Tuple[Tensor, int]", "v[0]", ["(2x3)"], REFUSED % ("Tuple[Tensor, int]", "a tuple")),
    ("Tuple[Tensor, Tensor]", "v[0]", ["(2x3,2,3)"], REFUSED % ("Tuple[Tensor, Tensor]", "a tuple")),
    ("Dict[str, Tensor]", "v[\"a\"]", ["{a:2x3}"], [2, 3]),
    ("Dict[str, Tensor]", "v[\"a\"]", ["2x3"], REFUSED % ("Dict[str, Tensor]", "a tensor")),
    ("Any", "torch.zeros([torch.len(v)])", ["[=2,=3]"], [2]),
    ("__torch__.P", "v[0]", ["(2x3)"], [2, 3]),
    ("Tensor=None", "torch.zeros([int(torch.__is__(v, None))])", [], [1]),
    ("int=7", "torch.zeros([v])", [], [7]),
    ("NoneType", "torch.zeros([int(torch.__is__(v, None))])", [], [1]),
]


def fault(path, given, want):
    cmd = [TOOL, path]
    for text in given:
        cmd += ["-i", "v=" + text]
    return shape_fault(cmd, want if isinstance(want, str) else [want])


if __name__ == "__main__":
    sys.exit(judge([("%s of %s" % (" ".join(given), kind), archive(whole=WHOLE % (kind, code)),
                     lambda path, given=given, want=want: fault(path, given, want)) for kind, code, given, want in CASES]))
