// SPDX-License-Identifier: Apache-2.0

/// Everything one run found out. Every renderer reads this value and nothing else.
///
/// Order is part of the value: renderers keep the order of every list, so equal reports give equal bytes.
public struct Report: Sendable, Equatable {
    public var tool: Tool
    /// What was opened, in the order of the command line.
    public var archives: [ArchiveReport]
    /// Every image that was judged, archive by archive.
    public var images: [ImageReport]
    /// What went wrong without stopping the run.
    public var warnings: [Warning]

    public init(
        tool: Tool, archives: [ArchiveReport] = [], images: [ImageReport] = [], warnings: [Warning] = []
    ) {
        self.tool = tool
        self.archives = archives
        self.images = images
        self.warnings = warnings
    }

    /// The warnings about archives that could not be read at all: nothing else in the report tells of them.
    public var unread: [Warning] { warnings.filter { $0.code == Warning.unread } }
    /// Everything could be read and vouched for.
    var isWhole: Bool { unread.isEmpty && images.allSatisfy { $0.verdict.status != .incomplete } }
}
