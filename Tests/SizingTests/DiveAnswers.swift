// SPDX-License-Identifier: Apache-2.0
import Sizing

/// What dive 0.13.1 says of the archives of TestImages that it can read: `CI=true dive docker-archive://FILE` for
/// the percent, `dive docker-archive://FILE --json` for the rest.
struct DiveAnswer: Sendable {
    var archive: String
    var sizeBytes: Int64
    var inefficientBytes: Int64
    var efficiencyScore: Double
    var userWastedPercent: Double

    /// By dive's default rules: every archive with waste failed both that are on.
    var defaultVerdicts: [DiveRules.Verdict.Status] {
        inefficientBytes == 0 ? [.pass, .disabled, .pass] : [.fail, .disabled, .fail]
    }

    static let all = [
        DiveAnswer("bad.containerd.tar", 61_194, 38_407, 0.562_814_478_169_128_4, 0.684_873_125_412_364_7),
        DiveAnswer("bad.docker-archive.tar", 61_194, 38_407, 0.562_814_478_169_128_4, 0.684_873_125_412_364_7),
        DiveAnswer("good.buildx-docker.tar", 13_666, 5_839, 0.755_231_962_534_757_8, 0.682_844_111_799_789_5),
        DiveAnswer("good.crane.tar", 13_666, 5_839, 0.755_231_962_534_757_8, 0.682_844_111_799_789_5),
        DiveAnswer("good.docker-25.tar", 13_666, 5_839, 0.755_231_962_534_757_8, 0.682_844_111_799_789_5),
        DiveAnswer("good.docker-archive.tar", 13_666, 5_839, 0.755_231_962_534_757_8, 0.682_844_111_799_789_5),
        DiveAnswer("good.kaniko.tar", 13_709, 5_839, 0.755_999_708_220_876_8, 0.679_427_507_563_416_3),
        DiveAnswer("good.skopeo.docker-archive.tar", 13_666, 5_839, 0.755_231_962_534_757_8, 0.682_844_111_799_789_5),
        DiveAnswer("java.jib.tar", 1_251, 0, 1, 0),
        DiveAnswer("known-apk.tar", 24_916, 21_943, 0.207_095_842_029_218_19, 1.108_176_354_729_559),
        DiveAnswer("known-chown.tar", 24_000, 24_000, 0.5, 2),
        DiveAnswer("known-distroless.tar", 4_403, 0, 1, 0),
        DiveAnswer("known-hard-link.crane.tar", 4_300, 4_000, 0.069_767_441_860_465_12, .infinity),
        DiveAnswer("known-moved.tar", 10_100, 5_000, 0.504_950_495_049_505, 1),
        DiveAnswer("known-opaque.tar", 4_500, 2_500, 0.666_666_666_666_666_6, 1.666_666_666_666_666_7),
        DiveAnswer("known-removed.tar", 10_500, 0, 1, 0),
        DiveAnswer("known-repeated.crane.tar", 4_050, 0, 1, 0),
    ]

    private init(_ archive: String, _ size: Int64, _ wasted: Int64, _ score: Double, _ percent: Double) {
        self.archive = archive
        sizeBytes = size
        inefficientBytes = wasted
        efficiencyScore = score
        userWastedPercent = percent
    }
}
