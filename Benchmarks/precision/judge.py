#!/usr/bin/env python3
"""Judges reports of good images: judge.py EXPECTED DIRECTORY IMAGE…

EXPECTED has lines `image<TAB>rule<TAB>kind<TAB>why it is true`; `*` stands for every image. Exits with 1 for a finding of
medium or above that is not named, and for a name that nothing was found for.
"""
import collections
import json
import sys

LOUD = ("critical", "high", "medium")


def expected(path):
    with open(path) as file:
        rows = [line.rstrip("\n").split("\t") for line in file if line.strip() and not line.startswith("#")]
    return {(image, rule, kind): why for image, rule, kind, why in rows}


def main(path, folder, *images):
    named = expected(path)
    used, wrong = set(), []
    print("| image | critical | high | medium | low | info | named |")
    print("|---|---:|---:|---:|---:|---:|---|")
    for image in images:
        with open(f"{folder}/good-{image}.json") as file:
            findings = json.load(file)["images"][0]["findings"]
        counts = collections.Counter(finding["severity"] for finding in findings)
        told = []
        for finding in findings:
            if finding["severity"] not in LOUD:
                continue
            keys = [(image, finding["rule"], finding["kind"]), ("*", finding["rule"], finding["kind"])]
            key = next((key for key in keys if key in named), None)
            if key:
                used.add(key)
                told.append(f"{finding['rule']} ({named[key]})")
            else:
                wrong.append(f"{image}: {finding['severity']} {finding['rule']}/{finding['kind']}: {finding['message']} "
                             f"{finding.get('path', '')}")
        print("| " + " | ".join([image] + [str(counts[name]) for name in (*LOUD, "low", "info")] + ["; ".join(told)]) + " |")
    for line in wrong:
        print("NOT NAMED  " + line)
    gone = [key for key in named if key[0] in (*images, "*") and key not in used]
    for key in gone:
        print("NOT FOUND  " + " ".join(key))
    return 1 if wrong or gone else 0


sys.exit(main(*sys.argv[1:]))
