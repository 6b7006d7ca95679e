// SPDX-License-Identifier: Apache-2.0
import Dunnage
import TestSupport
import Testing

/// What a snapshot must not tell, looked for in its uncompressed bytes.
@Suite struct SnapshotSecrecyTests {
    /// Random enough for every rule; composed, so that none stands in a file of the repository.
    private static func body(_ count: Int, seed: UInt64) -> String {
        var random = SeededGenerator(seed: seed)
        let alphabet = Array("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789")
        return String((0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] })
    }

    @Test func noSecretAndNoHashOfItsFile() throws {
        let values = (1...5).map { SnapshotSecrecyTests.body(20, seed: $0) }
        let tokens = values.map { "glpat" + "-" + $0 }
        var image = ImageBuilder("app:1")
        image.env.append("DB_PASSWORD=\(values[0])")
        image.labels = [("deploy.token", tokens[1])]
        image.layer("RUN |1 NPM_TOKEN=\(values[2]) /bin/sh -c make # buildkit") { layer in
            layer.file("/app/.env", "GITLAB_TOKEN=\(tokens[3])\n").file("/app/gone.env", "GITLAB_TOKEN=\(tokens[4])\n")
                .file("/app/copy", "GITLAB_TOKEN=\(tokens[3])\n").file("/app/plain", "nothing to hide\n")
                .file("/etc/shadow", "root:*:19000:0:99999:7:::\n")
        }
        image.layer("RUN /bin/sh -c rm /app/gone.env # buildkit") { $0.whiteout("/app/gone.env") }
        let folder = try TemporaryDirectory()
        let archive = try folder.write("app.tar", image.archive(.docker25))
        let (snapshots, problems) = try Analyzer().snapshots(of: .path(archive))
        #expect(problems.isEmpty)
        let snapshot = try #require(snapshots.first)
        let text = String(decoding: snapshot.document(), as: UTF8.self)
        for value in values { #expect(!text.contains(value), "a planted value") }
        #expect(text.contains("DB_PASSWORD=•••") && text.contains("gone.env"))
        var hashed: [String: Bool] = [:]
        for row in snapshot.files.rows where row.kind == .file {
            hashed[snapshot.files.paths.string(of: row.path)] = row.hash != .none
        }
        #expect(
            hashed == [
                "/app/.env": false, "/app/gone.env": false, "/app/copy": false, "/app/plain": true,
                "/etc/shadow": false,
            ])
        // A second look at the same bytes finds nothing that changed, though nobody could compare them.
        let comparison = ImageComparison(before: snapshot, after: snapshot)
        #expect(comparison.isSame)
        #expect(comparison.unhashed == 3)
    }
}
