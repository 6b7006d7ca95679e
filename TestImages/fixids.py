#!/usr/bin/env python3
"""Takes buildah's random ids out of an image's config: fixids.py DIRECTORY (written by skopeo copy to dir:).

Only `container`, `parent`, `Hostname` and history comments that name an intermediate image change.
"""
import hashlib
import json
import os
import re
import sys

folder = sys.argv[1]
with open(f"{folder}/manifest.json") as file:
    manifest = json.load(file)
old = f"{folder}/{manifest['config']['digest'].split(':')[1]}"
with open(old) as file:
    config = json.load(file)

config["container"] = "0" * 64
config.pop("parent", None)
for key in ("config", "container_config"):
    config[key]["Hostname"] = ""
for step in config["history"]:
    if re.fullmatch("FROM [0-9a-f]{12}", step.get("comment", "")):
        del step["comment"]

data = json.dumps(config, separators=(",", ":")).encode()
digest = hashlib.sha256(data).hexdigest()
os.remove(old)
with open(f"{folder}/{digest}", "wb") as file:
    file.write(data)
manifest["config"].update(digest=f"sha256:{digest}", size=len(data))
with open(f"{folder}/manifest.json", "w") as file:
    json.dump(manifest, file)
