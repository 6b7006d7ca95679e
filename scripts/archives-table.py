#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the table of docs/archives.md: every archive of TestImages through every door that it has.

usage: scripts/archives-table.py .build/release/dunnage
"""
import json
import os
import subprocess
import sys

binary = os.path.abspath(sys.argv[1])
images = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "TestImages")


def report(source, **keywords):
    run = subprocess.run(
        [binary, "check", source, "--report", "json", "--progress", "never"], capture_output=True, check=False, **keywords)
    value = json.loads(run.stdout)
    for archive in value["archives"]:
        archive["source"] = ""
    for warning in value["warnings"]:
        warning["where"] = ""
    return run.returncode, value


def row(name):
    path = os.path.join(images, name)
    code, value = report(path)
    if os.path.isdir(path):
        pipe = "no such door"
    else:
        with open(path, "rb") as file:
            piped, other = report("-", stdin=file)
        pipe = f"exit {piped}, the same report" if other == value else f"exit {piped}, ANOTHER REPORT"
    archive = value["archives"][0]
    layers = [layer for image in value["images"] for layer in image["layers"]]
    codecs = sorted({layer["compression"] or "absent" for layer in layers})
    verified = {True: "verified", None: "nothing to verify", False: "WRONG"}
    marks = sorted({verified[layer["verified"]] for layer in layers})
    outer = "" if archive["compression"] == "none" else f", {archive['compression']} outside"
    return (f"| `{name}` | {archive['format']}{outer} | {', '.join(codecs)} | {len(value['images'])} | {len(layers)} | "
            f"exit {code}, {', '.join(marks)} | {pipe} |")


print("| archive | format | layers stored as | images | layers | in place | through a pipe |")
print("|---|---|---|---|---|---|---|")
for name in sorted(os.listdir(images)):
    path = os.path.join(images, name)
    if ".tar" in name or os.path.isdir(path) and not name.startswith(("recipes", "diff", "base")):
        print(row(name))
