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
        .fires(
            "what was only recommended",
            .app().running(
                "apt-get install -y nginx",
                [.program("/usr/sbin/nginx", size: 1_000), .file("/usr/share/doc-base/nginx", size: 3_000)]
                    + ExampleFile.debian(
                        ExamplePackage("nginx", files: ["/usr/sbin/nginx"], recommends: ["nginx-doc"]),
                        ExamplePackage("nginx-doc", files: ["/usr/share/doc-base/nginx"], isAutomatic: true))),
            kind: "recommended-package", severity: .low),
        .fires(
            "npm beside a compiler, that nothing runs",
            .app().running(
                "apt-get install -y gcc npm",
                [.program("/usr/bin/gcc", size: 500_000), .file("/usr/share/nodejs/npm/index.js", "x")]
                    + ExampleFile.debian(
                        ExamplePackage("gcc", files: ["/usr/bin/gcc"]),
                        ExamplePackage("npm", files: ["/usr/share/nodejs/npm/index.js"]))),
            kind: "language-packages", severity: .info),
        .fires(
            "Python that only the build asked for",
            .app().running(
                "apt-get install -y gcc python3",
                [.program("/usr/bin/gcc", size: 500_000), .program("/usr/bin/python3.11", size: 9_000)]
                    + ExampleFile.debian(
                        ExamplePackage("gcc", files: ["/usr/bin/gcc"]),
                        ExamplePackage("python3", files: ["/usr/bin/python3.11"]))),
            kind: "build-interpreter", severity: .info),
        .quiet(
            "certificates that were recommended",
            .app().running(
                "apt-get install -y curl",
                [.file("/usr/lib/libcurl.so.4", "x"), .file("/etc/ssl/certs/ca.pem", "x")]
                    + ExampleFile.debian(
                        ExamplePackage("curl", files: ["/usr/lib/libcurl.so.4"], recommends: ["ca-certificates"]),
                        ExamplePackage("ca-certificates", files: ["/etc/ssl/certs/ca.pem"], isAutomatic: true)))),
        .quiet(
            "applets of busybox",
            .app().on(
                base: .program("/bin/busybox"), .link("/usr/bin/ar", to: "/bin/busybox"),
                .link("/usr/bin/strings", to: "/bin/busybox"))),
        .quiet(
            "an applet that is a hard link",
            .app().on(base: .program("/bin/busybox"), .hardLink("/usr/bin/make", to: "/bin/busybox"))),
        .quiet(
            "the copyright of a compiler's library",
            .app().on(
                base: [.file("/usr/share/gcc/base", "x")]
                    + ExampleFile.debian(ExamplePackage("gcc-12-base", files: ["/usr/share/gcc/base"])))),
        .quiet(
            "a helper that came with what runs",
            ExampleImage().running(
                "apt-get install openjdk-17-jre-headless",
                [
                    .program("/usr/lib/jvm/java-17/bin/java", size: 14_000),
                    .program("/usr/lib/jvm/java-17/bin/jpackage", size: 14_000),
                ]
                    + ExampleFile.debian(
                        ExamplePackage(
                            "openjdk-17-jre-headless",
                            files: ["/usr/lib/jvm/java-17/bin/java", "/usr/lib/jvm/java-17/bin/jpackage"]))
            ).with { $0.cmd = ["/usr/lib/jvm/java-17/bin/java", "-jar", "/app/app.jar"] }),
        .quiet(
            "a helper that came with what something else needs",
            ExampleImage().running(
                "apt-get install maven",
                [.program("/usr/lib/jvm/java-17/bin/jpackage", size: 14_000)]
                    + ExampleFile.debian(
                        ExamplePackage(
                            "tool-of-the-app", files: ["/usr/bin/app"], depends: ["openjdk-17-jre-headless"]),
                        ExamplePackage(
                            "openjdk-17-jre-headless", files: ["/usr/lib/jvm/java-17/bin/jpackage"], isAutomatic: true))
            ).with { $0.cmd = ["app"] }),
        .quiet("a directory of that name", .app(.file("/usr/local/bin/gcc/readme", "x"))),
        .quiet("no program", .app(.file("/usr/bin/gcc", "text", mode: 0o644))),
        .quiet("a link that leads nowhere", .app(.link("/usr/bin/cc", to: "/usr/bin/missing"))),
        .quiet("headers alone", .app(.file("/usr/include/stdio.h", "int x;")), upTo: .info),
        .quiet("a program of the application's own", .app(.file("/app/lib/make", "text", mode: 0o755))),
    ]
}
