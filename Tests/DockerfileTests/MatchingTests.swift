// SPDX-License-Identifier: Apache-2.0
import Dockerfile
import Testing

@Suite struct MatchingTests {
    /// The first line of the step that made each entry.
    private func lines(_ dockerfile: String, _ history: [String]) -> [Int?] {
        let recipe = Recipe(Array(dockerfile.utf8))
        return recipe.steps(for: history.map(HistoryLine.init)).map { $0.map { recipe.steps[$0].lines.lowerBound } }
    }

    @Test func theBaseImagesEntriesAreNobodys() {
        let dockerfile = "FROM node\nWORKDIR /app\nCOPY . .\nRUN npm ci\nUSER app\nCMD [\"node\", \"a.js\"]"
        let history = [
            "ADD rootfs.tar.xz /", "CMD [\"sh\"]", "RUN apk add nodejs", "WORKDIR /app", "COPY . .", "RUN npm ci",
            "USER app", "CMD [\"node\" \"a.js\"]",
        ]
        #expect(lines(dockerfile, history) == [nil, nil, nil, 2, 3, 4, 5, 6])
    }

    @Test func whatBuildersRewriteStillFits() {
        let dockerfile = """
            FROM a
            ARG VERSION=1
            ENV A=1 B=two
            WORKDIR app
            COPY --chown=app:app package*.json ./
            ADD ${VERSION}.tar /opt/
            RUN --mount=type=cache,target=/c apt-get update && \\
                apt-get install -y x
            COPY --from=build /out/app /usr/bin/app
            RUN ["/bin/echo", "a b"]
            """
        let history = [
            "ARG VERSION", "ENV A=1", "WORKDIR /srv/app", "COPY files → /srv/app", "ADD 2.tar /opt/",
            "RUN apt-get update && apt-get install -y x", "COPY file → /usr/bin/app", "RUN /bin/echo a b",
        ]
        #expect(lines(dockerfile, history) == [2, 3, 4, 5, 6, 7, 9, 10])
    }

    @Test func anotherCommandIsAnotherCommand() {
        #expect(
            lines("FROM a\nRUN npm ci\nCOPY a /b", ["RUN npm install", "COPY c /b", "COPY a /c"]) == [nil, nil, nil])
    }

    @Test func theSameLineTwiceKeepsTheOrder() {
        let dockerfile = "FROM a\nRUN x\nCOPY a /a\nRUN x\nRUN y"
        #expect(lines(dockerfile, ["RUN x", "COPY a /a", "RUN x", "RUN y"]) == [2, 3, 4, 5])
        // Of one that may be either, the last.
        #expect(lines(dockerfile, ["RUN x", "RUN y"]) == [4, 5])
    }

    @Test func aHiddenSecretIsNoDifference() {
        let dockerfile = "FROM a\nRUN curl -H 'Authorization: Bearer abc' https://x\nRUN login --token=a b"
        let history = ["RUN curl -H 'Authorization: ••• https://x", "RUN login --token=•••"]
        #expect(lines(dockerfile, history) == [2, 3])
    }

    @Test func heredocsFitByTheirBody() {
        let dockerfile = "FROM a\nRUN <<EOF\napt-get update\nls\nEOF\nCOPY <<EOF /etc/motd\nhello\nEOF"
        #expect(lines(dockerfile, ["RUN apt-get update ls", "COPY EOF /etc/motd"]) == [2, 6])
        #expect(lines(dockerfile, ["RUN <<EOF (apt-get update...)", "COPY file → /etc/motd"]) == [nil, 6])
    }

    @Test func settingsHaveTheirLine() {
        let recipe = Recipe(Array("FROM a\nENV A=1\nUSER x\nENV A=2 B=3\nLABEL \"c d\"=e".utf8))
        #expect(recipe.lines(ofLast: "ENV", setting: "A") == 4...4)
        #expect(recipe.lines(ofLast: "ENV", setting: "C") == nil)
        #expect(recipe.lines(ofLast: "USER") == 3...3)
        #expect(recipe.lines(ofLast: "CMD") == nil)
    }

    @Test func longFilesEndInTime() {
        let steps = (0..<3_000).map { "RUN step \($0)" }
        let found = lines("FROM a\n" + steps.joined(separator: "\n"), steps)
        #expect(found.suffix(900).allSatisfy { $0 != nil })
        #expect(found.last == 3_001)
    }
}
