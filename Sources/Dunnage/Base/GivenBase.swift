// SPDX-License-Identifier: Apache-2.0
internal import Digests
internal import ImageFormat

/// A base image that the user named, as its layers: what an image built on it begins with.
struct GivenBase: Sendable {
    /// One image of the archive, or the one that a list stands for.
    struct Candidate: Sendable, Equatable {
        var name: String?
        var platform: Platform?
        var manifestDigest: Digest?
        /// Bottom first.
        var diffIDs: [Digest]
    }

    /// How much of an image is the base's.
    struct Match: Sendable, Equatable {
        /// nil when they share no layer.
        var split: BaseSplit?
        /// Why the answer is less than was asked for; nil when the whole base is there.
        var doubt: String?
    }

    /// As the user named it.
    let source: String
    let candidates: [Candidate]

    /// Compares layer by layer from the bottom. Of several images in the archive the one that shares most counts,
    /// those of the image's own platform before others.
    func match(_ diffIDs: [Digest?], platform: Platform?) -> Match {
        var best: (candidate: Candidate, shared: Int)?
        let own = candidates.filter { $0.platform == nil || platform == nil || $0.platform == platform }
        for candidate in own.isEmpty ? candidates : own {
            let shared = zip(candidate.diffIDs, diffIDs).prefix { $0 == $1 }.count
            if shared > best?.shared ?? -1 { best = (candidate, shared) }
        }
        guard let best else { return Match(split: nil, doubt: nil) }
        let name = best.candidate.name ?? source
        guard best.shared > 0 else {
            return Match(
                split: nil,
                doubt: "no layer of \(name) is in it: it was built on another version, or on another base; "
                    + "where its base ends is guessed")
        }
        let all = best.candidate.diffIDs.count
        return Match(
            split: BaseSplit(
                layers: best.shared, how: .given, name: name,
                digest: best.shared == all ? best.candidate.manifestDigest : nil),
            doubt: best.shared == all
                ? nil : "only \(best.shared) of \(all) layers of \(name) are in it: it was built on another version")
    }
}
