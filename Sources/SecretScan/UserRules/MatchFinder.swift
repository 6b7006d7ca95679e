// SPDX-License-Identifier: Apache-2.0
internal import CVectorscan
internal import Synchronization

/// Where one regex matches. Compiled when it is first asked, since of hundreds of rules few match anything in an image.
///
/// The library tells where matches begin for most regexes; for large ones it can only tell where they end, and the
/// beginning is looked for as far back as a match can be wide.
final class MatchFinder: Sendable {
    /// Places in the order of the bytes.
    struct Found {
        /// `start` is where a match begins, or where it does not begin before; `end` is known to be part of it, or
        /// where it ends.
        var places: [(start: Int, end: Int)] = []
        /// Every `start` is the beginning of a match.
        var areExact: Bool
        /// Where to go on when there were too many at a time.
        var next: Int?
    }

    private struct Compiled {
        /// nil when the library cannot do either: the gate has said that it can.
        var database: OpaquePointer?
        var tellsStarts = true
        var widest: Int?
    }

    private let text: [UInt8]
    private let compiled = Mutex<Compiled?>(nil)

    /// Places that are taken at a time.
    private static let batch = 4_096

    init(_ text: [UInt8]) { self.text = text }

    deinit {
        compiled.withLock { compiled in
            if let database = compiled?.database { hs_free_database(database) }
        }
    }

    /// The next places from `from` on; nil when the library failed.
    func places(in bytes: UnsafeRawBufferPointer, from: Int, reach: Int) -> Found? {
        guard let base = bytes.baseAddress, from < bytes.count else { return nil }
        let (address, tellsStarts, widest) = compiled.withLock { state -> (UInt, Bool, Int?) in
            let ready = state ?? compile()
            state = ready
            return (UInt(bitPattern: ready.database), ready.tellsStarts, ready.widest)
        }
        guard let database = OpaquePointer(bitPattern: address) else { return nil }
        var scratch: OpaquePointer?
        defer { if let scratch { hs_free_scratch(scratch) } }
        guard hs_alloc_scratch(database, &scratch) == HS_SUCCESS else { return nil }
        var seen = Seen(tellsStarts: tellsStarts)
        let code = withUnsafeMutablePointer(to: &seen) { seen in
            hs_scan(
                database, (base + from).assumingMemoryBound(to: CChar.self), UInt32(clamping: bytes.count - from), 0,
                scratch,
                { _, start, end, _, context in
                    guard let seen = context?.assumingMemoryBound(to: Seen.self) else { return 1 }
                    let place = Int(seen.pointee.tellsStarts ? start : end)
                    if seen.pointee.places.last == place { return 0 }
                    seen.pointee.places.append(place)
                    guard seen.pointee.places.count >= MatchFinder.batch else { return 0 }
                    seen.pointee.isFull = true
                    return 1
                }, seen)
        }
        guard code == HS_SUCCESS || code == HS_SCAN_TERMINATED else { return nil }
        let places = Set(seen.places).sorted().map { $0 + from }
        var found = Found(areExact: tellsStarts)
        if tellsStarts {
            found.places = places.map { ($0, $0 + 1) }
        } else {
            let width = min(widest ?? reach, reach)
            found.places = places.map { (max(0, $0 - width), $0) }
        }
        if seen.isFull, let last = places.last { found.next = tellsStarts ? last + 1 : last }
        return found
    }

    /// What the library's callback fills.
    private struct Seen {
        var tellsStarts: Bool
        var places: [Int] = []
        var isFull = false
    }

    private func compile() -> Compiled {
        if case .success(let database) = PatternDatabase.compile([text], [UInt32(HS_FLAG_SOM_LEFTMOST)]) {
            return Compiled(database: database)
        }
        guard case .success(let database) = PatternDatabase.compile([text], [0]) else { return Compiled() }
        return Compiled(database: database, tellsStarts: false, widest: PatternDatabase.widest(text, 0))
    }
}
