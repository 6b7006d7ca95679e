// SPDX-License-Identifier: Apache-2.0

extension SecretEngine {
    /// Files whose name says what form their secrets have; the bytes must agree.
    func scanByName(
        _ bytes: UnsafeRawBufferPointer, accepting: Range<Int>, context: SecretContext,
        _ scratch: inout SecretScratch, _ hits: inout [SecretHit]
    ) {
    }
}
