// SPDX-License-Identifier: Apache-2.0

/// Java archives that only tests and editors need, told by their names: Maven and Gradle keep `artifact-version.jar`.
enum JavaTestArchives {
    /// Artifacts by their whole name.
    private static let artifacts: Set<String> = [
        "junit", "junit-dep", "testng", "hamcrest", "spring-test", "spring-boot-test", "spring-boot-starter-test",
        "spring-boot-devtools", "spring-security-test", "spring-boot-test-autoconfigure", "byte-buddy-agent",
        "easymock", "awaitility", "jsonassert", "json-path-assert", "testcontainers", "rest-assured", "wiremock",
        "wiremock-standalone", "wiremock-jre8", "archunit", "cucumber-java", "cucumber-junit", "arquillian-junit",
        "quarkus-junit5", "micronaut-test-junit5", "kotlin-test", "kotlin-test-junit", "kotlin-test-junit5",
        "scalatest", "mockk", "mockk-jvm", "mockwebserver", "dbunit", "jmockit", "jqwik", "assertj",
        "greenmail", "system-rules", "system-lambda",
    ]
    /// Families of artifacts.
    private static let families = [
        "junit-jupiter", "junit-platform", "junit-vintage", "mockito-", "hamcrest-", "assertj-",
        "powermock-", "spock-", "scalatest_", "scalatest-", "testcontainers-", "archunit-", "rest-assured-", "jqwik-",
        "jacoco-", "org.jacoco.", "wiremock-",
    ]
    /// Classifiers behind the version: tests of an artifact, its sources, its documentation.
    private static let classifiers = ["-tests", "-test-sources", "-test-fixtures", "-sources", "-javadoc"]

    /// Whether a jar of that name is one.
    static func contains(_ name: String) -> Bool {
        guard name.hasSuffix(".jar") else { return false }
        let stem = name.dropLast(4)
        if classifiers.contains(where: { stem.hasSuffix($0) }) { return true }
        return artifacts.contains(artifact(stem)) || families.contains { stem.hasPrefix($0) }
    }

    /// `junit` of `junit-4.13.2`: all before the first part that begins with a digit.
    private static func artifact(_ stem: Substring) -> String {
        var parts = stem.split(separator: "-", omittingEmptySubsequences: false)
        if let version = parts.dropFirst().firstIndex(where: { $0.first?.isNumber ?? false }) {
            parts.removeSubrange(version...)
        }
        return parts.joined(separator: "-")
    }
}
