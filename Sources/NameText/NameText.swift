// SPDX-License-Identifier: Apache-2.0

/// Names out of a tar as text. A tar knows no encoding: nearly all names are UTF-8, and none has to be.
public enum NameText {
    /// The name itself where it is UTF-8; where not, each byte that is none is written `\xff`, so that two names stay two.
    /// Linear.
    public static func text(of name: some Collection<UInt8>) -> String {
        if let text = String(validating: name, as: UTF8.self) { return text }
        let digits = Array("0123456789abcdef".unicodeScalars)
        var text = String.UnicodeScalarView()
        var parser = Unicode.UTF8.ForwardParser()
        var bytes = name.makeIterator()
        var place = name.startIndex
        while true {
            switch parser.parseScalar(from: &bytes) {
            case .valid(let encoded):
                text.append(Unicode.UTF8.decode(encoded))
                name.formIndex(&place, offsetBy: encoded.count)
            case .error(let length):
                for _ in 0..<length {
                    text += ["\\", "x", digits[Int(name[place] >> 4)], digits[Int(name[place] & 15)]]
                    name.formIndex(after: &place)
                }
            case .emptyInput:
                return String(text)
            }
        }
    }
}
