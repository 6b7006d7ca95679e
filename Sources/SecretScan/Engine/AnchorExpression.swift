// SPDX-License-Identifier: Apache-2.0
internal import CVectorscan

/// A literal that the database looks for.
struct AnchorExpression: Hashable, Sendable {
    let text: [UInt8]
    let isCaseless: Bool

    /// The block-mode database of all literals; the number of a literal is its index. The caller frees it.
    static func compile(_ expressions: [AnchorExpression]) throws(SecretError) -> OpaquePointer {
        guard !expressions.isEmpty else { throw SecretError(.compile, "there are no rules to compile") }
        // The library wants an array of pointers: all texts go into one buffer that stands still meanwhile.
        let total = expressions.reduce(0) { $0 + $1.text.count + 1 }
        let bytes = UnsafeMutablePointer<CChar>.allocate(capacity: total)
        defer { bytes.deallocate() }
        var pointers: [UnsafePointer<CChar>?] = []
        var lengths: [Int] = []
        var flags: [UInt32] = []
        var used = 0
        for expression in expressions {
            pointers.append(UnsafePointer(bytes + used))
            for byte in expression.text {
                bytes[used] = CChar(bitPattern: byte)
                used += 1
            }
            bytes[used] = 0
            used += 1
            lengths.append(expression.text.count)
            flags.append(expression.isCaseless ? UInt32(HS_FLAG_CASELESS) : 0)
        }
        let ids = (0..<UInt32(expressions.count)).map { $0 }
        var database: OpaquePointer?
        var failure: UnsafeMutablePointer<hs_compile_error_t>?
        let code = hs_compile_lit_multi(
            &pointers, flags, ids, lengths, UInt32(expressions.count), UInt32(HS_MODE_BLOCK), nil, &database, &failure)
        if code == HS_SUCCESS, let database { return database }
        var what = "the pattern library refused the anchors (code \(code))"
        if let failure {
            if let message = failure.pointee.message { what += ": " + String(cString: message) }
            hs_free_compile_error(failure)
        }
        throw SecretError(.compile, what)
    }
}
