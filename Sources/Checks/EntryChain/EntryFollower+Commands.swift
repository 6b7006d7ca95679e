// SPDX-License-Identifier: Apache-2.0

extension EntryFollower.Command {
    /// The next command on the same way, as certain as this one.
    func with(_ words: [String], why: String) -> EntryFollower.Command {
        var next = self
        next.words = words
        next.why = why
        return next
    }

    /// The next command, by way of a file that says what to start.
    func uncertain(_ words: [String], why: String, isSide: Bool? = nil) -> EntryFollower.Command {
        var next = with(words, why: why)
        next.isCertain = false
        if let isSide { next.isSide = isSide }
        return next
    }
}
