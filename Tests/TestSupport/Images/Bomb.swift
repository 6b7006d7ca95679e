// SPDX-License-Identifier: Apache-2.0

/// Small archives that ask for much.
public enum Bomb {
    /// A layer of one file of `size` zeros, as members or frames of `step` bytes each.
    public static func zeros(_ size: Int, _ codec: Codec, step: Int = 16 << 20) -> [UInt8] {
        var member = TarMember.file("zeros", bytes: [])
        member.sizeClaim = .bytes(UInt64(size))
        let head = TarWriter.bytes([member], endBlocks: 0)
        let block = codec.compress([UInt8](repeating: 0, count: step))
        var blob = codec.compress(head)
        for _ in 0..<(size / step + 1) { blob += block }
        return blob
    }

    /// A layer of `count` empty files, as frames: the same few names over and over when `step` is less.
    public static func emptyMembers(_ count: Int, _ codec: Codec, step: Int = 10_000) -> [UInt8] {
        let names = (0..<step).map { TarMember.file("n/\($0)", bytes: []) }
        let frame = codec.compress(TarWriter.bytes(names, endBlocks: 0))
        var blob: [UInt8] = []
        for _ in 0..<(count / step) { blob += frame }
        return blob + codec.compress([UInt8](repeating: 0, count: 1_024))
    }

    /// A layer whose one file has a name of `length` bytes: a single component, in GNU's or PAX's extended header.
    public static func longName(_ length: Int, _ codec: Codec, pax: Bool) -> [UInt8] {
        var header = TarMember("././@LongLink".utf8, type: UInt8(ascii: pax ? "x" : "L"))
        header.exactName = true
        let digits = String(length).utf8.count
        let overhead = pax ? " path=\n".utf8.count + digits : 0
        header.sizeClaim = .bytes(UInt64(length + overhead))
        let step = 1 << 20
        let name = codec.compress([UInt8](repeating: UInt8(ascii: "n"), count: step))
        var blob = codec.compress(
            TarWriter.bytes([header], endBlocks: 0) + (pax ? Array("\(length + overhead) path=".utf8) : []))
        for _ in 0..<(length / step) { blob += name }
        return blob + codec.compress(TarWriter.bytes([.file("short", "x")]))
    }

    /// An image with this blob as its only layer.
    public static func image(_ blob: [UInt8]) -> ImageBuilder {
        var image = ImageBuilder("bomb:1")
        image.layer(tar: [])
        image.changeLayer(0) { $0.storedBlob = blob }
        return image
    }
}
