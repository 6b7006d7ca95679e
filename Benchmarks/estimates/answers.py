#!/usr/bin/env python3
"""Asks a local server until it answers: answers.py URL [WORD]; exits with 0 when the answer has that word in it."""
import sys
import time
import urllib.error
import urllib.request


def main(url, word=""):
    for _ in range(60):
        time.sleep(0.5)
        try:
            with urllib.request.urlopen(url, timeout=2) as response:
                return 0 if word in response.read().decode() else 1
        except urllib.error.HTTPError as error:
            return 0 if word == str(error.code) else 1
        except OSError:
            continue
    return 1


sys.exit(main(*sys.argv[1:]))
