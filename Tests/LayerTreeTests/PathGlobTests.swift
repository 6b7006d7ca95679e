// SPDX-License-Identifier: Apache-2.0
import LayerTree
import Testing

@Suite struct PathGlobTests {
    @Test(arguments: [
        ("*.js", "/app/a.js"), ("node_modules", "/app/node_modules/x/y"), ("/app", "/app/a/b"), ("/app/*", "/app/x/y"),
        ("/app/**", "/app/x/y"), ("/**/x.js", "/x.js"), ("/**/x.js", "/a/b/x.js"), ("/a/**/c/**/e", "/a/b/c/c/d/e"),
        ("/usr/lib/lib?.so", "/usr/lib/liba.so"), ("[a-c]x", "/bx"), ("[!a-c]x", "/dx"), ("\\*", "/*"),
        ("**", "/a"), ("/", "/a"), ("app/*.py", "/app/a.py"), ("/app/", "/app/b"), ("a*b*c", "/aXXbYYc"), ("[]]", "/]"),
        ("*", "/naïve"),
    ]) func `Matches`(glob: String, path: String) {
        #expect(PathGlob(glob).matches(Array(path.utf8)))
    }

    @Test(arguments: [
        ("*.js", "/app/a.jsx"), ("/app/*.js", "/app/x/y.js"), ("/app", "/application"), ("/app/**", "/app"),
        ("/a/**/c", "/a/b"), ("?", "/ab"), ("[a-c]", "/d"), ("[a", "/a"), ("/x/**/x.js", "/x.js"), ("\\*", "/a"),
        ("/lib", "/usr/lib"),
    ]) func `Does not match`(glob: String, path: String) {
        #expect(!PathGlob(glob).matches(Array(path.utf8)))
    }

    @Test func `Stars without end end soon`() {
        let name = "/" + String(repeating: "a", count: 3_000)
        #expect(!PathGlob(String(repeating: "*a", count: 500) + "b").matches(Array(name.utf8)))
        let path = String(repeating: "/a", count: 1_500)
        #expect(!PathGlob(String(repeating: "/**/a", count: 300) + "/b").matches(Array(path.utf8)))
    }
}
