"""The Alpine packages of the test images: real names, versions and file lists, with stubs as binaries.

A file is `path`: content, where content is ELF (a stub), text, or LINK + target. Sizes are those of the full-size
pair; the small archives hold the bare stub.
"""
ELF, LINK = "\0elf", "\0link "
KB, MB = 1000, 1000000

APPLETS_BIN = "cat chmod ls mkdir rm sh su".split()
APPLETS_USR = "env nc vi wget".split()


def header(name, lines=6):
    guard = name.upper().replace(".", "_").replace("/", "_")
    body = "".join(f"extern int {name.split('.')[0].replace('/', '_')}_{n}(const void *, unsigned long);\n"
                   for n in range(lines))
    return f"#ifndef _{guard}\n#define _{guard}\n{body}#endif\n"


def script(name, interpreter="/usr/bin/env node"):
    return f"#!{interpreter}\n// {name}: stands for the real program\n"


# name: (version, installed because of, depends, provides, {path: (content, mode)})
BASE = {
    "alpine-baselayout-data": ("3.6.5-r0", "alpine-baselayout", "", "", {
        "etc/passwd": ("@passwd", 0o644), "etc/group": ("@group", 0o644), "etc/shadow": ("@shadow", 0o640),
    }),
    "alpine-baselayout": ("3.6.5-r0", "alpine-baselayout", "alpine-baselayout-data /bin/sh", "", {}),
    "alpine-release": ("3.20.3-r0", "alpine-base", "alpine-keys", "", {
        "etc/alpine-release": ("3.20.3\n", 0o644),
        "etc/os-release": ('NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.20.3\nPRETTY_NAME="Alpine Linux v3.20"\n'
                           'HOME_URL="https://alpinelinux.org/"\n', 0o644),
    }),
    "apk-tools": ("2.14.4-r1", "apk-tools", "musl>=1.2.3 ca-certificates-bundle so:libc.musl-x86_64.so.1 so:libz.so.1",
                  "cmd:apk=2.14.4-r1", {"sbin/apk": (ELF, 0o755, 70 * KB)}),
    "busybox": ("1.36.1-r29", "busybox", "so:libc.musl-x86_64.so.1", "cmd:busybox=1.36.1-r29", {
        "bin/busybox": (ELF, 0o755, 808 * KB)}),
    "busybox-binsh": ("1.36.1-r29", "busybox", "busybox=1.36.1-r29", "/bin/sh cmd:sh=1.36.1-r29",
                      {"bin/sh": (LINK + "/bin/busybox", 0o777)}),
    "ca-certificates-bundle": ("20240705-r0", "ca-certificates", "", "", {}),
    "musl": ("1.2.5-r0", "musl", "", "so:libc.musl-x86_64.so.1=1", {
        "lib/ld-musl-x86_64.so.1": (ELF, 0o755, 620 * KB),
        "lib/libc.musl-x86_64.so.1": (LINK + "ld-musl-x86_64.so.1", 0o777)}),
    "zlib": ("1.3.1-r1", "zlib", "so:libc.musl-x86_64.so.1", "so:libz.so.1=1.3.1", {
        "lib/libz.so.1.3.1": (ELF, 0o755, 100 * KB), "lib/libz.so.1": (LINK + "libz.so.1.3.1", 0o777)}),
}

ADDED = {
    "libgcc": ("13.2.1_git20240309-r0", "gcc", "so:libc.musl-x86_64.so.1", "so:libgcc_s.so.1=1", {
        "usr/lib/libgcc_s.so.1": (ELF, 0o644, 120 * KB)}),
    "libstdc++": ("13.2.1_git20240309-r0", "gcc", "so:libc.musl-x86_64.so.1 so:libgcc_s.so.1",
                  "so:libstdc++.so.6=6.0.32", {"usr/lib/libstdc++.so.6": (ELF, 0o755, 2500 * KB)}),
    "nodejs": ("20.15.1-r0", "nodejs", "so:libc.musl-x86_64.so.1 so:libgcc_s.so.1 so:libstdc++.so.6 "
               "so:libz.so.1", "cmd:node=20.15.1-r0", {"usr/bin/node": (ELF, 0o755, 45 * MB)}),
    "npm": ("10.8.0-r0", "npm", "nodejs", "cmd:npm=10.8.0-r0", {
        "usr/bin/npm": (LINK + "../lib/node_modules/npm/bin/npm-cli.js", 0o777),
        "usr/lib/node_modules/npm/package.json": ('{"name": "npm", "version": "10.8.0"}\n', 0o644),
        "usr/lib/node_modules/npm/bin/npm-cli.js": (script("npm"), 0o755)}),
    # What `apk add build-base git python3` brings.
    "binutils": ("2.42-r0", "binutils", "so:libc.musl-x86_64.so.1 so:libz.so.1", "cmd:as=2.42-r0 cmd:ld=2.42-r0", {
        "usr/bin/ar": (ELF, 0o755, 60 * KB), "usr/bin/as": (ELF, 0o755, 900 * KB),
        "usr/bin/ld": (ELF, 0o755, 1800 * KB)}),
    "gmp": ("6.3.0-r1", "gmp", "so:libc.musl-x86_64.so.1", "so:libgmp.so.10=10.5.0", {
        "usr/lib/libgmp.so.10": (ELF, 0o755, 410 * KB)}),
    "isl26": ("0.26-r1", "isl26", "so:libc.musl-x86_64.so.1 so:libgmp.so.10", "so:libisl.so.23=23.3.0", {
        "usr/lib/libisl.so.23": (ELF, 0o755, 1500 * KB)}),
    "gcc": ("13.2.1_git20240309-r0", "gcc", "binutils=2.42-r0 so:libc.musl-x86_64.so.1 so:libgmp.so.10 "
            "so:libisl.so.23", "cmd:gcc=13.2.1_git20240309-r0 cmd:cc=13.2.1_git20240309-r0", {
        "usr/bin/gcc": (ELF, 0o755, 1100 * KB), "usr/bin/cc": (LINK + "gcc", 0o777),
        "usr/libexec/gcc/x86_64-alpine-linux-musl/13.2.1/cc1": (ELF, 0o755, 27 * MB),
        "usr/lib/gcc/x86_64-alpine-linux-musl/13.2.1/libgcc.a": ("!<arch>\n", 0o644, 3 * MB)}),
    "musl-dev": ("1.2.5-r0", "musl", "musl=1.2.5-r0", "", {
        "usr/include/stdio.h": (header("stdio.h", 12), 0o644), "usr/lib/libc.a": ("!<arch>\n", 0o644, 2500 * KB)}),
    "libc-dev": ("0.7.2-r5", "libc-dev", "musl-dev", "", {}),
    "g++": ("13.2.1_git20240309-r0", "gcc", "gcc=13.2.1_git20240309-r0 libc-dev libstdc++", "cmd:g++=13.2.1", {
        "usr/bin/g++": (ELF, 0o755, 1100 * KB), "usr/bin/c++": (LINK + "g++", 0o777),
        "usr/libexec/gcc/x86_64-alpine-linux-musl/13.2.1/cc1plus": (ELF, 0o755, 29 * MB)}),
    "make": ("4.4.1-r2", "make", "so:libc.musl-x86_64.so.1", "cmd:make=4.4.1-r2", {
        "usr/bin/make": (ELF, 0o755, 230 * KB)}),
    "patch": ("2.7.6-r10", "patch", "so:libc.musl-x86_64.so.1", "cmd:patch=2.7.6-r10", {}),
    "build-base": ("0.5-r3", "build-base", "binutils g++ gcc libc-dev make patch", "", {}),
    "pcre2": ("10.43-r0", "pcre2", "so:libc.musl-x86_64.so.1", "so:libpcre2-8.so.0=0.12.0", {
        "usr/lib/libpcre2-8.so.0": (ELF, 0o755, 600 * KB)}),
    "git": ("2.45.2-r0", "git", "so:libc.musl-x86_64.so.1 so:libpcre2-8.so.0 so:libz.so.1", "cmd:git=2.45.2-r0", {
        "usr/bin/git": (ELF, 0o755, 2800 * KB)}),
    "libffi": ("3.4.6-r0", "libffi", "so:libc.musl-x86_64.so.1", "so:libffi.so.8=8.1.4", {
        "usr/lib/libffi.so.8": (ELF, 0o755, 38 * KB)}),
    "python3": ("3.12.6-r0", "python3", "so:libc.musl-x86_64.so.1 so:libffi.so.8 so:libz.so.1", "cmd:python3=3.12.6", {
        "usr/bin/python3": (LINK + "python3.12", 0o777), "usr/bin/python3.12": (ELF, 0o755, 14 * KB),
        "usr/lib/libpython3.12.so.1.0": (ELF, 0o755, 5 * MB)}),
}

ACCOUNTS = {
    "passwd": "root:x:0:0:root:/root:/bin/sh\nbin:x:1:1:bin:/bin:/sbin/nologin\ndaemon:x:2:2:daemon:/sbin:/sbin/nologin\n"
              "nobody:x:65534:65534:nobody:/:/sbin/nologin\n",
    "group": "root:x:0:root\nbin:x:1:root,bin,daemon\ndaemon:x:2:root,bin,daemon\nwheel:x:10:root\nnobody:x:65534:\n",
    "shadow": "root:*::0:::::\nbin:!::0:::::\ndaemon:!::0:::::\nnobody:!::0:::::\n",
}
