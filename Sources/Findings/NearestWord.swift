// SPDX-License-Identifier: Apache-2.0

/// «Did you mean»: the nearest of the words that would have been right.
public enum NearestWord {
    /// The word with the fewest edits (insert, delete, replace, swap of neighbours) to what was typed; of equals the
    /// first. nil when nothing is near: more than a third of the letters would have to change.
    public static func to(_ typed: String, among words: some Sequence<String>) -> String? {
        let typed = Array(typed.lowercased().utf8)
        guard !typed.isEmpty, typed.count <= 64 else { return nil }
        var best: (word: String, distance: Int)?
        for word in words {
            let letters = Array(word.lowercased().utf8)
            // Only lengths differ by more than could be near.
            guard abs(letters.count - typed.count) <= 6 else { continue }
            let distance = edits(typed, letters)
            guard distance < typed.count, distance <= max(1, max(typed.count, letters.count) / 3),
                distance < best?.distance ?? .max
            else { continue }
            best = (word, distance)
        }
        return best?.word
    }

    /// Optimal string alignment distance.
    private static func edits(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var before = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        for i in left.indices {
            var row = last
            row[0] = i + 1
            for j in right.indices {
                var cost = min(last[j] + (left[i] == right[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    cost = min(cost, before[j - 1] + 1)
                }
                row[j + 1] = cost
            }
            before = last
            last = row
        }
        return last[right.count]
    }
}
