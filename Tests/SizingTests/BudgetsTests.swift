// SPDX-License-Identifier: Apache-2.0
import LayerTree
import Sizing
import Testing

@Suite struct BudgetsTests {
    private func budgets(_ arguments: String...) throws -> Budgets {
        var budgets = Budgets()
        for argument in arguments { try budgets.set(argument) }
        return budgets
    }

    @Test func `Every name sets its limit`() throws {
        let budgets = try budgets(
            "image=250MB", "live = 240 MB", "layer=150MB", "growth=10MB", "growth=5%", "/app/**=80MB",
            "path:*.so=1MiB", "package:curl=5MB", "/odd=name=1kB")
        #expect(budgets.image == 250_000_000)
        #expect(budgets.live == 240_000_000)
        #expect(budgets.layer == 150_000_000)
        #expect(budgets.growth == Growth(bytes: 10_000_000, percent: 5))
        #expect(
            budgets.paths == [
                Budgets.Path(glob: PathGlob("/app/**"), limit: 80_000_000),
                Budgets.Path(glob: PathGlob("*.so"), limit: 1_048_576),
                Budgets.Path(glob: PathGlob("/odd=name"), limit: 1_000),
            ])
        #expect(budgets.packages == [Budgets.Package(name: "curl", limit: 5_000_000)])
    }

    @Test(arguments: [
        ("image", "«image» is no budget: expected NAME=SIZE, such as image=250MB"),
        ("=5MB", "«=5MB» is no budget: expected NAME=SIZE, such as image=250MB"),
        ("imgae=5MB", "there is no budget «imgae»: did you mean «image»?"),
        ("zebra=5MB", "there is no budget «zebra»: expected image, live, layer, growth, /path/** or package:NAME"),
        ("package:=5MB", "there is no budget «package:»: did you mean «package»?"),
        ("image=", "«» is no size: expected one such as 250MB or 1.5GiB"),
        ("image=5%", "there is no unit «%»: expected B, kB, MB, GB, KiB, MiB or GiB"),
        ("growth=x%", "«x» is no percentage: expected a number such as 5 or 2.5"),
        ("growth=-1%", "«-1» is no percentage: expected a number such as 5 or 2.5"),
        ("growth=10001%", "«10001» is no percentage: expected a number such as 5 or 2.5"),
        ("growth=nan%", "«nan» is no percentage: expected a number such as 5 or 2.5"),
    ])
    func `What is no budget gets a sentence`(argument: String, sentence: String) {
        #expect(throws: BudgetError(sentence)) { try budgets(argument) }
    }

    @Test func `Growth is the larger of the two`() {
        let growth = Growth(bytes: 10_000_000, percent: 5)
        #expect(growth.limit(on: 100_000_000) == 10_000_000)
        #expect(growth.limit(on: 400_000_000) == 20_000_000)
        #expect(growth.limit(on: 0) == 10_000_000)
        #expect(Growth(percent: 5).limit(on: 0) == 0)
        #expect(Growth(percent: 2.5).limit(on: 1_000) == 25)
        #expect(Growth(percent: 10_000).limit(on: .max) == .max)
        #expect(Growth(bytes: 7).limit(on: .max) == 7)
        #expect(Growth().limit(on: 5) == nil)
    }

    @Test func `Later limits take the place of earlier ones, each for itself`() throws {
        let file = try budgets("image=250MB", "growth=10MB", "/a=1kB", "/b=1kB", "package:x=1kB")
        let both = file.overridden(by: try budgets("image=300MB", "growth=5%", "/b=2kB", "/c=3kB", "package:y=1kB"))
        #expect(both.image == 300_000_000)
        #expect(both.growth == Growth(bytes: 10_000_000, percent: 5))
        #expect(both.paths.map(\.glob.text) == ["/a", "/b", "/c"])
        #expect(both.paths.map(\.limit) == [1_000, 2_000, 3_000])
        #expect(both.packages.map(\.name) == ["x", "y"])
        #expect(file.overridden(by: Budgets()) == file)
        #expect(Budgets().isEmpty)
        #expect(!both.isEmpty)
    }
}
