#!/usr/bin/env python3
"""What `fix` predicted beside what was built: fix_table.py DIRECTORY APP…; exits with 1 when a size is more than a tenth
off, or an app that answered no longer does."""
import json
import sys


def image(folder, name):
    with open(f"{folder}/{name}.json") as file:
        return json.load(file)["images"][0]


def answers(folder, name):
    with open(f"{folder}/{name}.answers") as file:
        return file.read().strip()


def main(folder, *apps):
    print("| app | one stage | answers | fix predicts | built as printed | off | answers | left to get back |")
    print("|---|---:|---|---:|---:|---:|---|---:|")
    misses = 0
    for app in apps:
        single = image(folder, f"{app}-single")["totals"]
        fixed = image(folder, f"{app}-fixed")["totals"]
        predicted = single["dockerfileEstimate"]
        off = (predicted - fixed["size"]) / fixed["size"]
        before, after = answers(folder, f"{app}-single"), answers(folder, f"{app}-fixed")
        misses += abs(off) > 0.1 or after != "yes" or before != "yes"
        print(f"| {app} | {single['size'] / 1e6:.1f} | {before} | {predicted / 1e6:.1f} | {fixed['size'] / 1e6:.1f} "
              f"| {off:+.1%} | {after} | {fixed['reclaimable']['byDockerfile'] / 1e6:.1f} |")
    return 1 if misses else 0


sys.exit(main(*sys.argv[1:]))
