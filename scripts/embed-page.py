#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the HTML report's style and script, which lie under Sources/ReportPage/, into Swift constants.

The page must stand in one file, and the product in one binary without a resource folder beside it. The digests are
what the page's Content-Security-Policy allows; nothing else in it may run.

usage: scripts/embed-page.py [--check]
"""
import base64
import hashlib
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "Sources" / "ReportPage"
OUT = ROOT / "Sources" / "Reports" / "HTML"
SCRIPTS = ["data.js", "table.js", "treemap.js", "views.js", "main.js"]


def swift(name: str, what: str, text: str) -> str:
    # A literal of several lines ends in front of its last line feed.
    text = text.rstrip("\n")
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    assert '"""#' not in text and "</script" not in text and "</style" not in text and "\\#(" not in text
    return (
        "// SPDX-License-Identifier: Apache-2.0\n"
        "// swift-format-ignore-file\n\n"
        f"/// {what} Written by scripts/embed-page.py from Sources/ReportPage/; do not edit.\n"
        f"enum {name} {{\n"
        f'    static let digest = "sha256-{digest}"\n'
        f'    static let text = #"""\n{text}\n"""#\n'
        "}\n"
    )


def main() -> int:
    script = '"use strict";\n' + "".join((PAGE / name).read_text() for name in SCRIPTS)
    files = {
        OUT / "PageStyle.swift": swift("PageStyle", "The style of the HTML report.", (PAGE / "page.css").read_text()),
        OUT / "PageScript.swift": swift("PageScript", "The script of the HTML report.", script),
    }
    stale = [path for path, text in files.items() if not path.exists() or path.read_text() != text]
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is stale: run scripts/embed-page.py", file=sys.stderr)
        return 1 if stale else 0
    for path in stale:
        path.write_text(files[path])
    return 0


if __name__ == "__main__":
    sys.exit(main())
