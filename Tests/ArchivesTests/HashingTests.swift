// SPDX-License-Identifier: Apache-2.0
import Archives
import Digests
import Jobs
import TestSupport
import Testing

@Suite struct HashingTests {
    @Test(arguments: [1, 2, 3])
    func everyAlgorithmSeesEveryByte(jobs: Int) {
        let bytes = text(300_000)
        for algorithms in [[], [.sha256], [.sha512], [.sha256, .sha512]] as [Set<Digest.Algorithm>] {
            let pool = JobPool(jobs: jobs)
            let chain = HashingChain(stream(bytes, pieces: 999), algorithms, pool: pool)
            #expect(collect(chain.output).bytes == bytes)
            let digests = chain.digests()
            for algorithm in Digest.Algorithm.allCases {
                #expect(digests[algorithm] == (algorithms.contains(algorithm) ? SHAHasher.hash(bytes, algorithm) : nil))
            }
            #expect(digests.isEmpty == algorithms.isEmpty)
        }
    }

    @Test func nothingIsHashedToo() {
        let chain = HashingChain(stream([]), [.sha256], pool: JobPool(jobs: 1))
        #expect(collect(chain.output).bytes.isEmpty)
        #expect(
            chain.digests().usual == Digest("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))
    }
}
