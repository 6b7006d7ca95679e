// SPDX-License-Identifier: Apache-2.0
internal import Findings

/// Budgets from the command line: `image=250MB`, `growth=5%`, `/app/**=80MB`, `package:curl=5MB`.
extension Budgets {
    private static let names = ["image", "live", "layer", "growth", "path", "package"]

    /// Sets one budget. `growth` may come twice, as bytes and as a percentage.
    ///
    /// - Throws: when the name, the size or the unit is none.
    public mutating func set(_ argument: String) throws(BudgetError) {
        // A path may hold a «=»; a size never does.
        guard let equals = argument.lastIndex(of: "="), equals != argument.startIndex else {
            throw BudgetError("«\(argument)» is no budget: expected NAME=SIZE, such as image=250MB")
        }
        let name = argument[..<equals].trimmingBlanks
        let value = argument[argument.index(after: equals)...].trimmingBlanks
        switch name {
        case "image": image = try ByteSize.parse(value)
        case "live": live = try ByteSize.parse(value)
        case "layer": layer = try ByteSize.parse(value)
        case "growth":
            var growth = growth ?? Growth()
            try growth.set(value)
            self.growth = growth
        default:
            if name.hasPrefix("/") {
                set(path: name, limit: try ByteSize.parse(value))
            } else if let path = Budgets.rest(of: name, after: "path:") {
                set(path: path, limit: try ByteSize.parse(value))
            } else if let package = Budgets.rest(of: name, after: "package:") {
                set(package: package, limit: try ByteSize.parse(value))
            } else {
                let question = NearestWord.to(name, among: Budgets.names).map { ": did you mean «\($0)»?" }
                throw BudgetError(
                    "there is no budget «\(name)»"
                        + (question ?? ": expected image, live, layer, growth, /path/** or package:NAME"))
            }
        }
    }

    private static func rest(of name: String, after prefix: String) -> String? {
        guard name.hasPrefix(prefix), name.utf8.count > prefix.utf8.count else { return nil }
        return String(name.dropFirst(prefix.count))
    }
}
