#!/usr/bin/env python3
"""The plug-in on a network with weights that is made here: timer_torch.py PROGRAM PLUGIN TORCH.

TORCH is the folder of the package; its own Python makes the network. Without one all is skipped.
"""
import os, subprocess, sys, tempfile

program, plugin, torch = sys.argv[1:4]
MAKE = """
import sys, torch
net = torch.nn.Sequential(torch.nn.Conv2d(3, 4, 3, 2), torch.nn.ReLU(), torch.nn.AdaptiveAvgPool2d(1))
torch.jit.script(net.eval()).save(sys.argv[1])
"""


def pythons():
    yield sys.executable
    yield os.path.normpath(os.path.join(torch, *[os.pardir] * 4, "bin", "python"))


with tempfile.TemporaryDirectory() as folder:
    model = os.path.join(folder, "net.pt")
    for python in pythons():
        if os.path.exists(python) and not subprocess.run([python, "-c", MAKE, model], capture_output=True).returncode:
            break
    if not os.path.exists(model):
        print("1..0 # SKIP no Python with torch that could make a network")
        sys.exit(0)
    sys.exit(subprocess.run([program, plugin, model]).returncode)
