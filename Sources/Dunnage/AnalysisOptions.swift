// SPDX-License-Identifier: Apache-2.0
public import Archives
public import Checks
public import FactCache
public import Findings
public import ImageReading
internal import Jobs
public import SecretScan
public import Sizing

/// How images are to be read and judged.
public struct AnalysisOptions: Sendable {
    /// Which images of each archive.
    public var choice = ImageChoice()
    /// The image that the others were built on: an archive, or a file that lists its diffIDs; nil to find out where
    /// the base ends from what each image says of itself.
    public var base: ImageSource?
    /// What fails and what is excepted.
    public var policy = Policy(today: .today)
    /// Where the baseline of `policy` comes from, for warnings.
    public internal(set) var baselineFile: String?
    /// How large an image may be.
    public var budgets = Budgets()
    /// The rules of a `.dive-ci` file, to be judged beside everything else; nil: none.
    public var dive: DiveRules?
    /// Keys the fingerprints of secrets; nil: a public key, so that reports of different machines agree.
    public var fingerprintKey: [UInt8]?
    /// Findings of this severity or above fail; nil: nothing does, budgets included.
    public var failOn: Severity? {
        get { policy.failOn }
        set { policy.failOn = newValue }
    }
    /// Compare every digest with the bytes. Costs about a second a gigabyte and core.
    public var verify = true
    /// Where facts of layers are kept for later runs; nil for nowhere. A layer that is read from a regular file or a
    /// directory, that was scanned before in the same way, and whose bytes have the digest that is promised, is hashed
    /// and not scanned again. Reports do not depend on it.
    public var cache: FactDirectory?
    /// Look for secrets in archives inside layers too, one level deep.
    public var nested = true
    /// Rules of users for secrets, beside the built-in kinds; nil for none.
    public var secretRules: UserSecretRules?
    /// How many cores to use.
    public var jobs = 1
    public var limits = ReadingLimits()
    /// The day on which support ends and exceptions expire, or not yet.
    public var today: CalendarDay {
        get { policy.today }
        set { policy.today = newValue }
    }
    /// Map archives that are regular files. Faster, and the whole process is made safe against files that shrink
    /// meanwhile; leave it off inside a program that has a SIGBUS handler of its own. The files of a directory,
    /// snapshots and trend files are mapped either way.
    public var maps = false

    /// Put a row for every file into the report, for formats that show single files (`ImageReport.files`).
    public var listsFiles = false
    /// Also make what `dunnage fix` prints: `ImageReport.proposal`.
    public var proposes = false

    public init() {}

    /// The cores that this process may run on, not those that the machine has.
    public static var availableCores: Int { JobPool.availableCores }
}
