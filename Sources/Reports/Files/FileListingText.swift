// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import NameText
import Sizing

/// A listing for people: size, layer, mode, owner, package and path in columns.
public enum FileListingText {
    /// The text with a line feed after each line; whatever comes out of the image is escaped.
    public static func text(of listing: FileListing, options: TextOptions = TextOptions()) -> String {
        var head = TextLine(listing.reference ?? "(untagged)", .heading)
        if let platform = listing.platform { head.add("  " + platform, .faint) }
        head.add("  " + ByteText.text(listing.bytes) + " in " + ByteText.count(Int(clamping: listing.files), "file"))
        let page = Page(listing, width: options.width)
        var text = ""
        for line in [head] + page.lines { text += line.rendered(colour: options.colour) + "\n" }
        return text
    }

    private struct Page {
        var lines: [TextLine] = []
        private let listing: FileListing
        private let layerEnd: Int
        private let modeStart: Int
        private let ownerEnd: Int
        private let packageStart: Int
        private let pathStart: Int
        private static let sizeEnd = 10
        /// Below this many columns paths need the room that modes in letters and long package names would take.
        private static let roomy = 100
        private let isNarrow: Bool

        init(_ listing: FileListing, width: Int) {
            self.listing = listing
            isNarrow = width < Page.roomy
            layerEnd = Page.sizeEnd + 2 + max(5, listing.rows.lazy.map { Page.layer($0).count }.max() ?? 0)
            modeStart = layerEnd + 2
            let owner = max(5, listing.rows.lazy.map { Page.owner($0).count }.max() ?? 0)
            ownerEnd = modeStart + (isNarrow ? 4 : 10) + 2 + owner
            packageStart = ownerEnd + 2
            let longest = listing.rows.lazy.compactMap(\.package).map { TerminalText.width(TerminalText.escape($0)) }
                .max()
            let package = longest.map { min(max($0, 7), width < Page.roomy ? 14 : 24) } ?? 0
            pathStart = package == 0 ? packageStart : packageStart + package + 2
            guard !listing.rows.isEmpty else {
                lines = [TextLine("nothing of that kind")]
                return
            }
            var head = TextLine()
            head.add("size", .faint, endingAt: Page.sizeEnd)
            head.add("layer", .faint, endingAt: layerEnd)
            head.pad(to: modeStart)
            head.add("mode", .faint)
            head.add("owner", .faint, endingAt: ownerEnd)
            if package > 0 {
                head.pad(to: packageStart)
                head.add("package", .faint)
            }
            head.pad(to: pathStart)
            head.add("path", .faint)
            lines = [head] + listing.rows.map { line($0, width) }
            if listing.omitted > 0 {
                lines.append(TextLine("\(ByteText.count(Int64(listing.omitted))) more: --top, --depth", .faint))
            }
        }

        private func line(_ row: FileListing.Row, _ width: Int) -> TextLine {
            var line = TextLine()
            line.add(ByteText.text(row.bytes), .strong, endingAt: Page.sizeEnd)
            line.add(Page.layer(row), row.state == .live ? .plain : .dead, endingAt: layerEnd)
            line.pad(to: modeStart)
            line.add(isNarrow ? Page.octal(row) : Page.mode(row))
            line.add(Page.owner(row), endingAt: ownerEnd)
            if pathStart > packageStart {
                line.pad(to: packageStart)
                line.add(row.package ?? "", upTo: pathStart - 2)
            }
            line.pad(to: pathStart)
            // Paths are what people copy: they are never cut.
            line.add(path(row), row.state == .live ? .plain : .dead)
            if let other = row.otherNames.first {
                line.add("  also " + Page.text(other[...]), .faint)
                if row.otherNames.count > 1 { line.add(" and \(row.otherNames.count - 1) more", .faint) }
            }
            if row.kind == .directory, row.files > 0 {
                line.add("  " + ByteText.count(Int(clamping: row.files), "file"), .faint)
            }
            return line
        }

        private func path(_ row: FileListing.Row) -> String {
            var name = row.path[...]
            var indent = ""
            if listing.view == .tree, row.depth > 0 {
                indent = String(repeating: "  ", count: min(row.depth, 64))
                if let slash = name.lastIndex(of: UInt8(ascii: "/")) { name = name[(slash + 1)...] }
            }
            var text = indent + Page.text(name)
            if row.kind == .directory, row.depth > 0 { text += "/" }
            if let target = row.target { text += " → " + Page.text(target[...]) }
            return text
        }

        /// Bytes that are no UTF-8 are shown by number; what `TextLine` escapes is escaped there.
        private static func text(_ bytes: ArraySlice<UInt8>) -> String {
            NameText.text(of: bytes)
        }

        /// `2`, and `2→9` for what layer 9 hid.
        private static func layer(_ row: FileListing.Row) -> String {
            guard let layer = row.layer else { return "" }
            return row.removedIn.map { "\(layer)→\($0)" } ?? "\(layer)"
        }

        private static func owner(_ row: FileListing.Row) -> String {
            guard let uid = row.uid, let gid = row.gid else { return "" }
            return "\(uid):\(gid)"
        }

        private static func octal(_ row: FileListing.Row) -> String {
            guard let mode = row.mode else { return "" }
            let text = String(mode & 0o7777, radix: 8)
            return String(repeating: " ", count: 4 - text.count) + text
        }

        /// As `ls -l` writes it; nothing for a directory that no layer has a member for.
        private static func mode(_ row: FileListing.Row) -> String {
            let kind =
                switch row.kind {
                case .file: "-"
                case .directory: "d"
                case .symlink: "l"
                case .device: "c"
                case .fifo: "p"
                case .socket: "s"
                }
            guard let mode = row.mode else { return "" }
            var text = kind
            for (shift, special, letter) in [(6, 0o4000, "s"), (3, 0o2000, "s"), (0, 0o1000, "t")] {
                let bits = Int(mode) >> shift & 7
                text += bits & 4 != 0 ? "r" : "-"
                text += bits & 2 != 0 ? "w" : "-"
                let runs = bits & 1 != 0
                text += Int(mode) & special != 0 ? (runs ? letter : letter.uppercased()) : runs ? "x" : "-"
            }
            return text
        }
    }
}
