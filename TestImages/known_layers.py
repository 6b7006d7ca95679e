#!/usr/bin/env python3
"""Known-answer images that no Debian tool makes, put together by hand: known_layers.py OUT."""
import sys
import tarfile

from repack import WHEN, Image, Tar
from shapes_docker import crane


def image(layers):
    config = {"created": WHEN, "architecture": "amd64", "os": "linux", "config": {"Cmd": ["/srv/one"]},
              "history": [{"created": WHEN, "created_by": line} for line in layers],
              "rootfs": {"type": "layers", "diff_ids": []}}
    return Image(config, []).with_layers([tar.bytes() for tar in layers.values()])


def hard_link():
    """/srv/one in layer 0; a second name in layer 1 that links into layer 0; the first name deleted in layer 2."""
    first, second, third = Tar(), Tar(), Tar()
    first.folder("srv/")
    first.file("srv/one", b"one".ljust(4000))
    first.file("srv/other", b"other".ljust(300))
    second.folder("srv/")
    second.link("srv/two", "srv/one", tarfile.LNKTYPE)
    third.folder("srv/")
    third.file("srv/.wh.one", b"")
    return image({"COPY srv /srv": first, "RUN ln /srv/one /srv/two": second, "RUN rm /srv/one": third})


def repeated():
    """The same path twice in one tar, and a folder that a file replaces."""
    first, second = Tar(), Tar()
    first.file("srv/config", b"old".ljust(700))
    first.file("srv/folder/a", b"a".ljust(1100))
    first.file("srv/folder/b", b"b".ljust(1300))
    first.file("srv/config", b"new".ljust(900))
    second.file("srv/folder", b"a file now".ljust(50))
    return image({"ADD layer.tar /": first, "COPY folder /srv/folder": second})


for name, made in (("known-hard-link", hard_link()), ("known-repeated", repeated())):
    with open(f"{sys.argv[1]}/{name}.crane.tar", "wb") as file:
        file.write(crane(made, f"{name}:latest"))
