// SPDX-License-Identifier: Apache-2.0

/// What a tar member is.
public enum EntryKind: UInt8, Sendable {
    case file, directory, symlink, hardLink, characterDevice, blockDevice, fifo, socket
}
