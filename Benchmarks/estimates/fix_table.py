#!/usr/bin/env python3
"""What `fix` predicted beside what was built: fix_table.py DIRECTORY APP…; exits with 1 when a size is more than a tenth
off, an app that answered no longer does, or its .dockerignore let something in."""
import json
import sys


def image(folder, name):
    with open(f"{folder}/{name}.json") as file:
        return json.load(file)["images"][0]


def word(folder, name):
    with open(f"{folder}/{name}") as file:
        return " ".join(file.read().split())


def main(folder, *apps):
    print("| app | one stage | answers | fix predicts | built as printed | off | answers | left to get back "
          "| with its .dockerignore | answers | came in |")
    print("|---|---:|---|---:|---:|---:|---|---:|---:|---|---|")
    misses = 0
    for app in apps:
        single = image(folder, f"{app}-single")["totals"]
        fixed = image(folder, f"{app}-fixed")["totals"]
        predicted = single["dockerfileEstimate"]
        off = (predicted - fixed["size"]) / fixed["size"]
        before, after, ignored = (word(folder, f"{app}-{kind}.answers") for kind in ("single", "fixed", "ignored"))
        came = word(folder, f"{app}-ignored.came") or "nothing"
        misses += abs(off) > 0.1 or {before, after, ignored, word(folder, f"{app}-ignored.clean")} != {"yes"}
        print(f"| {app} | {single['size'] / 1e6:.1f} | {before} | {predicted / 1e6:.1f} | {fixed['size'] / 1e6:.1f} "
              f"| {off:+.1%} | {after} | {fixed['reclaimable']['byDockerfile'] / 1e6:.1f} "
              f"| {image(folder, f'{app}-ignored')['totals']['size'] / 1e6:.1f} | {ignored} | {came} |")
    return 1 if misses else 0


sys.exit(main(*sys.argv[1:]))
