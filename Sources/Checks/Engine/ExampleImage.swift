// SPDX-License-Identifier: Apache-2.0

/// An image in a few lines, for examples of rules: what its layers hold and what its configuration says. The tests
/// turn it into real layers and scan those.
public struct ExampleImage: Sendable {
    /// One layer and the instruction that made it.
    public struct Layer: Sendable {
        /// As in a Dockerfile.
        public var instruction: String
        public var isBase: Bool
        public var files: [ExampleFile]
    }

    public var layers: [Layer] = []
    /// Its names; `reference` is the only one.
    public var references: [String] = []
    public var reference: String? {
        get { references.first }
        set { references = [newValue].compactMap { $0 } }
    }
    public var user = ""
    public var env: [String] = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]
    public var entrypoint: [String] = []
    public var cmd: [String] = []
    public var workingDirectory = ""
    /// The `Test` of a HEALTHCHECK; empty for none.
    public var healthcheck: [String] = []
    public var exposedPorts: [String] = []
    public var volumes: [String] = []
    public var labels: [String: String] = [:]
    /// The base as a label names it, or as provenance does where `baseIsPinned` is known.
    public var baseName: String?
    public var baseDigest: String?
    public var baseIsPinned: Bool?
    /// The day on which it is judged.
    public var today = "2026-01-01"
    public var architecture = "amd64"
    public var os = "linux"
    /// The archive says another digest of a layer than its bytes have.
    public var hasWrongDigest = false
    /// History entries without a layer, as in a Dockerfile, in order behind the layers.
    public var instructions: [String] = []

    public init() {}

    /// An image whose user, command and files are as a good one has them, to add one fault to.
    public static func app(
        _ files: ExampleFile..., user: String = "1001", cmd: [String] = ["/app/server"], env: [String] = []
    ) -> ExampleImage {
        var image = ExampleImage()
        image.user = user
        image.cmd = cmd
        image.env += env
        image.workingDirectory = "/app"
        return image.copying([.program("/app/server")] + files)
    }

    /// Adds a layer that a `COPY` made.
    public func copying(_ files: [ExampleFile], _ instruction: String = "COPY . /app") -> ExampleImage {
        var image = self
        image.layers.append(Layer(instruction: instruction, isBase: false, files: files))
        return image
    }

    /// Adds a layer that a `RUN` made.
    public func running(_ command: String, _ files: ExampleFile...) -> ExampleImage {
        running(command, files)
    }

    /// Adds a layer that a `RUN` made.
    public func running(_ command: String, _ files: [ExampleFile]) -> ExampleImage {
        copying(files, "RUN " + command)
    }

    /// Puts a layer of the base image under all others.
    public func on(base files: ExampleFile...) -> ExampleImage { on(base: files) }

    /// Puts a layer of the base image under all others.
    public func on(base files: [ExampleFile]) -> ExampleImage {
        var image = self
        image.layers.insert(Layer(instruction: "ADD rootfs.tar /", isBase: true, files: files), at: 0)
        return image
    }

    /// A changed copy.
    public func with(_ change: (inout ExampleImage) -> Void) -> ExampleImage {
        var image = self
        change(&image)
        return image
    }
}
