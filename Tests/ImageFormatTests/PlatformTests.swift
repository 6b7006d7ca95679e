// SPDX-License-Identifier: Apache-2.0
import ImageFormat
import Testing

@Suite struct PlatformTests {
    @Test(arguments: [
        ("linux/amd64", "linux/amd64"), ("linux/x86_64", "linux/amd64"), ("linux/arm64/v8", "linux/arm64"),
        ("linux/aarch64", "linux/arm64"), ("LINUX/ARM64", "linux/arm64"), ("linux/arm", "linux/arm/v7"),
        ("linux/arm/6", "linux/arm/v6"), ("linux/armhf", "linux/arm/v7"), ("linux/armel", "linux/arm/v6"),
        ("amd64", "linux/amd64"), ("arm64", "linux/arm64"), ("linux/amd64/v1", "linux/amd64"),
        ("linux/amd64/v3", "linux/amd64/v3"), ("linux/i686", "linux/386"), ("windows/amd64", "windows/amd64"),
        ("macos/arm64", "darwin/arm64"), ("linux/s390x", "linux/s390x"), ("linux/riscv64", "linux/riscv64"),
    ])
    func normalises(text: String, expected: String) {
        #expect(Platform(text)?.description == expected)
    }

    @Test(arguments: ["", "/", "linux/", "/amd64", "linux/amd64/v1/x", "linux amd64", "bogus", "li*nux/amd64", "é/x"])
    func refuses(text: String) {
        #expect(Platform(text) == nil)
    }

    private func rank(_ platform: String, for wanted: String) -> Int? {
        guard let platform = Platform(platform), let wanted = Platform(wanted) else { return nil }
        return platform.rank(for: wanted)
    }

    @Test func ranksAsContainerdDoes() {
        #expect(rank("linux/arm64", for: "linux/arm64/v8") == 0)
        #expect(rank("linux/amd64", for: "linux/amd64") == 0)
        #expect(rank("linux/386", for: "linux/amd64") == 1)
        #expect(rank("linux/amd64", for: "linux/amd64/v3") == 2)
        #expect(rank("linux/amd64/v3", for: "linux/amd64") == nil)
        #expect(rank("linux/arm/v6", for: "linux/arm") == 1)
        #expect(rank("linux/arm/v7", for: "linux/arm64") == 2)
        #expect(rank("linux/arm64", for: "linux/arm") == nil)
        #expect(rank("windows/amd64", for: "linux/amd64") == nil)
        #expect(Platform("linux/arm64")?.matches(Platform(os: "linux", architecture: "aarch64", variant: "v8")) == true)
    }

    @Test func windowsBuildsAreOnePlatform() {
        #expect(
            Platform(os: "windows", architecture: "amd64", osVersion: "10.0.17763")
                == Platform(os: "windows", architecture: "amd64", osVersion: "10.0.20348"))
    }
}
