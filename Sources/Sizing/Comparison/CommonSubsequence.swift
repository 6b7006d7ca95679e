// SPDX-License-Identifier: Apache-2.0

/// The longest common subsequence of two lists: what stayed, in order.
enum CommonSubsequence {
    /// Pairs of indices with equal elements, rising in both. Quadratic in what is left between a common beginning
    /// and a common end; lists that are absurdly long are paired greedily, which finds a common subsequence that may
    /// not be the longest.
    static func pairs<Element: Hashable>(_ left: [Element], _ right: [Element]) -> [(left: Int, right: Int)] {
        var start = 0
        while start < left.count, start < right.count, left[start] == right[start] { start += 1 }
        var ends = (left: left.count, right: right.count)
        while ends.left > start, ends.right > start, left[ends.left - 1] == right[ends.right - 1] {
            ends.left -= 1
            ends.right -= 1
        }
        var result = (0..<start).map { (left: $0, right: $0) }
        let rows = ends.left - start
        let columns = ends.right - start
        if rows > 0, columns > 0 {
            let isAffordable = rows.multipliedReportingOverflow(by: columns)
            result +=
                !isAffordable.overflow && isAffordable.partialValue <= maximumCells
                ? exact(left, right, start, rows, columns) : greedy(left, right, start, ends)
        }
        for offset in 0..<(left.count - ends.left) {
            result.append((ends.left + offset, ends.right + offset))
        }
        return result
    }

    private static let maximumCells = 4_000_000

    private static func exact<Element: Hashable>(
        _ left: [Element], _ right: [Element], _ start: Int, _ rows: Int, _ columns: Int
    ) -> [(left: Int, right: Int)] {
        // lengths[r][c]: of what follows row r and column c.
        let width = columns + 1
        var lengths = [Int32](repeating: 0, count: (rows + 1) * width)
        for row in stride(from: rows - 1, through: 0, by: -1) {
            for column in stride(from: columns - 1, through: 0, by: -1) {
                lengths[row * width + column] =
                    left[start + row] == right[start + column]
                    ? lengths[(row + 1) * width + column + 1] + 1
                    : max(lengths[(row + 1) * width + column], lengths[row * width + column + 1])
            }
        }
        var result: [(left: Int, right: Int)] = []
        var row = 0
        var column = 0
        while row < rows, column < columns {
            if left[start + row] == right[start + column] {
                result.append((start + row, start + column))
                row += 1
                column += 1
            } else if lengths[(row + 1) * width + column] >= lengths[row * width + column + 1] {
                row += 1
            } else {
                column += 1
            }
        }
        return result
    }

    private static func greedy<Element: Hashable>(
        _ left: [Element], _ right: [Element], _ start: Int, _ ends: (left: Int, right: Int)
    ) -> [(left: Int, right: Int)] {
        var places: [Element: [Int]] = [:]
        for index in (start..<ends.right).reversed() { places[right[index], default: []].append(index) }
        var result: [(left: Int, right: Int)] = []
        var next = start
        for index in start..<ends.left {
            while let place = places[left[index]]?.last, place < next { places[left[index]]?.removeLast() }
            guard let place = places[left[index]]?.popLast() else { continue }
            result.append((index, place))
            next = place + 1
        }
        return result
    }
}
