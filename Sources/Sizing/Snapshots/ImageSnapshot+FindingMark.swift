// SPDX-License-Identifier: Apache-2.0
public import Findings

extension ImageSnapshot {
    /// One finding, as far as a later build must know it again.
    public struct FindingMark: Sendable, Equatable {
        public var fingerprint: String
        public var rule: String
        public var kind: String
        public var severity: String
        /// The first of its places.
        public var path: String
        /// In how many places it shows.
        public var places: Int
        public var layer: Int?
        public var bytes: Int64
        /// One sentence; redacted where the rule made it.
        public var message: String
        /// How it is known again; nil in what a version wrote that knew every finding by its fingerprint.
        public var recognition: Recognition?
        /// Where it shows, for one that is known again place by place: as many places as the finding lists.
        public var paths: [String]
        /// Over every place, where `paths` does not list them all.
        public var placesFingerprint: String?

        public init(
            fingerprint: String, rule: String, kind: String, severity: String, path: String, places: Int = 1,
            layer: Int? = nil, bytes: Int64 = 0, message: String = "", recognition: Recognition? = nil,
            paths: [String] = [], placesFingerprint: String? = nil
        ) {
            self.fingerprint = fingerprint
            self.rule = rule
            self.kind = kind
            self.severity = severity
            self.path = path
            self.places = places
            self.layer = layer
            self.bytes = bytes
            self.message = message
            self.recognition = recognition
            self.paths = paths
            self.placesFingerprint = placesFingerprint
        }

        /// Places that `paths` does not list.
        var unlisted: Int { isByPlace ? max(0, places - paths.count) : 0 }

        /// Whether it is known again place by place.
        var isByPlace: Bool { recognition != nil && recognition != .fingerprint }

        /// Divides it by place: `/app/test` may be accepted and `/app` not. Places that it does not list are in the
        /// rest.
        ///
        /// - Returns: both parts; the one that would be empty is nil. A mark that does not list its places is divided
        ///   only when it has a single one.
        public func divided(where matches: (String) -> Bool) -> (matched: FindingMark?, rest: FindingMark?) {
            let listed = isByPlace ? paths : [path]
            let (inside, outside) = (listed.filter(matches), listed.filter { !matches($0) })
            if inside.isEmpty || !isByPlace && places > 1 { return (nil, self) }
            if outside.isEmpty, unlisted == 0 { return (self, nil) }
            return (part(inside), part(outside, unlisted: unlisted))
        }

        /// What is left of it in these of its places.
        func part(_ paths: [String], unlisted: Int = 0) -> FindingMark {
            var part = self
            part.paths = paths
            part.places = paths.count + unlisted
            part.path = paths.first ?? path
            // Which layer and how many bytes each place has is not kept.
            if part.path != path { part.layer = nil }
            if unlisted == 0 { part.placesFingerprint = nil }
            return part
        }
    }
}
