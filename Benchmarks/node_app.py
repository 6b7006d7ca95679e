#!/usr/bin/env python3
"""Writes the build context of node-single: node_app.py DIRECTORY NODEJS_TREE

NODEJS_TREE is a folder of Debian's node modules (/usr/share/nodejs). The app is the one of the test images, with
these real modules in place of the stubs; modules the app asks for in `dependencies` count as production, the rest of
the tree is marked dev.
"""
import gzip
import json
import os
import shutil
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, f"{HERE}/../TestImages")
sys.dont_write_bytecode = True

import app  # noqa: E402
from planted import fill  # noqa: E402

PRODUCTION = {"express", "pg"}


def manifests(tree):
    """Module path → package.json, scoped ones included."""
    found = {}
    for name in sorted(os.listdir(tree)):
        inner = [f"{name}/{part}" for part in sorted(os.listdir(f"{tree}/{name}"))] if name[0] == "@" else [name]
        for module in inner:
            try:
                with open(f"{tree}/{module}/package.json") as file:
                    found[module] = json.load(file)
            except (OSError, ValueError):
                continue
    return found


def closure(modules, wanted):
    seen, queue = set(), list(wanted)
    while queue:
        name = queue.pop()
        if name in modules and name not in seen:
            seen.add(name)
            queue += modules[name].get("dependencies", {})
    return seen


def lockfile(modules, production):
    packages = {}
    for name, manifest in modules.items():
        entry = {"version": str(manifest.get("version", "0.0.0"))}
        if name not in production:
            entry["dev"] = True
        if isinstance(manifest.get("dependencies"), dict):
            entry["dependencies"] = manifest["dependencies"]
        packages[f"node_modules/{name}"] = entry
    return {"name": "shop", "version": "1.4.0", "lockfileVersion": 3, "requires": True, "packages": packages}


def cache(modules, tree, folder):
    """What npm leaves in ~/.npm: every module once more, compressed."""
    for number, name in enumerate(sorted(modules)):
        body = b""
        for place, _, files in os.walk(f"{tree}/{name}"):
            for file in sorted(files):
                path = f"{place}/{file}"
                if os.path.isfile(path) and not os.path.islink(path):
                    with open(path, "rb") as source:
                        body += source.read()
        app.put(f"{folder}/_cacache/content-v2/sha512/{number % 256:02x}/{number:04x}", gzip.compress(body, 6, mtime=0))
        app.put(f"{folder}/_cacache/index-v5/{number % 256:02x}/{number:04x}", json.dumps({"key": name}) + "\n")


def main(work, tree):
    context = f"{work}/context"
    with open(f"{HERE}/recipes/node-single") as file:
        recipe = file.read()
    app.put(f"{work}/recipe", fill(recipe))
    app.put(f"{context}/docker-entrypoint.sh", '#!/bin/sh\nset -e\nexec "$@"\n', 0o755)
    app.put(f"{context}/id_ed25519", fill("@SSH_KEY@"), 0o600)
    shop = f"{context}/shop-api"
    app.write_app(shop, recipe.replace("@DB_PASSWORD@", "set-me"), False)
    os.makedirs(f"{shop}/uploads")
    app.put(f"{shop}/uploads/logo.svg", "<svg/>\n")
    shutil.rmtree(f"{shop}/node_modules")
    modules = manifests(tree)
    production = closure(modules, PRODUCTION)
    lock = lockfile(modules, production)
    app.put(f"{shop}/package-lock.json", app.pretty(lock))
    # A copy of links would point into nowhere: Debian's modules link to /usr/share/javascript and each other.
    shutil.copytree(tree, f"{shop}/node_modules", symlinks=True)
    app.put(f"{shop}/node_modules/.package-lock.json", app.pretty(lock))
    # mounted while `npm ci` runs
    cache(modules, tree, f"{work}/npm/cache")
    for name, body in app.DIST.items():
        app.put(f"{work}/npm/dist/{name}", body)
    app.put(f"{work}/npm/npm", "#!/bin/sh\n# Stands in for npm, which would need a registry.\nset -eu\ncase \"$*\" in\n"
            "ci) rm -rf /app/node_modules/.cache; cp -r --preserve=mode /app/node_modules /app/node_modules.new\n"
            "    rm -rf /app/node_modules; mv /app/node_modules.new /app/node_modules; cp -r /mnt/cache /root/.npm ;;\n"
            "\"run build\") cp -r /mnt/dist /app/dist ;;\nesac\n", 0o755)


if __name__ == "__main__":
    main(*sys.argv[1:])
