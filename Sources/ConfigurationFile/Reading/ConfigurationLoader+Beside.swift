// SPDX-License-Identifier: Apache-2.0
public import Checks
public import Sizing

/// Files that a configuration names.
extension ConfigurationLoader {
    /// Reads a baseline.
    public static func baseline(_ file: String) throws(ConfigurationError) -> Baseline {
        let bytes = try TextFile.read(file, limit: 64 << 20, mustBeRegular: false)
        do throws(Baseline.FileError) {
            return try Baseline(file: bytes)
        } catch {
            throw ConfigurationError(file: file, what: error.what)
        }
    }

    /// Reads a `.dive-ci` file.
    public static func diveRules(_ file: String) throws(ConfigurationError) -> DiveRules {
        let bytes = try TextFile.read(file, mustBeRegular: false)
        do throws(DiveRulesError) {
            return try DiveRules(file: String(decoding: bytes, as: UTF8.self))
        } catch {
            throw ConfigurationError(file: file, line: error.line, what: error.what)
        }
    }
}

extension Configuration {
    /// The key of secrets' fingerprints; nil when none is set.
    ///
    /// - Throws: when its file cannot be read, or holds less than 16 bytes.
    public func readFingerprintKey() throws(ConfigurationError) -> [UInt8]? {
        switch fingerprintKey {
        case nil: return nil
        case .text(let key): return Array(key.utf8)
        case .file(let file):
            let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
            let bytes = try TextFile.read(file, mustBeRegular: false)
            let key = Array(bytes.drop(while: blanks.contains).reversed().drop(while: blanks.contains).reversed())
            guard key.count >= 16 else {
                throw ConfigurationError(file: file, what: "a fingerprint key must have at least 16 bytes")
            }
            return key
        }
    }
}
