// SPDX-License-Identifier: Apache-2.0
internal import Dunnage

/// A line on standard error that says how far the scan is, redrawn ten times a second, gone at the end.
struct ProgressLine {
    private let task: Task<Void, Never>?

    init(_ progress: ScanProgress, when: When) {
        let terminal = Terminal(descriptor: 2)
        let shows = when == .always || when == .auto && terminal.isTerminal
        guard shows else {
            task = nil
            return
        }
        let started = ContinuousClock.now
        task = Task.detached {
            // Short runs stay without a flicker.
            try? await Task.sleep(for: .milliseconds(300))
            while !Task.isCancelled {
                let seconds = (ContinuousClock.now - started) / .seconds(1)
                let rate = Int64(Double(progress.bytes) / max(seconds, 0.001))
                Output.error.write(
                    "\r\u{1B}[2K\(progress.layers) layers · \(ByteText.text(progress.bytes)) · \(ByteText.text(rate))/s"
                )
                try? await Task.sleep(for: .milliseconds(100))
            }
        }
    }

    func end() {
        guard let task else { return }
        task.cancel()
        Output.error.write("\r\u{1B}[2K")
    }
}
