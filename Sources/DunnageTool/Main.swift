// SPDX-License-Identifier: Apache-2.0
internal import DunnageCLI
import Glibc

@main struct Main {
    static func main() {
        exit(DunnageCommand.runToExitCode(Array(CommandLine.arguments.dropFirst())))
    }
}
