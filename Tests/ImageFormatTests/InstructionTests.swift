// SPDX-License-Identifier: Apache-2.0
import ImageFormat
import Testing

@Suite struct InstructionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let createdBy: String
        let verb: String?
        let text: String
        var comment: String?
        var testDescription: String { createdBy }
    }

    private static let hash = String(repeating: "0123456789abcdef", count: 4)

    static let cases: [Case] = [
        // Docker's legacy builder
        Case(createdBy: "/bin/sh -c #(nop) ADD file:\(hash) in / ", verb: "ADD", text: "ADD file → /"),
        Case(createdBy: "/bin/sh -c #(nop)  CMD [\"bash\"]", verb: "CMD", text: "CMD [\"bash\"]"),
        Case(createdBy: "/bin/sh -c #(nop) COPY dir:\(hash) in /app ", verb: "COPY", text: "COPY dir → /app"),
        Case(createdBy: "/bin/sh -c #(nop) COPY multi:\(hash) in ./ ", verb: "COPY", text: "COPY files → ./"),
        Case(
            createdBy: "/bin/sh -c #(nop) COPY --chown=app:app file:\(hash) in /x ", verb: "COPY",
            text: "COPY --chown=app:app file → /x"),
        Case(
            createdBy: "/bin/sh -c #(nop) ADD file:\(hash) file:\(hash) in /x ", verb: "ADD", text: "ADD files → /x"),
        Case(createdBy: "/bin/sh -c #(nop)  EXPOSE 80/tcp", verb: "EXPOSE", text: "EXPOSE 80/tcp"),
        Case(createdBy: "/bin/sh -c #(nop) MAINTAINER Ann", verb: "MAINTAINER", text: "MAINTAINER Ann"),
        Case(createdBy: "/bin/sh -c #(nop) STOPSIGNAL [SIGTERM]", verb: "STOPSIGNAL", text: "STOPSIGNAL SIGTERM"),
        Case(
            createdBy: "/bin/sh -c apt-get update \t  && apt-get install", verb: "RUN",
            text: "RUN apt-get update && apt-get install"),
        Case(createdBy: "|1 A=b /bin/sh -c make", verb: "RUN", text: "RUN make"),
        Case(createdBy: "/bin/sh -c set -x;\t\ttrue;\n\tfalse", verb: "RUN", text: "RUN set -x; true; false"),
        // BuildKit
        Case(createdBy: "RUN /bin/sh -c npm ci # buildkit", verb: "RUN", text: "RUN npm ci"),
        Case(createdBy: "COPY . . # buildkit", verb: "COPY", text: "COPY . ."),
        Case(createdBy: "RUN |2 A=b C=d /bin/sh -c make # buildkit", verb: "RUN", text: "RUN make"),
        Case(createdBy: "RUN /bin/bash -o pipefail -c curl x | sh # buildkit", verb: "RUN", text: "RUN curl x | sh"),
        Case(createdBy: "RUN /bin/ash -eo pipefail -c apk add x # buildkit", verb: "RUN", text: "RUN apk add x"),
        Case(createdBy: "RUN /bin/sh -ec true # buildkit", verb: "RUN", text: "RUN true"),
        Case(createdBy: "RUN cmd /S /C dir # buildkit", verb: "RUN", text: "RUN dir"),
        Case(createdBy: "RUN npm ci # buildkit", verb: "RUN", text: "RUN npm ci"),
        Case(createdBy: "EXPOSE map[3000/tcp:{} 80/tcp:{}]", verb: "EXPOSE", text: "EXPOSE 3000/tcp 80/tcp"),
        Case(createdBy: "VOLUME [/data]", verb: "VOLUME", text: "VOLUME [/data]"),
        Case(
            createdBy:
                "HEALTHCHECK &{[\"CMD-SHELL\" \"test [ -f x ] || exit 1\"] \"30s\" \"3s\" \"10s\" \"0s\" '\\x03'}",
            verb: "HEALTHCHECK", text: "HEALTHCHECK [\"CMD-SHELL\" \"test [ -f x ] || exit 1\"]"),
        Case(createdBy: "ENV PATH=/a:/b", verb: "ENV", text: "ENV PATH=/a:/b"),
        Case(createdBy: "WORKDIR /app", verb: "WORKDIR", text: "WORKDIR /app"),
        // others
        Case(
            createdBy: "# debian.sh --arch 'amd64' out/ 'bookworm' '@1'", verb: nil,
            text: "# debian.sh --arch 'amd64' out/ 'bookworm' '@1'"),
        Case(createdBy: "/bin/bash", verb: nil, text: "/bin/bash"),
        Case(createdBy: "", verb: nil, text: "store paths: ['/nix/store/a']", comment: "store paths: ['/nix/store/a']"),
        Case(
            createdBy: "jib-maven-plugin:3.4.0", verb: nil, text: "jib-maven-plugin:3.4.0 (classes)",
            comment: "classes"),
        Case(createdBy: "bazel build ...", verb: nil, text: "bazel build ..."),
        Case(createdBy: "", verb: nil, text: ""),
        Case(createdBy: "   ", verb: nil, text: ""),
        Case(createdBy: "|", verb: nil, text: "|"),
        Case(createdBy: "|9999999999999999999 x", verb: nil, text: "|9999999999999999999 x"),
        Case(createdBy: "RUN", verb: "RUN", text: "RUN"),
        Case(createdBy: "RUNNER x", verb: nil, text: "RUNNER x"),
        Case(createdBy: "ADD file:xyz in /", verb: "ADD", text: "ADD file:xyz in /"),
        Case(createdBy: "EXPOSE map[", verb: "EXPOSE", text: "EXPOSE map["),
        Case(createdBy: "HEALTHCHECK &{[\"\\", verb: "HEALTHCHECK", text: "HEALTHCHECK &{[\"\\"),
    ]

    @Test(arguments: cases)
    func readsAsPeopleDo(example: Case) {
        let entry = HistoryEntry(createdBy: example.createdBy, comment: example.comment)
        let instruction = Instruction(entry)
        #expect(instruction.verb == example.verb)
        #expect(instruction.text == example.text)
        #expect(instruction.createdBy == example.createdBy)
    }

    @Test func buildArgumentsAreKeptAside() {
        func arguments(_ text: String) -> [String] {
            Instruction(HistoryEntry(createdBy: text)).buildArguments.map { $0.name + ":" + $0.value }
        }
        #expect(arguments("RUN |2 A=b C=d e f /bin/sh -c make X=y # buildkit") == ["A:b", "C:d e f"])
        #expect(arguments("|1 SHELL=/bin/sh /bin/sh -c true") == ["SHELL:/bin/sh"])
        #expect(arguments("|1 A=x B=y /bin/sh -c true") == ["A:x B=y"])
        #expect(arguments("|2 A= B=1 /bin/sh -c true") == ["A:", "B:1"])
        #expect(arguments("RUN |1 A=b make all") == ["A:b"])
        #expect(Instruction(HistoryEntry(createdBy: "RUN |1 A=b make all")).text == "RUN make all")
        #expect(arguments("|0 /bin/sh -c true") == [])
    }

    @Test func buildKitsOwnCommentIsNoComment() {
        let entry = HistoryEntry(createdBy: "CMD x", comment: "buildkit.dockerfile.v0")
        #expect(Instruction(entry).comment == nil)
        #expect(Instruction(HistoryEntry(createdBy: "COPY a b", comment: "FROM x")).comment == "FROM x")
        #expect(Instruction(HistoryEntry(createdBy: "RUN  a   b")).arguments == "a b")
    }

    @Test func hugeEntriesTakeLinearTime() {
        let words = String(repeating: "sh A=b ", count: 40_000)
        let time = ContinuousClock().measure {
            for text in ["|3 " + words, "RUN |4000 " + words + "/bin/sh -c x", "COPY " + words, "/bin/sh -c " + words] {
                #expect(!Instruction(HistoryEntry(createdBy: text)).text.isEmpty)
            }
        }
        #expect(time < .seconds(5))
    }
}
