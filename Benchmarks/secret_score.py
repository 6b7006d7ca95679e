#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""secret_score.py TRUTH.tsv REPORT.json dunnage|kingfisher [ROOT]: recall and precision, by file.

A planted secret counts as found when anything above «info» is said of its file, a decoy as a false alarm likewise.
"""
import collections, json, sys

truth_file, report_file, tool = sys.argv[1:4]
root = sys.argv[4] if len(sys.argv) > 4 else ""
truth = {}
for line in open(truth_file):
    path, what, kind = line.rstrip("\n").split("\t")
    truth[path] = (what, kind)
found = collections.defaultdict(set)
report = json.load(open(report_file))
if tool == "dunnage":
    for image in report["images"]:
        for finding in image["findings"]:
            if finding["rule"] != "secret" or finding["severity"] == "info": continue
            for place in finding["locations"]: found[place["path"].lstrip("/")].add(finding["kind"])
else:
    for entry in report["findings"]:
        path = entry["finding"].get("path", "")
        found[path[len(root):] if path.startswith(root) else path].add(entry["rule"]["id"])
planted = [path for path, (what, _) in truth.items() if what == "secret"]
hits = [path for path in planted if path in found]
wrong = [path for path in found if truth.get(path, ("",))[0] == "decoy"]
missed = collections.Counter(truth[path][1] for path in planted if path not in found)
print(f"{tool}: recall {len(hits)}/{len(planted)} = {100 * len(hits) / len(planted):.1f} %, "
      f"precision {len(hits)}/{len(hits) + len(wrong)} = {100 * len(hits) / max(1, len(hits) + len(wrong)):.1f} %")
print("  missed: " + (", ".join(f"{kind} {count}" for kind, count in sorted(missed.items())) or "none"))
print("  false alarms: " + (", ".join(sorted({truth[path][1] for path in wrong})) or "none"))
