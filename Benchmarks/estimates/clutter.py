#!/usr/bin/env python3
"""What lies in a working directory beside the app: clutter.py CONTEXT puts it there and names each file on a line;
clutter.py CONTEXT TREE names those that came into TREE all the same, and exits with 1 when there are any or when the one
that is to come is missing."""
import os
import random
import subprocess
import sys

# To come with the app: an example names no secret.
KEPT = ".env.example"


def token():
    """Of a setting that is named as a secret; made anew, so that none stands here."""
    return "".join(random.choices("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", k=40))


def files():
    return {
        ".github/workflows/ci.yml": "on: push\n",
        ".gitlab-ci.yml": "test: {script: make}\n",
        ".vscode/settings.json": "{}\n",
        ".idea/workspace.xml": "<project/>\n",
        ".DS_Store": "Bud1\n",
        ".env": f"PAYMENT_SECRET_KEY={token()}\n",
        ".env.production": f"PAYMENT_SECRET_KEY={token()}\n",
        "Dockerfile": "FROM debian\n",
        "Dockerfile.dev": "FROM debian\n",
        "docker-compose.yml": "services: {}\n",
        "deploy/main.tf": "resource \"a\" \"b\" {}\n",
        "logs/debug.log": "started\n" * 2_000,
        "notes.txt~": "old\n",
        "settings.json.bak": "{}\n",
        ".bash_history": "make\n",
    }


def main(context, tree=None):
    planted = files()
    if tree is None:
        for name, text in {**planted, KEPT: "PAYMENT_SECRET_KEY=\n"}.items():
            path = os.path.join(context, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w") as file:
                file.write(text)
        # A true one: some build tools ask git where they are.
        git = ["git", "-C", context, "-c", "user.name=shop", "-c", "user.email=shop@example.com"]
        for command in (["init", "-q"], ["add", "-f", "Dockerfile", "logs"], ["commit", "-qm", "All of it"]):
            subprocess.run(git + command, check=True)
        return 0
    came = [name for name in [".git", *planted] if os.path.lexists(os.path.join(tree, name))]
    print("\n".join(came))
    return 1 if came or not os.path.lexists(os.path.join(tree, KEPT)) else 0


sys.exit(main(*sys.argv[1:]))
