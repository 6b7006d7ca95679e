#!/usr/bin/env python3
"""Estimates beside real sizes: table.py DIRECTORY APP…; exits with 1 when one is more than a tenth off."""
import json
import sys


def totals(folder, name):
    with open(f"{folder}/{name}.json") as file:
        return json.load(file)["images"][0]["totals"]


def main(folder, *apps):
    print("| app | one stage | dockerfileEstimate | two stages, same base | off | slimEstimate | on slim | off |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    misses = 0
    for app in apps:
        single = totals(folder, f"{app}-single")
        row = [app, f"{single['size'] / 1e6:.1f}"]
        for estimate, kind in (("dockerfileEstimate", "multi"), ("slimEstimate", "slim")):
            truth = totals(folder, f"{app}-{kind}")["size"]
            off = (single[estimate] - truth) / truth
            misses += abs(off) > 0.1
            row += [f"{single[estimate] / 1e6:.1f}", f"{truth / 1e6:.1f}", f"{off:+.1%}"]
        print("| " + " | ".join(row) + " |")
    return 1 if misses else 0


sys.exit(main(*sys.argv[1:]))
