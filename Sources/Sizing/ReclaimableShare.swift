// SPDX-License-Identifier: Apache-2.0
public import Findings

/// The bytes of one category that one party can give back.
public struct ReclaimableShare: Sendable, Equatable {
    public var category: Category
    public var by: GivenBackBy
    public var bytes: Int64
    public var files: Int64
}
