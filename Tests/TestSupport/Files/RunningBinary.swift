// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc

/// A program that runs beside the test.
public final class RunningBinary {
    /// The program could not be started.
    public struct StartError: Error {
        public let code: Int32
    }

    public let processID: Int32
    private let folder: TemporaryDirectory
    private let started = ContinuousClock.now
    private var isFinished = false

    init(
        path: String, arguments: [String], inputFile: String, environment: [String: String], directory: String?
    ) throws {
        folder = try TemporaryDirectory()
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, inputFile, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, folder.file("output"), O_WRONLY | O_CREAT, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, folder.file("error"), O_WRONLY | O_CREAT, 0o600)
        let command = (directory.map { ["/usr/bin/env", "-C", $0] } ?? []) + [path] + arguments
        var words = command.map { strdup($0) } + [nil]
        var variables = environment.map { strdup($0.key + "=" + $0.value) } + [nil]
        defer {
            for word in words + variables { free(word) }
        }
        var process: pid_t = 0
        let code = posix_spawn(&process, command[0], &actions, nil, &words, &variables)
        guard code == 0 else { throw StartError(code: code) }
        processID = process
    }

    deinit {
        guard !isFinished else { return }
        kill(processID, SIGKILL)
        waitpid(processID, nil, 0)
    }

    public func send(_ signal: Int32) { kill(processID, signal) }

    /// Waits until the program has mapped a file whose path ends like this; false when it ended before.
    public func waitUntilMapped(_ ending: String) -> Bool {
        while kill(processID, 0) == 0 {
            guard let maps = try? String(contentsOfFile: "/proc/\(processID)/maps", encoding: .utf8) else {
                return false
            }
            if maps.contains(ending) { return true }
            if hasEnded { return false }
            usleep(200)
        }
        return false
    }

    /// Waits for its end.
    public func finish() -> BuiltBinary.Outcome {
        // `ru_maxrss` of a spawned process counts its parent's memory at the time; the high-water mark of its own
        // only grows, so a look at it every other millisecond is close to its last value.
        var peak = 0
        while !hasEnded {
            peak = max(peak, highWaterMark() ?? 0)
            usleep(2_000)
        }
        var status: Int32 = 0
        var usage = rusage()
        while wait4(processID, &status, 0, &usage) < 0, errno == EINTR {}
        isFinished = true
        let signal = status & 0x7F
        func text(_ name: String) -> String {
            String(decoding: FileManager.default.contents(atPath: folder.file(name)) ?? Data(), as: UTF8.self)
        }
        let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
        let microseconds = usage.ru_utime.tv_usec + usage.ru_stime.tv_usec
        return BuiltBinary.Outcome(
            code: status >> 8 & 0xFF, signal: signal == 0 ? nil : signal, output: text("output"), error: text("error"),
            peakMemory: peak, elapsed: ContinuousClock.now - started,
            processorTime: .seconds(seconds) + .microseconds(microseconds))
    }

    private var hasEnded: Bool {
        var status = siginfo_t()
        return waitid(P_PID, id_t(processID), &status, WEXITED | WNOHANG | WNOWAIT) != 0 || status.si_signo != 0
    }

    private func highWaterMark() -> Int? {
        // A spawned process is let go a moment before it stops sharing its parent's memory; its program tells.
        let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(processID)/exe")
        guard program != FileManager.default.ownProgram,
            let status = try? String(contentsOfFile: "/proc/\(processID)/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
        else { return nil }
        return line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Int($0) }.map {
            $0 << 10
        }
    }
}

extension FileManager {
    fileprivate var ownProgram: String? { try? destinationOfSymbolicLink(atPath: "/proc/self/exe") }
}
