#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs every report format over every archive of TestImages/ and validates it with somebody else's tool.

Prints a Markdown table: format, validator, result. Its Python packages go into .build/formats-venv.

usage: scripts/check-formats.py DUNNAGE
"""
import base64
import csv
import hashlib
import html.parser
import io
import json
import pathlib
import re
import sqlite3
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
VENV = ROOT / ".build" / "formats-venv"
SCHEMAS = ROOT / "Tests" / "Schemas"


def own_environment():
    """Starts again inside an environment that has the validators."""
    python = VENV / "bin" / "python"
    if pathlib.Path(sys.prefix) == VENV:
        return
    if not (VENV / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "jsonschema", "lxml", "duckdb"], check=True)
        (VENV / "ready").touch()
    sys.exit(subprocess.run([python, __file__, *sys.argv[1:]]).returncode)


own_environment()
import duckdb  # noqa: E402
import jsonschema  # noqa: E402
import lxml.etree  # noqa: E402
from referencing import Registry, Resource  # noqa: E402


def schema(path, validator, others=()):
    registry = Registry()
    for name in others:
        document = json.loads((SCHEMAS / name).read_text())
        registry = registry.with_resource("http://cyclonedx.org/schema/" + name, Resource.from_contents(document))
    checker = validator(json.loads(path.read_text()), registry=registry)

    def check(data):
        for error in checker.iter_errors(json.loads(data)):
            raise ValueError(f"{list(error.path)}: {error.message[:200]}")
    return check


def junit():
    validator = lxml.etree.XMLSchema(lxml.etree.parse(SCHEMAS / "junit-10.xsd"))
    return lambda data: validator.assertValid(lxml.etree.fromstring(data))


def table(data):
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    assert len(rows) > 1 and all(len(row) == len(rows[0]) for row in rows), "rows of different length"
    database = sqlite3.connect(":memory:")
    database.execute(f"create table t ({', '.join(rows[0])})")
    database.executemany(f"insert into t values ({', '.join('?' * len(rows[0]))})", rows[1:])
    path = VENV / "table.csv"
    path.write_bytes(data)
    found = duckdb.sql(f"select count(*) from '{path}'").fetchall()[0][0]
    assert found == len(rows) - 1, f"DuckDB sees {found} of {len(rows) - 1} rows"


def lines(data):
    count = len([json.loads(line) for line in data.decode().splitlines()])
    path = VENV / "table.ndjson"
    path.write_bytes(data)
    found = duckdb.sql(f"select count(*) from '{path}'").fetchall()[0][0]
    assert count == found, f"DuckDB sees {found} of {count} rows"


def annotations(data):
    command = re.compile(r"::(error|warning|notice)( [a-zA-Z]+=[^:,\r\n]*(,[a-zA-Z]+=[^:,\r\n]*)*)?::[^\r\n]+")
    for line in data.decode().splitlines():
        assert command.fullmatch(line), line
        assert "%" not in re.sub("%(25|0D|0A|3A|2C)", "", line), line


def markdown(data):
    text = data.decode()
    assert len(text) <= 65_536 and text.startswith("<!-- dunnage:check ")
    columns = None
    for line in text.splitlines():
        if not line.startswith("|"):
            columns = None
            continue
        cells = len(re.findall(r"(?<!\\)\|", line)) - 1
        assert columns in (None, cells), line
        columns = cells


def quality():
    valid = schema(SCHEMAS / "gitlab-codequality.schema.json", jsonschema.Draft7Validator)

    def check(data):
        valid(data)
        prints = [issue["fingerprint"] for issue in json.loads(data)]
        assert len(prints) == len(set(prints)), "a fingerprint twice"
    return check


class Page(html.parser.HTMLParser):
    EMPTY = {"meta", "input", "br", "rect", "link", "img"}

    def __init__(self):
        super().__init__()
        self.open, self.blocks, self.policy = [], [], ""

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        assert not [name for name in attributes if name.startswith("on") or name == "style"], attributes
        if attributes.get("http-equiv") == "Content-Security-Policy":
            self.policy = attributes["content"]
        if tag not in self.EMPTY:
            self.open.append(tag)
            if tag in ("script", "style"):
                self.blocks.append([tag, attributes.get("type"), ""])

    def handle_endtag(self, tag):
        if tag not in self.EMPTY:
            assert self.open.pop() == tag, f"</{tag}>"

    def handle_data(self, data):
        if self.open and self.open[-1] in ("script", "style"):
            self.blocks[-1][2] += data


def page(data):
    parser = Page()
    parser.feed(data.decode())
    parser.close()
    assert not parser.open, parser.open
    for _, kind, text in parser.blocks:
        if kind == "application/json":
            json.loads(text)
        else:
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in parser.policy, "a digest that the policy does not have"


def text(data):
    assert len(data.decode().splitlines()) <= 50 and b"\x1b" not in data


VALIDATORS = {
    "text": ("at most 50 lines, no escapes", text),
    "json": ("jsonschema, docs/report.schema.json", schema(ROOT / "docs/report.schema.json", jsonschema.Draft202012Validator)),
    "sarif": ("jsonschema, SARIF 2.1.0 schema", schema(SCHEMAS / "sarif-2.1.0.schema.json", jsonschema.Draft4Validator)),
    "cyclonedx": ("jsonschema, CycloneDX 1.6 schema", schema(
        SCHEMAS / "bom-1.6.SNAPSHOT.schema.json", jsonschema.Draft7Validator,
        ["spdx.SNAPSHOT.schema.json", "jsf-0.82.SNAPSHOT.schema.json"])),
    "junit": ("libxml2, junit-10.xsd", junit()),
    "html": ("html.parser: tags, policy, digests", page),
    "markdown": ("length, marker, cells of every row", markdown),
    "github": ("grammar of workflow commands", annotations),
    "gitlab-codequality": ("jsonschema, our schema after GitLab's", quality()),
    "gitlab-container-scanning": ("jsonschema, our schema after GitLab's 15.2.1", schema(
        SCHEMAS / "gitlab-container-scanning.schema.json", jsonschema.Draft7Validator)),
    "findings-csv": ("csv, SQLite, DuckDB", table), "findings-ndjson": ("json, DuckDB", lines),
    "files-csv": ("csv, SQLite, DuckDB", table), "files-ndjson": ("json, DuckDB", lines),
}


def main():
    dunnage = str(pathlib.Path(sys.argv[1]).resolve())
    archives = sorted(
        path for path in (ROOT / "TestImages").iterdir()
        if ".tar" in path.name or path.name.endswith(("-layout", "-dir")))
    results = {name: [] for name in VALIDATORS}
    out = VENV / "out"
    out.mkdir(exist_ok=True)
    for archive in archives:
        options = [option for name in VALIDATORS for option in ("--report", f"{name}={out / name}")]
        run = subprocess.run([dunnage, "check", archive, "-q", "--dockerfile", ROOT / "TestImages/recipes/bad", *options],
                             capture_output=True)
        assert run.returncode in (0, 1, 2), f"{archive.name}: {run.returncode}"
        for name, (_, validate) in VALIDATORS.items():
            data = (out / name).read_bytes()
            try:
                # An image without findings has no rows.
                if not (name == "findings-ndjson" and not data):
                    validate(data)
                results[name].append(None)
            except Exception as error:
                results[name].append(f"{archive.name}: {type(error).__name__} {error}")
    print(f"| format | validator | valid, of {len(archives)} archives |\n|---|---|--:|")
    failed = 0
    for name, (what, _) in VALIDATORS.items():
        wrong = [text for text in results[name] if text]
        failed += len(wrong)
        print(f"| `{name}` | {what} | {len(results[name]) - len(wrong)} |")
        for text in wrong[:5]:
            print(f"  {text}", file=sys.stderr)
    print(f"\n{len(archives) * len(VALIDATORS) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
