// SPDX-License-Identifier: Apache-2.0
import JSONText

extension ImageBuilder {
    /// The inner `config` object, as `docker inspect` shows it.
    var innerConfig: JSONObject {
        var config = JSONObject()
        func set(_ key: String, _ value: JSONValue?) {
            if let value { config.append(key, value) }
        }
        set("User", user.map(JSONValue.string))
        if !exposedPorts.isEmpty { set("ExposedPorts", .names(exposedPorts)) }
        if !env.isEmpty { set("Env", .strings(env)) }
        set("Entrypoint", entrypoint)
        set("Cmd", cmd)
        if !volumes.isEmpty { set("Volumes", .names(volumes)) }
        set("WorkingDir", workingDir.map(JSONValue.string))
        if !labels.isEmpty { set("Labels", .pairs(labels)) }
        set("StopSignal", stopSignal.map(JSONValue.string))
        set("Shell", shell.map(JSONValue.strings))
        set("OnBuild", onBuild.map(JSONValue.strings))
        set("Healthcheck", healthcheck)
        for member in extraConfig.members { config.set(member.key, member.value) }
        return config
    }

    /// The config document. `commentsOnly` writes history as Nix does.
    func configDocument(diffIDs: [String], commentsOnly: Bool) -> [UInt8] {
        var document = JSONObject()
        document.append("architecture", .string(architecture))
        document.append("os", .string(os))
        if let variant { document.append("variant", .string(variant)) }
        document.append("created", .string(created))
        if let author { document.append("author", .string(author)) }
        document.append("config", .object(innerConfig))
        document.append("rootfs", ["type": "layers", "diff_ids": .strings(diffIDs)])
        document.append("history", .array(history(commentsOnly: commentsOnly)))
        for member in extraDocument.members { document.set(member.key, member.value) }
        return JSONWriter.bytes(of: .object(document))
    }

    private func history(commentsOnly: Bool) -> [JSONValue] {
        var entries = steps.map { step -> JSONValue in
            var entry = JSONObject()
            entry.append("created", .string(created))
            let createdBy: String
            let comment: String?
            let isEmpty: Bool
            switch step {
            case .layer(let layer): (createdBy, comment, isEmpty) = (layer.createdBy, layer.comment, false)
            case .instruction(let text, let note): (createdBy, comment, isEmpty) = (text, note, true)
            }
            if commentsOnly {
                entry.append("comment", .string(comment ?? "store paths: ['/nix/store/x']"))
            } else {
                entry.append("created_by", .string(createdBy))
                if let comment { entry.append("comment", .string(comment)) }
            }
            if isEmpty, !lies.withoutEmptyLayerFlags { entry.append("empty_layer", true) }
            return .object(entry)
        }
        if commentsOnly { entries.removeAll { $0["empty_layer"] == true } }
        if let count = lies.historyCount {
            while entries.count < count { entries.append(["created_by": "RUN /bin/sh -c true # buildkit"]) }
            entries.removeLast(entries.count - count)
        }
        return entries
    }
}

extension JSONValue {
    static func strings(_ list: [String]) -> JSONValue { .array(list.map(JSONValue.string)) }

    /// `{"80/tcp": {}}`, as Go writes a set.
    static func names(_ list: [String]) -> JSONValue {
        .object(JSONObject(list.map { JSONObject.Member(key: $0, value: [:]) }))
    }

    static func pairs(_ list: [(key: String, value: String)]) -> JSONValue {
        .object(JSONObject(list.map { JSONObject.Member(key: $0.key, value: .string($0.value)) }))
    }
}
