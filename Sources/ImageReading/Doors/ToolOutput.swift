// SPDX-License-Identifier: Apache-2.0
internal import Archives
import Glibc
internal import Jobs
internal import Subprocess
internal import SystemPackage

/// What `docker save` or `podman save` writes, as a stream.
///
/// The end of the tool's output is the end of the stream only when the tool says that all went well: one that fails,
/// also after the last byte, makes the stream fail with the tool's own words.
final class ToolOutput: ChunkSource {
    private enum Ending: Sendable {
        case exited(Int32, said: String)
        case signaled(Int32, said: String)
        case notStarted(SubprocessError)
        case lost(String)
    }

    private let tool: SaveTool
    private let command: String
    private let readEnd: Int32
    private let output: DescriptorSource
    private let ending: Condition<Ending?>
    private let executor: ThreadExecutor
    private let task: Task<Void, Never>

    /// Starts the tool.
    init(_ tool: SaveTool, reference: String) throws(ArchiveError) {
        var ends: [Int32] = [-1, -1]
        guard let executor = ThreadExecutor(), pipe(&ends) == 0 else {
            throw ArchiveError(
                .system, "cannot be saved: no thread or pipe is left (\(String(cString: strerror(errno))))")
        }
        // Only the end that is handed over may be open in the tool: an end too many would keep the stream open.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let arguments = tool.arguments(saving: reference)
        command = ([tool.rawValue] + arguments).joined(separator: " ")
        self.tool = tool
        self.executor = executor
        readEnd = ends[0]
        output = DescriptorSource(descriptor: ends[0], name: command)
        let ending = Condition<Ending?>(nil)
        self.ending = ending
        let writeEnd = FileDescriptor(rawValue: ends[1])
        task = Task(executorPreference: executor) {
            let result = await ToolOutput.run(tool, arguments, writingTo: writeEnd)
            ending.withLock { $0 = result }
        }
    }

    deinit {
        // Closing the pipe ends a tool that still writes; cancelling ends one that does not notice.
        close(readEnd)
        task.cancel()
        _ = ending.wait { $0 }
        executor.close()
    }

    func next() throws(ArchiveError) -> Chunk? {
        if let chunk = try output.next() { return chunk }
        switch ending.wait({ $0 }) {
        case .exited(0, _): return nil
        case .exited(let code, let said): throw failure("failed (exit code \(code))", said)
        case .signaled(let signal, let said): throw failure("was ended by signal \(signal)", said)
        case .lost(let reason): throw failure("was lost sight of", reason)
        case .notStarted(let error) where error.code == .executableNotFound:
            throw ArchiveError(
                .unavailable,
                "cannot be read: there is no «\(tool.rawValue)» in PATH. Install it, or save the image elsewhere "
                    + "and give the archive")
        case .notStarted(let error):
            throw ArchiveError(.unavailable, "cannot be read: «\(command)» cannot be started: \(error)")
        }
    }

    private func failure(_ what: String, _ said: String) -> ArchiveError {
        ArchiveError(
            .unavailable, "cannot be read: «\(command)» \(what)" + (said.isEmpty ? " and says nothing" : ": \(said)"))
    }

    // MARK: - On the executor's thread

    private static func run(
        _ tool: SaveTool, _ arguments: [String], writingTo writeEnd: FileDescriptor
    ) async -> Ending {
        var isStarted = false
        do {
            let result = try await Subprocess.run(
                .name(tool.rawValue), arguments: Arguments(arguments), input: .none,
                output: .fileDescriptor(writeEnd, closeAfterSpawningProcess: false), error: .sequence
            ) { execution in
                // The tool has its own copy; with ours open the stream would never end.
                isStarted = true
                try? writeEnd.close()
                var tail = TextTail()
                for try await piece in execution.standardError { piece.withUnsafeBytes { tail.add($0) } }
                return tail
            }
            switch result.terminationStatus {
            case .exited(let code): return .exited(code, said: result.closureResult.text)
            case .signaled(let signal): return .signaled(signal, said: result.closureResult.text)
            }
        } catch {
            if !isStarted { try? writeEnd.close() }
            guard !isStarted, let error = error as? SubprocessError else { return .lost("\(error)") }
            return .notStarted(error)
        }
    }
}
