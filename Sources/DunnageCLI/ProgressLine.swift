// SPDX-License-Identifier: Apache-2.0
internal import Dunnage
internal import Synchronization

/// A line on standard error that says how far the scan is, redrawn ten times a second, gone at the end.
struct ProgressLine {
    /// What is drawn under a lock, so that nothing is drawn any more once it is gone.
    private final class Line: Sendable {
        private static let erase = "\r\u{1B}[2K"
        private let isThere = Mutex(true)

        func draw(_ text: String) {
            isThere.withLock { if $0 { Output.error.write(Line.erase + text) } }
        }

        func remove() {
            isThere.withLock { isThere in
                if isThere { Output.error.write(Line.erase) }
                isThere = false
            }
        }
    }

    private let line = Line()
    private let task: Task<Void, Never>?

    init(_ progress: ScanProgress, when: When) {
        let terminal = Terminal(descriptor: 2)
        let shows = when == .always || when == .auto && terminal.isTerminal
        guard shows else {
            task = nil
            return
        }
        let started = ContinuousClock.now
        task = Task.detached { [line] in
            // Short runs stay without a flicker.
            try? await Task.sleep(for: .milliseconds(300))
            while !Task.isCancelled {
                let seconds = (ContinuousClock.now - started) / .seconds(1)
                line.draw(ProgressLine.text(progress, seconds))
                try? await Task.sleep(for: .milliseconds(100))
            }
        }
    }

    /// `layer 3 of 9 · 1.20 GB · 640.0 MB/s · 2 s left`; what nobody knows yet is left out.
    static func text(_ progress: ScanProgress, _ seconds: Double) -> String {
        let (done, known) = (progress.layers, progress.layersKnown)
        var text = "layer \(min(done + 1, max(known, 1)))"
        // A pipe tells of a layer when it comes, so there is no last one.
        let share = progress.share
        if share != nil { text += " of \(known)" }
        text += " · " + ByteText.text(progress.bytes)
        guard seconds > 0 else { return text }
        text += " · " + ByteText.text(Int64(Double(progress.bytes) / seconds)) + "/s"
        if let share, share > 0.02 { text += " · \(Int((seconds / share - seconds).rounded(.up))) s left" }
        return text
    }

    func end() {
        guard let task else { return }
        task.cancel()
        line.remove()
    }
}
