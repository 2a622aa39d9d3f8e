#!/usr/bin/env python3
"""What only shows on a terminal: colours, NO_COLOR, width, progress, Ctrl-C.  terminal.py FLOPCOUNT"""
import fcntl, os, pty, re, signal, struct, subprocess, sys, tempfile, termios, time

TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MODEL = "fixtures/onnx/case-conv.onnx"


def on_terminal(tool, *args, columns=80, **more):
    """Standard output and error on one terminal; answers (text, exit code)."""
    env = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS")}
    env.update({"TERM": "xterm", "LC_ALL": "C.UTF-8", **more})
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    p = subprocess.Popen([tool, *args], cwd=TREE, env=env, stdin=subprocess.DEVNULL, stdout=follower, stderr=follower)
    os.close(follower)
    text = b""
    while True:
        try:
            data = os.read(leader, 65536)
        except OSError:
            break
        if not data:
            break
        text += data
    os.close(leader)
    return text.decode("utf-8"), p.wait()


def bare(text):
    return re.sub("\033\\[[0-9;]*m", "", text)


def widest(text):
    return max(map(len, bare(text).splitlines()))


def interrupted(tool):
    """Wait for the temporary file, then Ctrl-C: answers (exit code, what is left in the folder)."""
    with tempfile.TemporaryDirectory() as folder:
        os.mkfifo(os.path.join(folder, "pipe"))
        p = subprocess.Popen([tool, "-f", "csv", "-o", "out.csv", os.path.join(TREE, MODEL), "pipe"], cwd=folder)
        end = time.monotonic() + 20
        while len(os.listdir(folder)) < 2 and time.monotonic() < end:
            time.sleep(0.02)
        p.send_signal(signal.SIGINT)
        return p.wait(), os.listdir(folder)


def main():
    try:
        for end in pty.openpty():
            os.close(end)
    except OSError as e:
        print("1..0 # SKIP %s" % e)
        return 0
    tool = os.path.abspath(sys.argv[1])
    plain, _ = on_terminal(tool, MODEL, NO_COLOR="1")
    colored, _ = on_terminal(tool, MODEL)
    never, _ = on_terminal(tool, "--color", "never", MODEL)
    always, _ = on_terminal(tool, "--color", "always", MODEL, NO_COLOR="1")
    dumb, _ = on_terminal(tool, MODEL, TERM="dumb")
    fault, _ = on_terminal(tool, "nothing.onnx")
    narrow, _ = on_terminal(tool, "fixtures/onnx/resnet18.onnx", columns=60)
    two, _ = on_terminal(tool, MODEL, "fixtures/onnx/case-conv1d.onnx")
    wide, _ = on_terminal(tool, "compare", "-q", MODEL, "nothing.onnx", columns=200)
    thin, _ = on_terminal(tool, "compare", "-q", MODEL, "nothing.onnx", columns=40)
    least, _ = on_terminal(tool, "compare", "-q", MODEL, columns=5)
    asked, _ = on_terminal(tool, "compare", "-q", "--columns", "model,path,macs", MODEL, columns=20)
    given, _ = on_terminal(tool, "fixtures/onnx/resnet18.onnx", columns=200, COLUMNS="60")
    odd, _ = on_terminal(tool, "fixtures/onnx/resnet18.onnx", columns=60, COLUMNS="many")
    quiet, _ = on_terminal(tool, "-q", MODEL, MODEL)
    code, left = interrupted(tool)
    checks = [
        ("colours on a terminal", "\033[" in colored),
        ("NO_COLOR is obeyed", "\033[" not in plain and plain),
        ("--color never is obeyed", "\033[" not in never and never),
        ("--color always goes before NO_COLOR", "\033[" in always),
        ("a dumb terminal has no colours", "\033[" not in dumb),
        ("the word error is coloured", "\033[1;31merror:\033[0m" in fault),
        ("lines fit the terminal", widest(narrow) <= 60),
        ("COLUMNS goes before the terminal", bare(given) == bare(narrow)),
        ("COLUMNS that is no number does not", bare(odd) == bare(narrow)),
        ("a wide comparison has all columns", all(w in wide for w in ("input", "params", "peak", "file", "status"))),
        ("a failed model's row is red", "\033[31mnothing" in wide),
        ("a thin one leaves out what matters least", "params" in thin and "peak" not in thin and
         widest(thin[thin.index("model "):]) <= 40),
        ("the least is the model", "case-conv" in least and "params" not in least),
        ("columns that are asked for stay", widest(asked) > 20 and "path" in asked),
        ("progress with two models", "[1/2] " + MODEL in two and "[2/2]" in two),
        ("no progress when quiet", "[1/2]" not in quiet),
        ("Ctrl-C is 130", code == 130),
        ("Ctrl-C leaves no temporary", left == ["pipe"]),
    ]
    for i, (what, good) in enumerate(checks):
        print("%sok %d - %s" % ("" if good else "not ", i + 1, what))
    print("1..%d" % len(checks))
    return 0 if all(good for _, good in checks) else 1


if __name__ == "__main__":
    sys.exit(main())
