// SPDX-License-Identifier: Apache-2.0

/// What package managers write about themselves: it changes with every package and says nothing more.
enum PackageRecords {
    /// Files and whole directories. `/var/lib/apt/lists` is none of them: it is a cache, and worth a cause of its own.
    static let paths = [
        "/var/lib/dpkg", "/var/lib/apt/extended_states", "/var/log/dpkg.log", "/var/log/apt",
        "/var/log/alternatives.log", "/etc/alternatives", "/var/cache/debconf", "/etc/ld.so.cache",
        "/var/cache/ldconfig", "/lib/apk/db", "/usr/lib/apk/db", "/etc/apk/world", "/var/log/apk.log", "/var/lib/rpm",
        "/usr/lib/sysimage/rpm", "/usr/share/rpm", "/var/lib/dnf", "/usr/lib/sysimage/libdnf5", "/var/log/dnf.log",
        "/var/log/dnf.librepo.log", "/var/log/dnf.rpm.log", "/var/log/hawkey.log", "/var/log/yum.log",
    ]
}
