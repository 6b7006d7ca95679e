// SPDX-License-Identifier: Apache-2.0
public import LayerTree

/// What an entry is to people; of a hard link, what it is a name of.
public enum FileKind: String, Sendable {
    case file, directory, symlink, device, fifo, socket

    public init(_ kind: EntryKind) {
        self =
            switch kind {
            case .file, .hardLink: .file
            case .directory: .directory
            case .symlink: .symlink
            case .characterDevice, .blockDevice: .device
            case .fifo: .fifo
            case .socket: .socket
            }
    }
}
