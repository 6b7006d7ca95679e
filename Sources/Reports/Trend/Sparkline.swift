// SPDX-License-Identifier: Apache-2.0

/// Numbers as a row of bars, an eighth of a cell's height each step.
enum Sparkline {
    private static let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    /// At most `columns` bars; of more numbers than that each bar is the largest of its share, so that no peak is lost.
    /// The lowest number is the lowest bar, unless all are the same.
    static func text(_ numbers: [Int64], columns: Int) -> String {
        guard columns > 0, let lowest = numbers.min(), let highest = numbers.max() else { return "" }
        let count = min(columns, numbers.count)
        let range = Double(highest) - Double(lowest)
        return String(
            (0..<count).map { column in
                let share = numbers[column * numbers.count / count..<(column + 1) * numbers.count / count]
                guard range > 0, let number = share.max() else { return bars[0] }
                let step = ((Double(number) - Double(lowest)) / range * Double(bars.count - 1)).rounded()
                return bars[min(max(0, Int(step)), bars.count - 1)]
            })
    }
}
