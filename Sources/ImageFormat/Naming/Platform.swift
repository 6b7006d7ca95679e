// SPDX-License-Identifier: Apache-2.0

/// What an image runs on. Names are normalised as containerd does it (platforms/database.go): `aarch64` is `arm64`,
/// `arm64/v8` is `arm64`, `x86_64` is `amd64`, `arm` without variant is `arm/v7`.
public struct Platform: Sendable, Hashable {
    public let os: String
    public let architecture: String
    /// nil for the architecture's usual variant.
    public let variant: String?
    /// Windows' build number; it takes no part in comparisons.
    public let osVersion: String?

    public init(os: String, architecture: String, variant: String? = nil, osVersion: String? = nil) {
        let lowered = os.lowercased()
        self.os = lowered == "macos" ? "darwin" : lowered
        (self.architecture, self.variant) = Platform.normalised(
            architecture.lowercased(), variant?.lowercased() ?? "")
        self.osVersion = osVersion
    }

    /// Reads `linux/arm64/v8`, `linux/amd64` or an architecture alone, which means linux; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let isWord = { (part: String) in
            !part.isEmpty
                && part.utf8.allSatisfy { byte in
                    Character(Unicode.Scalar(byte)).isLetter && byte < 0x80
                        || byte >= 0x30 && byte <= 0x39 || byte == 0x2E || byte == 0x5F || byte == 0x2D
                }
        }
        guard parts.allSatisfy(isWord) else { return nil }
        switch parts.count {
        case 1:
            guard Platform.architectures.contains(Platform.normalised(parts[0].lowercased(), "").0) else { return nil }
            self.init(os: "linux", architecture: parts[0])
        case 2: self.init(os: parts[0], architecture: parts[1])
        case 3: self.init(os: parts[0], architecture: parts[1], variant: parts[2])
        default: return nil
        }
    }

    init?(_ node: DocumentNode) {
        let os = node.string("os") ?? ""
        let architecture = node.string("architecture") ?? ""
        guard !os.isEmpty || !architecture.isEmpty else { return nil }
        self.init(
            os: os, architecture: architecture, variant: node.string("variant"), osVersion: node.string("os.version"))
    }

    /// Whether an image of this platform is what was asked for: same system, architecture and variant.
    public func matches(_ wanted: Platform) -> Bool { rank(for: wanted) == 0 }

    /// How well an image of this platform serves where `wanted` was asked for: 0 is exact, higher numbers are the
    /// lesser ones that the same processor still runs (`arm/v6` on `arm/v7`, `386` on `amd64`); nil: not at all.
    public func rank(for wanted: Platform) -> Int? {
        guard os == wanted.os else { return nil }
        return wanted.served.firstIndex { $0.architecture == architecture && $0.variant == variant }
    }

    public static func == (left: Platform, right: Platform) -> Bool {
        left.os == right.os && left.architecture == right.architecture && left.variant == right.variant
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(os)
        hasher.combine(architecture)
        hasher.combine(variant)
    }

    /// This platform and what its processor also runs, best first (containerd, platforms/compare.go).
    private var served: [(architecture: String, variant: String?)] {
        func versions(_ architecture: String, from variant: String, lowest: Int) -> [(String, String?)] {
            guard let version = Int(variant.dropFirst()), version > lowest, version <= 9 else { return [] }
            return (lowest..<version).reversed().map { number in
                let (name, form) = Platform.normalised(architecture, "v\(number)")
                return (name, form)
            }
        }
        let own = [(architecture, variant)]
        switch architecture {
        case "amd64": return own + versions("amd64", from: variant ?? "v1", lowest: 1) + [("386", nil)]
        case "arm": return own + versions("arm", from: variant ?? "v7", lowest: 5)
        case "arm64":
            return own + versions("arm64", from: variant ?? "v8", lowest: 8) + versions("arm", from: "v9", lowest: 5)
        default: return own
        }
    }

    private static func normalised(_ architecture: String, _ variant: String) -> (String, String?) {
        let isNumber = variant.utf8.count == 1 && variant >= "0" && variant <= "9"
        let form = isNumber ? "v" + variant : variant
        switch architecture {
        case "i386", "i486", "i586", "i686", "386": return ("386", nil)
        case "x86_64", "x86-64", "amd64": return ("amd64", form.isEmpty || form == "v1" ? nil : form)
        case "aarch64", "arm64": return ("arm64", ["", "v8", "8.0", "v8.0"].contains(form) ? nil : form)
        case "armhf": return ("arm", "v7")
        case "armel": return ("arm", "v6")
        case "arm": return ("arm", form.isEmpty ? "v7" : form)
        default: return (architecture, form.isEmpty ? nil : form)
        }
    }

    private static let architectures: Set<String> = [
        "386", "amd64", "arm", "arm64", "loong64", "mips", "mipsle", "mips64", "mips64le", "ppc64", "ppc64le",
        "riscv64", "s390x", "wasm",
    ]
}

extension Platform: CustomStringConvertible {
    /// `linux/amd64`, `linux/arm/v7`.
    public var description: String { os + "/" + architecture + (variant.map { "/" + $0 } ?? "") }
}
