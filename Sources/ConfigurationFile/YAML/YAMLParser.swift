// SPDX-License-Identifier: Apache-2.0
internal import CYAML

/// One YAML document as a tree, by libyaml's events: without recursion, within limits, and without aliases, which
/// make a short file mean a long one.
struct YAMLParser {
    /// What is open while events come in.
    private struct Frame {
        var line: Int
        var isMapping: Bool
        var pairs: [YAMLNode.Pair] = []
        var items: [YAMLNode] = []
        /// The key that waits for its value.
        var key: (text: String, line: Int)?
        var seen: [String: Int] = [:]
    }

    private let file: String
    private var frames: [Frame] = []
    private var root: YAMLNode?
    private var nodes = 0
    private var documents = 0

    private init(file: String) { self.file = file }

    /// The document's root; nil for a file without one.
    ///
    /// - Parameter file: for messages.
    static func parse(_ bytes: [UInt8], file: String) throws(ConfigurationError) -> YAMLNode? {
        guard bytes.count <= YAMLLimits.bytes else {
            throw ConfigurationError(file: file, what: "a configuration of more than 1 MiB is none")
        }
        var parser = YAMLParser(file: file)
        let result = bytes.withUnsafeBufferPointer { buffer -> Result<Void, ConfigurationError> in
            // The library keeps a pointer to its own state: that must not move.
            let library = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
            defer { library.deallocate() }
            guard yaml_parser_initialize(library) == 1 else {
                return .failure(ConfigurationError(file: file, what: "no memory to read it with"))
            }
            defer { yaml_parser_delete(library) }
            yaml_parser_set_input_string(library, buffer.baseAddress, buffer.count)
            do throws(ConfigurationError) {
                try parser.run(library)
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try result.get()
        return parser.root
    }

    private mutating func run(_ library: UnsafeMutablePointer<yaml_parser_t>) throws(ConfigurationError) {
        while true {
            var event = yaml_event_t()
            guard yaml_parser_parse(library, &event) == 1 else { throw problem(library.pointee) }
            defer { yaml_event_delete(&event) }
            let line = Int(event.start_mark.line) + 1
            switch event.type {
            case YAML_STREAM_END_EVENT: return
            case YAML_DOCUMENT_START_EVENT:
                documents += 1
                guard documents == 1 else { throw error(line, "only one document, please: a second one begins here") }
            case YAML_ALIAS_EVENT:
                throw error(line, "aliases are not read (*\(YAMLParser.text(event.data.alias.anchor))): write it out")
            case YAML_SCALAR_EVENT:
                let scalar = event.data.scalar
                try refuseTag(scalar.tag, line)
                let text = String(
                    decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
                try add(scalar: text, isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE, line)
            case YAML_SEQUENCE_START_EVENT:
                try refuseTag(event.data.sequence_start.tag, line)
                try open(Frame(line: line, isMapping: false))
            case YAML_MAPPING_START_EVENT:
                try refuseTag(event.data.mapping_start.tag, line)
                try open(Frame(line: line, isMapping: true))
            case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
                guard let frame = frames.popLast() else { return }
                add(
                    YAMLNode(
                        content: frame.isMapping ? .mapping(frame.pairs) : .sequence(frame.items), line: frame.line))
            default: break
            }
        }
    }

    /// Whether the innermost open value is a mapping that waits for a key. Frames are only changed in place: a copy
    /// of one that grows would make a long list quadratic.
    private var wantsKey: Bool { frames.last.map { $0.isMapping && $0.key == nil } ?? false }

    private mutating func open(_ frame: Frame) throws(ConfigurationError) {
        guard !wantsKey else { throw error(frame.line, "a key must be a single value") }
        guard frames.count < YAMLLimits.depth else {
            throw error(frame.line, "nested deeper than \(YAMLLimits.depth) levels")
        }
        try count(frame.line)
        frames.append(frame)
    }

    private mutating func add(scalar text: String, isPlain: Bool, _ line: Int) throws(ConfigurationError) {
        try count(line)
        guard wantsKey else { return add(YAMLNode(content: .scalar(text, isPlain: isPlain), line: line)) }
        let innermost = frames.count - 1
        if let first = frames[innermost].seen.updateValue(line, forKey: text) {
            throw error(line, "«\(text)» comes twice; the first one is in line \(first)")
        }
        frames[innermost].key = (text, line)
    }

    private mutating func add(_ node: YAMLNode) {
        let innermost = frames.count - 1
        guard innermost >= 0 else {
            root = node
            return
        }
        if let key = frames[innermost].key {
            frames[innermost].pairs.append(YAMLNode.Pair(key: key.text, line: key.line, value: node))
            frames[innermost].key = nil
        } else {
            frames[innermost].items.append(node)
        }
    }

    private mutating func count(_ line: Int) throws(ConfigurationError) {
        nodes += 1
        guard nodes <= YAMLLimits.nodes else {
            throw error(line, "more than \(YAMLLimits.nodes) values: this is no configuration")
        }
    }

    private func refuseTag(_ tag: UnsafeMutablePointer<yaml_char_t>?, _ line: Int) throws(ConfigurationError) {
        guard tag != nil else { return }
        throw error(line, "tags are not read (\(YAMLParser.text(tag)))")
    }

    private func error(_ line: Int, _ what: String) -> ConfigurationError {
        ConfigurationError(file: file, line: line, what: what)
    }

    /// The library's own sentence; it knows a byte instead of a line where the text is not even Unicode.
    private func problem(_ library: yaml_parser_t) -> ConfigurationError {
        let what = library.problem.map { String(cString: $0) } ?? "it cannot be read"
        if library.error == YAML_READER_ERROR {
            return ConfigurationError(file: file, what: "is not YAML: \(what) at byte \(library.problem_offset)")
        }
        if library.error == YAML_MEMORY_ERROR {
            return ConfigurationError(file: file, what: "no memory to read it with")
        }
        let context = library.context.map { String(cString: $0) + ", " } ?? ""
        return error(Int(library.problem_mark.line) + 1, "is not YAML: " + context + what)
    }

    private static func text(_ name: UnsafeMutablePointer<yaml_char_t>?) -> String {
        name.map { String(cString: $0) } ?? ""
    }
}
