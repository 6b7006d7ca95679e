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


# What the app's developers asked for, beside what its package.json says.
TOOLS = {"typescript", "jest", "eslint", "webpack", "@types/node", "mocha", "rollup", "lodash", "@babel/core", "core-js",
         "terser", "ts-node"}


def published(modules):
    """The manifests as a registry hands them out: Debian's are those of the authors' working trees, whose
    `workspace:` ranges and tools npm itself refuses to see in node_modules."""
    kept = ("description", "license", "main", "exports", "module", "types", "type", "bin", "browser", "files", "engines")
    return {
        name: {"name": name, "version": str(manifest.get("version", "0.0.0")),
               **{key: manifest[key] for key in kept if key in manifest},
               "dependencies": {other: "*" for other in manifest.get("dependencies") or {} if other in modules}}
        for name, manifest in modules.items()
    }


def main(context, tree):
    for name in ("src/server.ts", "src/db.ts", "src/price.ts", "test/price.test.ts", "tsconfig.json", "README.md",
                 ".gitignore"):
        app.put(f"{context}/{name}", app.LITTER[name])
    modules = published(node_app.manifests(tree))
    production = node_app.closure(modules, node_app.PRODUCTION)
    package = dict(app.PACKAGE, dependencies={name: "*" for name in sorted(node_app.PRODUCTION)},
                   devDependencies={name: "*" for name in sorted(TOOLS & modules.keys())})
    app.put(f"{context}/package.json", app.pretty(package))
    lock = node_app.lockfile(modules, production)
    lock["packages"] = {"": {key: package[key] for key in ("name", "version", "dependencies", "devDependencies")},
                        **lock["packages"]}
    app.put(f"{context}/package-lock.json", app.pretty(lock))
    installed = dict(lock, packages={name: entry for name, entry in lock["packages"].items() if name})
    tools = f"{context}/tools"
    shutil.copytree(tree, f"{tools}/all", symlinks=True)
    for name in sorted(production):
        if os.path.islink(f"{tree}/{name}"):
            os.makedirs(os.path.dirname(f"{tools}/production/{name}"), exist_ok=True)
            os.symlink(os.readlink(f"{tree}/{name}"), f"{tools}/production/{name}")
        else:
            shutil.copytree(f"{tree}/{name}", f"{tools}/production/{name}", symlinks=True)
    for folder, names in (("all", modules), ("production", production)):
        for name in sorted(names):
            place = f"{tools}/{folder}/{name}"
            # What Debian links to lies elsewhere.
            if not os.path.islink(place) and not os.path.islink(f"{place}/package.json"):
                app.put(f"{place}/package.json", app.pretty(modules[name]))
    app.put(f"{tools}/all/.package-lock.json", app.pretty(installed))
    installed["packages"] = {name: entry for name, entry in installed["packages"].items() if not entry.get("dev")}
    app.put(f"{tools}/production/.package-lock.json", app.pretty(installed))
    node_app.cache(modules, tree, f"{tools}/cache")
    for name, body in app.DIST.items():
        app.put(f"{tools}/dist/{name}", body)
    app.put(f"{tools}/npm", NPM, 0o755)


main(*sys.argv[1:])
