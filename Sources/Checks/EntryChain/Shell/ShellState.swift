// SPDX-License-Identifier: Apache-2.0

/// What is known at one point of a script.
struct ShellState {
    /// A value that may be known; the text of an unknown one is how it is written.
    struct Value: Equatable {
        var text: String
        var isKnown: Bool
    }

    var variables: [String: Value] = [:]
    var arguments: [Value] = []
    /// How many arguments there are is known.
    var knowsCount = true
    /// A file was sourced or a text evaluated: names that were never set may be set now.
    var isOpen = false
    var isCertain = true
    var isRootGuarded = false
    /// The condition at hand asked who runs the script.
    var askedForRoot = false
    /// A function may have returned earlier than it seems.
    var mayHaveReturned = false

    /// What a copy costs.
    var size: Int { variables.count + arguments.count }

    /// Both may have happened: what differs is unknown.
    mutating func join(_ other: ShellState) {
        for (name, value) in other.variables where variables[name] != value {
            variables[name] = Value(text: "$" + name, isKnown: false)
        }
        for name in variables.keys where other.variables[name] == nil {
            variables[name] = Value(text: "$" + name, isKnown: false)
        }
        if arguments != other.arguments {
            if arguments.count != other.arguments.count {
                // One of the two: mostly a program put before options, which the image itself does not give.
                knowsCount = false
            } else {
                for index in arguments.indices where arguments[index] != other.arguments[index] {
                    arguments[index] = Value(text: "$\(index + 1)", isKnown: false)
                }
            }
        }
        isOpen = isOpen || other.isOpen
        mayHaveReturned = mayHaveReturned || other.mayHaveReturned
    }
}
