// SPDX-License-Identifier: Apache-2.0

extension Recipe {
    /// Which instruction made which history entry: the surest assignment that keeps both orders, and of equally sure
    /// ones the one nearest the end, since what comes before the Dockerfile is the base image's.
    ///
    /// - Parameter history: oldest first.
    /// - Returns: for each entry the index of its step; nil where none of the final stages' instructions fits.
    public func steps(for history: [HistoryLine]) -> [Int?] {
        var result = [Int?](repeating: nil, count: history.count)
        let chain = finalChain.flatMap(\.steps).suffix(Recipe.mostSteps)
        // The time is the product of both lengths: of a history that is too long the end counts.
        let entries = Array(history.suffix(Recipe.mostEntries))
        let skipped = history.count - entries.count
        guard !chain.isEmpty, !entries.isEmpty else { return result }
        let steps = Array(chain)
        let width = entries.count + 1
        // The best sum of the first `i` steps and the first `j` entries.
        var best = [Int32](repeating: 0, count: (steps.count + 1) * width)
        for i in 1...steps.count {
            for j in 1...entries.count {
                let likeness = Likeness.of(self.steps[steps[i - 1]], entries[j - 1])
                let apart = max(best[(i - 1) * width + j], best[i * width + j - 1])
                let together = likeness > 0 ? best[(i - 1) * width + j - 1] + likeness : 0
                best[i * width + j] = max(apart, together)
            }
        }
        var (i, j) = (steps.count, entries.count)
        while i > 0, j > 0 {
            let here = best[i * width + j]
            let likeness = Likeness.of(self.steps[steps[i - 1]], entries[j - 1])
            if likeness > 0, here == best[(i - 1) * width + j - 1] + likeness {
                result[skipped + j - 1] = steps[i - 1]
                i -= 1
                j -= 1
            } else if here == best[i * width + j - 1] {
                j -= 1
            } else {
                i -= 1
            }
        }
        return result
    }

    private static let mostSteps = 1_000
    private static let mostEntries = 1_000

    /// The lines of the last instruction of a kind that the final image obeys; with a name, the last that sets it.
    public func lines(ofLast verb: String, setting name: String? = nil) -> ClosedRange<Int>? {
        let chain = finalChain.flatMap(\.steps)
        return chain.last { index in
            guard steps[index].verb == verb else { return false }
            return name.map { Likeness.names(steps[index].words).contains($0) } ?? true
        }.map { steps[$0].lines }
    }
}
