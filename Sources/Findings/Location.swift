// SPDX-License-Identifier: Apache-2.0

/// One place where a finding shows.
public struct Location: Sendable, Equatable {
    /// Absolute path in the image, `/x.jar!/member`, or `config:…` / `history:N`.
    public var path: String
    /// 1-based line; nil where lines mean nothing.
    public var line: Int?
    /// 0-based layer index; nil for the image's configuration.
    public var layer: Int?
    public var state: FindingState
    /// Content bytes that this place costs; 0 where size is not the point.
    public var bytes: Int64

    public init(path: String, line: Int? = nil, layer: Int?, state: FindingState = .live, bytes: Int64 = 0) {
        self.path = path
        self.line = line
        self.layer = layer
        self.state = state
        self.bytes = bytes
    }
}
