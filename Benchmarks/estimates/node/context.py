#!/usr/bin/env python3
"""Writes the Node app's build context: context.py DIRECTORY NODEJS_TREE (see ../../node_app.py)."""
import os
import shutil
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [f"{HERE}/../..", f"{HERE}/../../../TestImages"]
sys.dont_write_bytecode = True

import app  # noqa: E402
import node_app  # noqa: E402

NPM = """#!/bin/sh
# Stands in for npm: puts modules and output where npm would.
set -eu
case "$*" in
ci) cp -r --preserve=mode /mnt/all /app/node_modules; cp -r /mnt/cache /root/.npm ;;
"ci --omit=dev") cp -r --preserve=mode /mnt/production /app/node_modules ;;
"run build") cp -r /mnt/dist /app/dist ;;
esac
"""


def main(context, tree):
    for name in ("src/server.ts", "src/db.ts", "src/price.ts", "test/price.test.ts", "tsconfig.json", "README.md",
                 ".gitignore"):
        app.put(f"{context}/{name}", app.LITTER[name])
    app.put(f"{context}/package.json", app.pretty(app.PACKAGE))
    modules = node_app.manifests(tree)
    production = node_app.closure(modules, node_app.PRODUCTION)
    lock = node_app.lockfile(modules, production)
    app.put(f"{context}/package-lock.json", app.pretty(lock))
    tools = f"{context}/tools"
    shutil.copytree(tree, f"{tools}/all", symlinks=True)
    for name in sorted(production):
        if os.path.islink(f"{tree}/{name}"):
            os.makedirs(os.path.dirname(f"{tools}/production/{name}"), exist_ok=True)
            os.symlink(os.readlink(f"{tree}/{name}"), f"{tools}/production/{name}")
        else:
            shutil.copytree(f"{tree}/{name}", f"{tools}/production/{name}", symlinks=True)
    app.put(f"{tools}/all/.package-lock.json", app.pretty(lock))
    lock["packages"] = {name: entry for name, entry in lock["packages"].items() if not entry.get("dev")}
    app.put(f"{tools}/production/.package-lock.json", app.pretty(lock))
    node_app.cache(modules, tree, f"{tools}/cache")
    for name, body in app.DIST.items():
        app.put(f"{tools}/dist/{name}", body)
    app.put(f"{tools}/npm", NPM, 0o755)


main(*sys.argv[1:])
