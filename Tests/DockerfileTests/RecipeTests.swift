// SPDX-License-Identifier: Apache-2.0
import Dockerfile
import Testing

@Suite struct RecipeTests {
    private func recipe(_ text: String) -> Recipe { Recipe(Array(text.utf8)) }

    @Test func stepsKnowTheirLines() {
        let read = recipe(
            """
            # syntax=docker/dockerfile:1
            ARG BASE=alpine:3.20

            FROM ${BASE} AS build
            # a comment
            RUN apk add \\
                # inside
                build-base \\

                git
            copy . /src
            FROM scratch
            COPY --from=build ["/src/a", "/a"]
            CMD ["/a"]
            """)
        #expect(read.steps.map(\.verb) == ["ARG", "FROM", "RUN", "COPY", "FROM", "COPY", "CMD"])
        #expect(read.steps.map(\.lines) == [2...2, 4...4, 6...10, 11...11, 12...12, 13...13, 14...14])
        #expect(read.stages.map(\.base) == ["alpine:3.20", "scratch"])
        #expect(read.stages.map(\.name) == ["build", nil])
    }

    @Test func heredocsBelongToTheirStep() {
        let read = recipe(
            """
            FROM a
            RUN <<EOF bash
            FROM nothing
            # no comment
            EOF
            COPY <<one <<-"two" /etc/
            RUN x
            one
            \ty
            \ttwo
            RUN cat <<<here
            USER 1
            """)
        #expect(read.steps.map(\.verb) == ["FROM", "RUN", "COPY", "RUN", "USER"])
        #expect(read.steps.map(\.lines) == [1...1, 2...5, 6...10, 11...11, 12...12])
        #expect(read.steps[1].heredocs == ["FROM nothing\n# no comment\n"])
        #expect(read.steps[2].heredocs == ["RUN x\n", "y\n"])
    }

    @Test func theEscapeDirectiveCounts() {
        let windows = recipe("# escape=`\r\nFROM a\r\nRUN dir `\r\n  C:\\\r\nUSER x\r\n")
        #expect(windows.steps.map(\.verb) == ["FROM", "RUN", "USER"])
        #expect(windows.steps[1].lines == 3...4)
        // Below an instruction it is a comment.
        #expect(recipe("FROM a\n# escape=`\nRUN b \\\n c\nUSER d").steps.count == 3)
    }

    @Test func theLastStageAndWhatItStartsFrom() {
        let read = recipe(
            """
            FROM a AS base
            RUN one
            FROM b AS other
            RUN two
            FROM Base
            RUN three
            """)
        #expect(read.finalChain.map(\.base) == ["a", "Base"])
        #expect(read.finalChain.flatMap(\.steps).map { read.steps[$0].arguments } == ["one", "three"])
    }

    @Test(arguments: [
        "", "\n\n", "FROM", "RUN <<EOF", "RUN <<EOF\n", "\\", "FROM a\nRUN \\", "<<", "FROM ${", "FROM ${A", "FROM $",
        "ARG A=\"\nFROM $A", "\u{FEFF}FROM a", "FROM a AS a\nFROM a", "# escape=\nFROM a", "COPY [\"", "RUN []",
        "\0\u{202E}\r", "RUN \\\n#\n#\n", "FROM self AS self",
    ])
    func anythingMayBeInTheFile(text: String) {
        let read = recipe(text)
        #expect(read.steps.allSatisfy { $0.lines.lowerBound >= 1 })
        _ = read.finalChain
        _ = read.steps(for: [HistoryLine(""), HistoryLine("RUN"), HistoryLine(text)])
    }
}
