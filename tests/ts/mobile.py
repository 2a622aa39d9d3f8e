#!/usr/bin/env python3
"""Mobile archives whose code text was left out: the bytecode that stays is run on shapes.

usage: mobile.py FLOPCOUNT

Module M holds the weight w, 4x3, and the buffer s, 3. Instructions are those of PyTorch's lite interpreter
(torch/csrc/jit/runtime/instruction.h); registers count from 1, the first holds the module. Figures by hand: a
product of 2x3 with w transposed is 2*4*3 = 24 multiply-adds.
"""
import json
import pickle
import subprocess
import sys

from archive import archive, judge, tensor, text

TOOL = sys.argv[1]


STATE = (b"\x80\x02c__torch__\nM\n)\x81}(" + text("w") + tensor("0", (4, 3), True) +
         text("s") + tensor("1", (3,), False) + b"ub.")
W, S = ("GET_ATTR", 0, 0), ("GET_ATTR", 1, 0)
ARGS = ("STOREN", 1, 2)
SELF, X = ("LOAD", 1, 0), ("LOAD", 2, 0)
RET, DROP = ("RET", 0, 0), ("DROP", 0, 0)


def typed(kind):
    return (("arguments", tuple((("name", n), ("type", t), ("default_value", None))
                                for n, t in (("self", "__torch__.M"), ("x", kind)))),
            ("returns", ((("name", ""), ("type", "Tensor"), ("default_value", None)),)))


SCHEMA = typed("Tensor")


def function(name, code, operators=(), constants=(), schema=SCHEMA):
    tables = (("instructions", tuple(code)), ("operators", tuple(operators)), ("constants", tuple(constants)),
              ("types", ()), ("register_size", 8))
    return ("__torch__.M." + name, tables) + ((schema,) if schema else ())


def mobile(code, operators, constants=(), schema=SCHEMA, name="forward", state=STATE, others=()):
    functions = (8, function(name, code, operators, constants, schema)) + tuple(others)
    return archive(pickle=state, drop=["m/code/__torch__.py"],
                   more={"m/bytecode.pkl": pickle.dumps(functions, protocol=2), "m/version": b"8\n"})


LINEAR = ("aten::linear", "", 2)
ONCE = [ARGS, X, SELF, W, ("OP", 0, 0), RET]
# LOOP: the turn, the number of turns, the condition, then what is carried: x, which the body leaves as it is.
THRICE = [ARGS, ("LOADC", 0, 0), ("LOADC", 1, 0), ("LOADC", 2, 0), X, ("LOOP", 10, 3),
          ("STOREN", 3, 2), ("LOAD", 4, 0), SELF, W, ("OP", 0, 0), ("DROP", 0, 0), ("LOADC", 2, 0), ("LOAD", 4, 0),
          ("JMP", -9, 0), RET]
BRANCH = [ARGS, X, SELF, W, ("OP", 0, 0), ("STORE", 3, 0), X, ("OP", 1, 0), ("OP", 2, 0), ("JF", 3, 0),
          ("LOAD", 3, 0), ("JMP", 2, 0), X, RET]
RAISING = [ARGS, X, ("OP", 1, 0), ("OP", 2, 0), ("JF", 4, 0), ("LOADC", 0, 0), ("LOADC", 0, 0),
           ("RAISE_EXCEPTION", 0, 0), X, SELF, W, ("OP", 0, 0), RET]
SUM = [LINEAR, ("aten::sum", "", 1), ("aten::Bool", "Tensor", 1)]
SET = b"\x80\x02c__torch__\nM\n)\x81" + tensor("0", (4, 3), False) + b"b."
TAKE = [ARGS, SELF, X, ("SET_ATTR", 0, 0), SELF, RET]
CASES = [  # what, archive, options, exit code, status, parameters, multiply-adds
    ("one product", mobile(ONCE, [LINEAR]), ["-i", "2x3"], 0, "complete", 12, 24),
    ("no schema", mobile(ONCE, [LINEAR], schema=None), ["-i", "2x3"], 0, "complete", 12, 24),
    ("another method", mobile(ONCE, [LINEAR], name="embed"), ["--method", "embed", "-i", "2x3"], 0, "complete", 12, 24),
    ("product of a symbol", mobile(ONCE, [LINEAR]), ["-i", "Nx3"], 0, "complete", 12, "12*N"),
    ("loop of three turns", mobile(THRICE, [LINEAR], (0, 3, True)), ["-i", "2x3"], 0, "complete", 12, 72),
    ("loop of no turn", mobile(THRICE, [LINEAR], (0, 3, False)), ["-i", "2x3"], 0, "complete", 12, 0),
    ("branch on data", mobile(BRANCH, SUM), ["-i", "2x3"], 0, "partial", 12, 24),
    ("branch of which one way raises", mobile(RAISING, SUM, ("no",)), ["-i", "2x3"], 0, "complete", 12, 24),
    ("no inputs", mobile(ONCE, [LINEAR]), [], 0, "unavailable", 12, None),
    ("operator that is not known", mobile(ONCE, [("acme::f", "", 2)]), ["-i", "2x3"], 0, "partial", 12, 0),
    ("instruction that is not known", mobile([ARGS, ("FLY", 0, 0), RET], []), ["-i", "2x3"], 0, "partial", 12, 0),
    ("jump out of the code", mobile([ARGS, ("JMP", 1 << 40, 0)], []), ["-i", "2x3"], 0, "partial", 12, 0),
    ("jump in place", mobile([ARGS, ("JMP", 0, 0)], []), ["-i", "2x3"], 0, "partial", 12, 0),
    ("stack that is empty", mobile([("DROP", 0, 0)] * 9, []), ["-i", "2x3"], 0, "partial", 12, 0),
    ("register of 2^40", mobile([ARGS, ("LOAD", 1 << 40, 0), RET], []), ["-i", "2x3"], 0, "partial", 12, 0),
    ("attribute of 2^40", mobile([ARGS, SELF, ("GET_ATTR", 1 << 40, 0), RET], []), ["-i", "2x3"], 0, "partial", 12, 0),
    ("list of 2^40", mobile([ARGS, ("LIST_CONSTRUCT", 0, 1 << 40), RET], []), ["-i", "2x3"], 0, "partial", 12, 0),
    ("loop over nothing", mobile([ARGS, ("LOOP", 1, 7), RET], []), ["-i", "2x3"], 0, "partial", 12, 0),
    ("tuple made and taken apart", mobile([ARGS, X, X, ("TUPLE_CONSTRUCT", 2, 0), ("OP", 1, 0), DROP, SELF, W, ("OP", 0, 0),
                                          RET], [LINEAR, ("prim::TupleUnpack", "", 1)]), ["-i", "2x3"], 0, "complete", 12, 24),
    ("list made and taken apart", mobile([ARGS, X, X, ("LIST_CONSTRUCT", 0, 2), ("LIST_UNPACK", 2, 0), DROP, SELF, W,
                                         ("OP", 0, 0), RET], [LINEAR]), ["-i", "2x3"], 0, "complete", 12, 24),
    ("member of a tuple", mobile([ARGS, SELF, X, ("NAMED_TUPLE_CONSTRUCT", 0, 2), ("LOADC", 0, 0), ("TUPLE_INDEX", 0, 0), SELF,
                                 W, ("OP", 0, 0), RET], [LINEAR], (1,)), ["-i", "2x3"], 0, "complete", 12, 24),
    ("member of a dict", mobile([ARGS, ("LOADC", 0, 0), X, ("DICT_CONSTRUCT", 0, 2), ("LOADC", 0, 0), ("DICT_INDEX", 0, 0),
                                SELF, W, ("OP", 0, 0), RET], [LINEAR], ("a",)), ["-i", "2x3"], 0, "complete", 12, 24),
    ("member by an operator", mobile([ARGS, X, ("LIST_CONSTRUCT", 0, 1), ("LOADC", 0, 0), ("OP", 1, 0), SELF, W, ("OP", 0, 0),
                                     RET], [LINEAR, ("aten::__getitem__", "t", 2)], (-1,)), ["-i", "2x3"], 0, "complete", 12, 24),
    ("several results", mobile([ARGS, X, ("LOADC", 0, 0), ("LOADC", 1, 0), ("OP", 1, 0), DROP, SELF, W, ("OP", 0, 0), RET],
                               [LINEAR, ("aten::max", "dim", 3)], (0, True)), ["-i", "2x3"], 0, "complete", 12, 12),
    ("functions that give nothing", mobile([ARGS, X, ("LIST_CONSTRUCT", 0, 1), ("STORE", 3, 0), ("LOAD", 3, 0), ("OP", 1, 0),
                                           ("LOAD", 3, 0), ("OP", 2, 0), X, SELF, W, ("OP", 0, 0), RET],
                                          [LINEAR, ("aten::reverse", "t", 1), ("aten::clear", "t", 1)]),
     ["-i", "2x3"], 0, "complete", 12, 24),
    ("a list sorted in place", mobile([ARGS, ("LOADC", 0, 0), ("LOADC", 1, 0), ("LIST_CONSTRUCT", 0, 2), ("OP", 1, 0), X, SELF,
                                      W, ("OP", 0, 0), RET], [LINEAR, ("aten::sort", "int", 1)], (3, 1)),
     ["-i", "2x3"], 0, "complete", 12, 24),
    ("an element of a dict set", mobile([ARGS, ("DICT_CONSTRUCT", 0, 0), ("LOADC", 0, 0), X, ("OP", 1, 0), X, SELF, W,
                                        ("OP", 0, 0), RET], [LINEAR, ("aten::_set_item", "str", 3)], ("a",)),
     ["-i", "2x3"], 0, "complete", 12, 24),
    ("attribute set", mobile([ARGS, SELF, X, ("SET_ATTR", 1, 0), SELF, S, SELF, W, ("OP", 0, 0), RET], [LINEAR]),
     ["-i", "2x3"], 0, "complete", 12, 24),
    ("attribute set that there is not", mobile([ARGS, SELF, X, ("SET_ATTR", 9, 0), X, RET], [LINEAR]), ["-i", "2x3"], 0,
     "partial", 12, 0),
    ("moved, dropped, warned", mobile([ARGS, ("LOADC", 0, 0), ("LOADC", 1, 0), ("WARN", 0, 0), ("DROPR", 3, 0), ("MOVE", 2, 0), SELF,
                                      W, ("OP", 0, 0), RET], [LINEAR], ("careful", 2)), ["-i", "2x3"], 0, "complete", 12, 24),
    ("a tensor's list", mobile([ARGS, X, ("LOADC", 0, 0), ("LOADC", 0, 0), ("TO_LIST", 0, 0), DROP, X, SELF, W, ("OP", 0, 0),
                               RET], [LINEAR], (1,)), ["-i", "2x3"], 0, "complete", 12, 24),
    ("not initialised", mobile([ARGS, ("UN_INITIALIZED", 0, 0), ("STORE", 3, 0), X, SELF, W, ("OP", 0, 0), RET], [LINEAR]),
     ["-i", "2x3"], 0, "complete", 12, 24),
    ("short forms", mobile([ARGS, X, ("DIM", 0, 0), ("NUM_TO_TENSOR", 0, 0), DROP, X, ("DTYPE", 0, 0), DROP, X, ("DEVICE", 0, 0),
                           DROP, X, ("IS_CUDA", 0, 0), ("__NOT__", 0, 0), ("JF", 5, 0), X, SELF, W, ("OP", 0, 0), RET],
                          [LINEAR]), ["-i", "2x3"], 0, "complete", 12, 24),
    ("identity", mobile([ARGS, X, ("LOADC", 0, 0), ("__ISNOT__", 0, 0), ("JF", 5, 0), X, SELF, W, ("OP", 0, 0), RET, X, RET],
                        [LINEAR], (None,)), ["-i", "2x3"], 0, "complete", 12, 24),
    ("a method of another object", mobile([ARGS, SELF, X, ("INTERFACE_CALL", 0, 2), RET], [LINEAR], ("embed",)), ["-i", "2x3"],
     0, "partial", 12, 0),
    ("a method that calls itself", mobile([ARGS, SELF, X, ("INTERFACE_CALL", 0, 2), RET], [LINEAR], ("forward",)),
     ["-i", "2x3"], 0, "partial", 12, 0),
    ("arguments counted by the instruction", mobile([ARGS, X, SELF, W, ("OPN", 0, 2), RET], [("aten::linear", "")]),
     ["-i", "2x3"], 0, "complete", 12, 24),
    ("operator that is not listed", mobile([ARGS, X, ("OP", 7, 0), RET], [LINEAR]), ["-i", "2x3"], 0, "partial", 12, 0),
    ("operator without a number of arguments", mobile([ARGS, X, ("OP", 0, 0), RET], [("aten::neg", "")]), ["-i", "2x3"], 0,
     "partial", 12, 0),
    ("constant that is not there", mobile([ARGS, ("LOADC", 5, 0), RET], []), ["-i", "2x3"], 0, "partial", 12, 0),
    ("fewer arguments than the operator takes", mobile([("OP", 0, 0), RET], [("aten::linear", "", 5)]), ["-i", "2x3"], 0,
     "partial", 12, 0),
    ("loop on data", mobile([ARGS, ("LOADC", 0, 0), X, ("OP", 1, 0), ("OP", 2, 0), ("LOADC", 1, 0), X, ("LOOP", 4, 3), RET],
                            SUM[:2] + [("aten::Int", "Tensor", 1)], (0, True)), ["-i", "2x3"], 0, "partial", 12, 0),
    ("an instruction that is none", mobile([ARGS, ("LOAD", "a", 0)], []), ["-i", "2x3"], 0, "partial", 12, 0),
    ("a branch that raises behind", mobile([ARGS, X, ("OP", 1, 0), ("OP", 2, 0), ("JF", 6, 0), X, SELF, W, ("OP", 0, 0),
                                           ("JMP", 3, 0), ("LOADC", 0, 0), ("RAISE_EXCEPTION", 0, 0), RET], SUM, ("no",)),
     ["-i", "2x3"], 0, "complete", 12, 24),
    ("state of one's own", mobile(ONCE, [LINEAR], state=SET, others=[function("__setstate__", TAKE)]), ["-i", "2x3"], 0, "complete",
     0, 24),
    ("the operators of a method", mobile([ARGS, SELF, X, ("INTERFACE_CALL", 0, 2), RET], [LINEAR], ("embed",), others=[
        function("embed", ONCE, [LINEAR])]), ["-i", "2x3"], 0, "complete", 12, 24),
    ("a type that takes a list", mobile(ONCE, [LINEAR], schema=typed("List[Tensor]")), ["-i", "2x3"], 3, None, None, None),
    ("a type that is not known", mobile(ONCE, [LINEAR], schema=typed("__torch__.P")), ["-i", "2x3"], 0, "complete", 12, 24),
    ("no instructions", mobile([], []), ["-i", "2x3"], 0, "partial", 12, 0),
]


def fault(path, options, code, status, params, macs):
    p = subprocess.run([TOOL, "-f", "json"] + options + [path], capture_output=True, text=True, timeout=60)
    if p.returncode != code:
        return "exit %d: %s" % (p.returncode, p.stderr[:200])
    if code:
        return None
    report = json.loads(p.stdout)
    got = report["status"], report["totals"]["params"], report["totals"]["macs"]
    want = status, params, macs
    return None if got == want else "%s, expected %s: %s" % (got, want, p.stderr[:200])


if __name__ == "__main__":
    sys.exit(judge([(name, data, lambda path, rest=rest: fault(path, *rest)) for name, data, *rest in CASES]))
