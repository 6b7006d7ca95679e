// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

/// Every room of docs/architecture.md is a target; the arrows between rooms are the `dependencies` below
/// and nothing else (`make build` passes `--explicit-target-dependency-import-check error`).
/// Tests may use what a value brings along without importing its room.
let testSettings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]
let settings = testSettings + [.enableUpcomingFeature("MemberImportVisibility")]

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil) -> Target {
    .testTarget(
        name: name + "Tests",
        dependencies: [.byName(name: name)] + dependencies,
        resources: resources,
        swiftSettings: testSettings
    )
}

func cLibrary(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

let package = Package(
    name: "dunnage",
    products: [
        .executable(name: "dunnage", targets: ["DunnageTool"]),
        .library(name: "Dunnage", targets: ["Dunnage"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        // Without its one trait it does not import Foundation.
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    ],
    targets: [
        // C at the boundary
        cLibrary("CArchive", pkgConfig: "libarchive", apt: "libarchive-dev"),
        cLibrary("CVectorscan", pkgConfig: "libhs", apt: "libvectorscan-dev"),
        cLibrary("CXXHash", pkgConfig: "libxxhash", apt: "libxxhash-dev"),
        cLibrary("CISAL", pkgConfig: "libisal", apt: "libisal-dev"),
        cLibrary("CYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev"),
        cLibrary("CPCRE2", pkgConfig: "libpcre2-8", apt: "libpcre2-dev"),
        .target(name: "CProcess"),
        .target(name: "CAnchorSweep"),

        // Bytes
        room("Jobs", ["CProcess"]),
        room("NameText"),
        room("JSONText", ["NameText"]),
        room("Packing"),
        room("Digests", ["CXXHash", .product(name: "Crypto", package: "swift-crypto")]),
        room("Archives", ["CArchive", "CISAL", "CProcess", "Digests", "Jobs"]),

        // Images
        room("ImageFormat", ["Digests", "JSONText"]),
        room(
            "ImageReading",
            [
                "Archives", "Digests", "ImageFormat", "JSONText", "Jobs",
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),

        // Facts
        room("LayerTree", ["NameText", "Packing"]),
        room("Findings"),
        room("Dockerfile"),
        room("SecretScan", ["CAnchorSweep", "CPCRE2", "CVectorscan", "Digests", "Findings", "Packing"]),
        room("PackageDatabases", ["JSONText", "LayerTree", "Packing"]),
        room(
            "LayerScan", ["Archives", "Digests", "Jobs", "LayerTree", "PackageDatabases", "Packing", "SecretScan"]),
        room("FactCache", ["Archives", "Digests", "Jobs", "LayerScan", "Packing", "SecretScan"]),

        // Judgement
        room(
            "Checks",
            [
                "Digests", "Findings", "ImageFormat", "JSONText", "LayerTree", "LayerScan", "NameText",
                "PackageDatabases", "SecretScan",
            ]),
        room("Sizing", ["Digests", "Findings", "ImageFormat", "JSONText", "LayerTree", "PackageDatabases", "Packing"]),

        // What people decide
        room("ConfigurationFile", ["CYAML", "Checks", "Findings", "LayerTree", "Sizing"]),

        // What people and programs meet
        room("Reports", ["Checks", "Findings", "JSONText", "NameText", "SecretScan", "Sizing"]),
        room(
            "Dunnage",
            [
                "Archives", "Checks", "ConfigurationFile", "Digests", "Dockerfile", "FactCache", "Findings",
                "ImageFormat", "ImageReading", "JSONText", "Jobs", "LayerScan", "LayerTree", "NameText",
                "PackageDatabases", "Packing", "Reports", "SecretScan", "Sizing",
            ]),
        room(
            "DunnageCLI",
            ["ConfigurationFile", "Dunnage", .product(name: "ArgumentParser", package: "swift-argument-parser")]),
        .executableTarget(name: "DunnageTool", dependencies: ["DunnageCLI"], swiftSettings: settings),

        // Tests
        .target(
            name: "TestSupport",
            dependencies: ["Archives", "CArchive", "Digests", "ImageFormat", "JSONText"],
            path: "Tests/TestSupport",
            swiftSettings: settings
        ),
        tests("Jobs"),
        tests("JSONText", ["TestSupport"]),
        tests("LayerTree", ["TestSupport"]),
        tests("Findings"),
        tests("Dockerfile"),
        tests("ConfigurationFile", ["Checks", "Findings", "JSONText", "LayerTree", "Sizing", "TestSupport"]),
        tests("PackageDatabases", ["LayerTree", "TestSupport"], resources: [.copy("Fixtures")]),
        tests("SecretScan", ["CAnchorSweep", "Digests", "Findings", "TestSupport"]),
        tests("ImageFormat", ["Digests", "JSONText", "TestSupport"]),
        tests("TestSupport", ["CArchive", "Digests", "JSONText"]),
        .testTarget(
            name: "DunnageCLITests",
            dependencies: ["Archives", "Digests", "DunnageCLI", "DunnageTool", "JSONText", "LayerScan", "TestSupport"],
            resources: [.copy("Golden")], swiftSettings: testSettings),
        tests("Dunnage", ["Digests", "DunnageTool", "Findings", "LayerTree", "TestSupport"]),
        tests("LayerScan", ["Archives", "Digests", "Jobs", "LayerTree", "SecretScan", "TestSupport"]),
        tests(
            "FactCache",
            ["Archives", "Digests", "ImageReading", "Jobs", "LayerScan", "LayerTree", "SecretScan", "TestSupport"]),
        tests("ImageReading", ["Archives", "Digests", "ImageFormat", "TestSupport"]),
        tests("Archives", ["Digests", "Jobs", "TestSupport"]),
        tests(
            "Checks",
            [
                "Archives", "Digests", "Findings", "ImageFormat", "JSONText", "Jobs", "LayerScan", "LayerTree",
                "PackageDatabases", "SecretScan", "Sizing", "TestSupport",
            ]),
        tests("Sizing", ["Dunnage", "Findings", "LayerTree", "PackageDatabases", "Packing", "TestSupport"]),
        tests(
            "Reports",
            ["Checks", "Digests", "Findings", "JSONText", "LayerTree", "PackageDatabases", "Sizing", "TestSupport"],
            resources: [.copy("Golden")]),
    ]
)

// `make fuzz`: needs the fuzzer's runtime at link time, so it is nobody else's business.
if Context.environment["DUNNAGE_FUZZ"] != nil {
    package.targets += [
        .target(name: "CFuzzer", path: "Tests/Fuzzing/CFuzzer"),
        .executableTarget(
            name: "Fuzzing",
            dependencies: [
                "Archives", "CFuzzer", "Digests", "ImageFormat", "ImageReading", "JSONText", "Jobs", "LayerScan",
                "LayerTree", "PackageDatabases", "SecretScan",
            ],
            path: "Tests/Fuzzing/Fuzzing", swiftSettings: settings),
    ]
}
