// SPDX-License-Identifier: Apache-2.0
internal import CVectorscan

/// Compiles regexes for the pattern library.
enum PatternDatabase {
    /// Why the library would not.
    struct Refusal: Error {
        var what: String
        /// Which expression it is about; nil for all together.
        var index: Int?
    }

    /// - Parameters:
    ///   - flags: the library's, one for each expression.
    ///   - numbers: what the library is to call each.
    /// - Returns: a database that the caller frees.
    static func compile(
        _ expressions: [[UInt8]], _ flags: [UInt32], _ numbers: [UInt32] = [0]
    ) -> Result<OpaquePointer, Refusal> {
        let bytes: [CChar] = expressions.flatMap { text in text.map { CChar(bitPattern: $0) } + [0] }
        return bytes.withUnsafeBufferPointer { bytes -> Result<OpaquePointer, Refusal> in
            var offset = 0
            let pointers = expressions.map { expression -> UnsafePointer<CChar>? in
                defer { offset += expression.count + 1 }
                return bytes.baseAddress.map { $0 + offset }
            }
            var database: OpaquePointer?
            var failure: UnsafeMutablePointer<hs_compile_error_t>?
            let code = hs_compile_multi(
                pointers, flags, numbers, UInt32(expressions.count), UInt32(HS_MODE_BLOCK), nil, &database, &failure)
            if code == HS_SUCCESS, let database { return .success(database) }
            var refusal = Refusal(what: "the pattern library refuses it (code \(code))")
            if let failure {
                if let message = failure.pointee.message { refusal.what = String(cString: message) }
                let index = Int(failure.pointee.expression)
                if expressions.indices.contains(index) { refusal.index = index }
                hs_free_compile_error(failure)
            }
            return .failure(refusal)
        }
    }

    /// The most bytes that a match can have; nil when there is no bound.
    static func widest(_ expression: [UInt8], _ flags: UInt32) -> Int? {
        let text = expression.map { CChar(bitPattern: $0) } + [0]
        var info: UnsafeMutablePointer<hs_expr_info_t>?
        var failure: UnsafeMutablePointer<hs_compile_error_t>?
        let code = hs_expression_info(text, flags, &info, &failure)
        if let failure { hs_free_compile_error(failure) }
        guard code == HS_SUCCESS, let info else { return nil }
        // The library allocates it with the allocator for other things, which is malloc unless one sets another.
        defer { free(info) }
        return info.pointee.max_width == UInt32.max ? nil : Int(info.pointee.max_width)
    }
}
