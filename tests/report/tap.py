"""Lines of TAP, and the program under test."""
import subprocess


class Tap:
    def __init__(self, program, fixtures):
        self.program, self.fixtures, self.n, self.failed = program, fixtures, 0, 0

    def check(self, what, ok, seen=""):
        self.n += 1
        self.failed += not ok
        print(f"{'ok' if ok else 'not ok'} {self.n} - {what}" + (f" # {seen}" if not ok else ""), flush=True)

    def skip(self, what, why):
        self.n += 1
        print(f"ok {self.n} - {what} # SKIP {why}")

    def report(self, form, model, *options):
        path = model if "/" in str(model) else self.fixtures / "onnx" / (model + ".onnx")
        done = subprocess.run([self.program, "-q", "-f", form, *options, path], check=True, capture_output=True)
        return done.stdout.decode("utf-8")

    def end(self):
        print(f"1..{self.n}")
        return 1 if self.failed else 0
