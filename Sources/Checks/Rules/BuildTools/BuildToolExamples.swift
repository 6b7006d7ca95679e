// SPDX-License-Identifier: Apache-2.0
internal import Findings

/// Images with and without build tools.
enum BuildToolExamples {
    static let all: [RuleExample] = [
        .fires(
            "gcc installed by apt",
            .app().running(
                "apt-get install -y gcc",
                [
                    .program("/usr/bin/x86_64-linux-gnu-gcc-12", size: 12_000_000),
                    .link("/usr/bin/gcc", to: "x86_64-linux-gnu-gcc-12"),
                ]
                    + ExampleFile.debian(ExamplePackage("gcc-12", files: ["/usr/bin/x86_64-linux-gnu-gcc-12"]))),
            kind: "gcc", severity: .high),
        .fires(
            "a Go toolchain unpacked by hand",
            .app().running("tar -C /usr/local", .program("/usr/local/go/bin/go", size: 11_000_000)), kind: "go",
            severity: .high),
        .fires(
            "a small linker", .app().running("apk add binutils", .program("/usr/bin/ld", size: 500_000)), kind: "gcc",
            severity: .medium),
        .fires(
            "the base's compiler",
            .app().on(base: .program("/usr/bin/gcc", size: 20_000_000)), kind: "gcc", severity: .medium),
        .fires("make alone", .app().running("apk add make", .program("/usr/bin/make")), kind: "make", severity: .low),
        .fires(
            "what came only for a tool",
            .app().running(
                "apt-get install -y git",
                [.program("/usr/bin/git", size: 1_000), .file("/usr/lib/liberror.so", size: 3_000)]
                    + ExampleFile.debian(
                        ExamplePackage("git", files: ["/usr/bin/git"], depends: ["liberror-perl"]),
                        ExamplePackage("liberror-perl", files: ["/usr/lib/liberror.so"], isAutomatic: true))),
            kind: "orphaned-dependency", severity: .low),
        .quiet(
            "applets of busybox",
            .app().on(
                base: .program("/bin/busybox"), .link("/usr/bin/ar", to: "/bin/busybox"),
                .link("/usr/bin/strings", to: "/bin/busybox"))),
        .quiet(
            "an applet that is a hard link",
            .app().on(base: .program("/bin/busybox"), .hardLink("/usr/bin/make", to: "/bin/busybox"))),
        .quiet("a directory of that name", .app(.file("/usr/local/bin/gcc/readme", "x"))),
        .quiet("no program", .app(.file("/usr/bin/gcc", "text", mode: 0o644))),
        .quiet("a link that leads nowhere", .app(.link("/usr/bin/cc", to: "/usr/bin/missing"))),
        .quiet("headers alone", .app(.file("/usr/include/stdio.h", "int x;")), upTo: .info),
        .quiet("a program of the application's own", .app(.file("/app/lib/make", "text", mode: 0o755))),
    ]
}
