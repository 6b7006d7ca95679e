// SPDX-License-Identifier: Apache-2.0

/// Whose package it is. The raw value is the name that reports use (package-url types where one exists).
public enum Ecosystem: String, Sendable, CaseIterable {
    case dpkg = "deb"
    case apk
    case rpm
    case npm
    case python = "pypi"
    case conda
    case gem
    case composer
    case cargo
    case go = "golang"
    case java = "maven"

    /// True for the packages of the operating system, which own a file before any language package does.
    public var isSystem: Bool { self == .dpkg || self == .apk || self == .rpm }
}
