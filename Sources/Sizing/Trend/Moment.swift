// SPDX-License-Identifier: Apache-2.0
public import Findings

/// A second in UTC, as RFC 3339 writes it: `2026-11-24T14:22:25Z`.
public struct Moment: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Since 1970.
    public let seconds: Int64

    public init(seconds: Int64) { self.seconds = seconds }

    /// Reads `2026-11-24T14:22:25Z`, with a fraction that is cut, or with an offset such as `+02:00`; nil for all else.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
            let day = CalendarDay(String(decoding: bytes[..<10], as: UTF8.self)), bytes[13] == UInt8(ascii: ":"),
            bytes[16] == UInt8(ascii: ":"), let hour = Moment.number(bytes[11..<13]),
            let minute = Moment.number(bytes[14..<16]), let second = Moment.number(bytes[17..<19]), hour < 24,
            minute < 60, second <= 60
        else { return nil }
        var zone = bytes[19...]
        if zone.first == UInt8(ascii: ".") { zone = zone.dropFirst().drop { (0x30...0x39).contains($0) } }
        guard let offset = Moment.offset(zone) else { return nil }
        seconds = Int64(day.number) * 86_400 + Int64(hour * 3_600 + minute * 60 + second) - offset
    }

    public var day: CalendarDay { CalendarDay(secondsSince1970: seconds) }

    public var description: String {
        let rest = ((seconds % 86_400) + 86_400) % 86_400
        func padded(_ number: Int64) -> String { (number < 10 ? "0" : "") + String(number) }
        return "\(day)T\(padded(rest / 3_600)):\(padded(rest / 60 % 60)):\(padded(rest % 60))Z"
    }

    public static func < (left: Moment, right: Moment) -> Bool { left.seconds < right.seconds }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            value = value * 10 + Int(digit - 0x30)
        }
        return value
    }

    /// Seconds that a zone is ahead of UTC.
    private static func offset(_ zone: ArraySlice<UInt8>) -> Int64? {
        let bytes = Array(zone)
        if bytes == [UInt8(ascii: "Z")] || bytes == [UInt8(ascii: "z")] { return 0 }
        guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"), let hours = number(bytes[1..<3]),
            let minutes = number(bytes[4..<6]), hours < 24, minutes < 60
        else { return nil }
        let offset = Int64(hours * 3_600 + minutes * 60)
        return bytes[0] == UInt8(ascii: "+") ? offset : bytes[0] == UInt8(ascii: "-") ? -offset : nil
    }
}
