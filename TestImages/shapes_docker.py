"""The shapes of `docker save` before blobs, and of the tools that write manifest.json and plain names."""
import io
import json
import tarfile
import zipfile

from planted import stream
from repack import WHEN, Image, Tar, dump, gz, layer_of, sha

def v1_ids(image):
    """Ids of the pre-content-addressable kind: a chain over parent and layer, unlike any diffID."""
    ids, parent = [], ""
    for number, layer in enumerate(image.layers):
        parent = sha(f"{parent} {number} {sha(layer)}".encode())
        ids.append(parent)
    return ids


def docker24(image, tag):
    """Docker 1.10 to 24: ID/VERSION, ID/json, ID/layer.tar; a repeated layer is a relative symlink."""
    ids, first, members = v1_ids(image), {}, {}
    for number, (id, layer) in enumerate(zip(ids, image.layers)):
        v1 = {"id": id, "created": WHEN, "container_config": {"Cmd": None}, "os": "linux"}
        if number:
            v1["parent"] = ids[number - 1]
        if number == len(ids) - 1:
            v1.update(config=image.config["config"], architecture="amd64")
        members[id] = (dump(v1), (f"../{first[layer]}/layer.tar",) if layer in first else layer)
        first.setdefault(layer, id)
    config = dump(image.config)
    tar = Tar()
    for id in sorted(members):
        v1, layer = members[id]
        tar.folder(id)
        tar.file(f"{id}/VERSION", b"1.0")
        tar.file(f"{id}/json", v1)
        if isinstance(layer, tuple):
            tar.link(f"{id}/layer.tar", layer[0])
        else:
            tar.file(f"{id}/layer.tar", layer)
    name, version = tag.split(":")
    tar.file(f"{sha(config)}.json", config)
    tar.file("manifest.json", dump([{"Config": f"{sha(config)}.json", "RepoTags": [tag],
                                     "Layers": [f"{id}/layer.tar" for id in ids]}]))
    tar.file("repositories", dump({name: {version: ids[-1]}}))
    return tar.bytes()


def docker19(image, tag):
    """Before Docker 1.10: no manifest.json, no config file; every instruction is a layer, joined by `parent`."""
    tar, parent, layers = Tar(), None, iter(image.layers)
    for number, step in enumerate(image.config["history"]):
        layer = bytes(1024) if step.get("empty_layer") else next(layers)
        id = sha(f"{parent} {number} {sha(layer)}".encode())
        command = step["created_by"].removeprefix("/bin/sh -c ").rstrip()
        v1 = {"id": id, "created": step["created"], "docker_version": "1.9.1", "architecture": "amd64", "os": "linux",
              "container_config": {"Cmd": ["/bin/sh", "-c", command]}, "config": image.config["config"],
              "Size": len(layer)}
        if parent:
            v1["parent"] = parent
        tar.folder(f"{id}/")
        tar.file(f"{id}/VERSION", b"1.0")
        tar.file(f"{id}/json", dump(v1))
        tar.file(f"{id}/layer.tar", layer)
        parent = id
    name, version = tag.split(":")
    tar.file("repositories", dump({name: {version: parent}}))
    return tar.bytes()


def foreign(image, tag):
    """Docker 24 with a foreign first layer: listed in manifest.json and LayerSources, absent from the archive."""
    layers = [image.layers[0][::-1], *image.layers[1:]]
    whole = docker24(image.with_layers(layers), tag)
    absent = v1_ids(image.with_layers(layers))[0] + "/layer.tar"
    source = {"sha256:" + sha(layers[0]): {
        "mediaType": "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip", "size": 1024,
        "digest": "sha256:" + stream("foreign", 32).hex(), "urls": ["https://layers.example/base.tar.gz"]}}
    tar = Tar()
    with tarfile.open(fileobj=io.BytesIO(whole)) as old:
        for info in old:
            if info.name == absent:
                continue
            data = old.extractfile(info).read() if info.isreg() else b""
            if info.name == "manifest.json":
                document = json.loads(data)
                document[0]["LayerSources"] = source
                data = dump(document)
            info.size = len(data)
            tar.tar.addfile(info, io.BytesIO(data))
    return tar.bytes()


def crane(image, tag, suffix="tar.gz"):
    """crane and everything on go-containerregistry: the config is named sha256:HEX, layers by their stored digest."""
    tar, config, names = Tar(), dump(image.config), []
    tar.file(f"sha256:{sha(config)}", config)
    for layer in image.layers:
        blob = gz(layer)
        name = f"{sha(blob)}.{suffix}"
        if name not in names:
            tar.file(name, blob)
        names.append(name)
    tar.file("manifest.json", dump([{"Config": f"sha256:{sha(config)}", "RepoTags": [tag], "Layers": names}]))
    return tar.bytes()


def kaniko(image, tag):
    """kaniko: crane's shape, layers that start with an entry for / and hard links to absolute targets."""
    layers = []
    for layer in image.layers:
        tar = Tar()
        tar.folder("/")
        with tarfile.open(fileobj=io.BytesIO(layer)) as source:
            for info in source:
                tar.tar.addfile(info, source.extractfile(info) if info.isreg() else None)
        layers.append(tar.bytes())
    extra = Tar()
    extra.folder("/")
    extra.file("app/dist/health.js", b"'use strict';\nexports.health = () => 'ok';\n")
    extra.link("app/dist/ready.js", "/app/dist/health.js", tarfile.LNKTYPE)
    other = image.with_layers(layers).add(extra.bytes(), "RUN ln dist/health.js dist/ready.js")
    nop = "/bin/sh -c #(nop) "
    for step in other.config["history"]:
        step.update(author="kaniko", created_by=step["created_by"].removeprefix(nop).rstrip())
    # kaniko keeps no history of ENV and USER: only the config tells.
    other.config["history"] = [step for step in other.config["history"]
                               if not step["created_by"].startswith(("ENV", "USER"))]
    return crane(other, tag)


def jib(elf):
    """jib: lower-case keys, config.json, no base; layers by kind of file, history that names the plugin."""
    jar = io.BytesIO()
    with zipfile.ZipFile(jar, "w") as archive:
        for name, body in {"META-INF/MANIFEST.MF": "Manifest-Version: 1.0\nImplementation-Version: 2.0.13\n",
                           "META-INF/maven/org.slf4j/slf4j-api/pom.properties":
                               "groupId=org.slf4j\nartifactId=slf4j-api\nversion=2.0.13\n",
                           "org/slf4j/Logger.class": "\xca\xfe\xba\xbe"}.items():
            archive.writestr(zipfile.ZipInfo(name), body.encode("latin-1"))
    layers = {"base": layer_of({"opt/java/bin/java": elf, "etc/passwd": b"root:x:0:0:root:/root:/sbin/nologin\n"
                                                                       b"nonroot:x:65532:65532::/:/sbin/nologin\n"}),
              "dependencies": layer_of({"app/libs/slf4j-api-2.0.13.jar": jar.getvalue()}),
              "resources": layer_of({"app/resources/application.properties": b"server.port=8080\n"}),
              "classes": layer_of({"app/classes/com/example/Shop.class": b"\xca\xfe\xba\xbe\0\0\0\x41"})}
    config = {"created": "1970-01-01T00:00:00Z", "architecture": "amd64", "os": "linux",
              "config": {"Env": [], "Entrypoint": ["/opt/java/bin/java", "-cp", "/app/resources:/app/classes:/app/libs/*",
                                                   "com.example.Shop"], "User": "65532", "ExposedPorts": {"8080/tcp": {}},
                         "Labels": {}, "Volumes": {}},
              "history": [{"created": "1970-01-01T00:00:00Z", "author": "Jib", "created_by": "jib-maven-plugin:3.4.3",
                           "comment": name} for name in layers],
              "rootfs": {"type": "layers", "diff_ids": []}}
    image = Image(config, []).with_layers(list(layers.values()))
    tar, names = Tar(), []
    for layer in image.layers:
        blob = gz(layer)
        names.append(f"{sha(blob)}.tar.gz")
        tar.file(names[-1], blob)
    tar.file("config.json", dump(image.config))
    tar.file("manifest.json", dump([{"config": "config.json", "repoTags": ["shop-java:latest"], "layers": names}]))
    return tar.bytes()


def rules_oci(image, tag):
    """Bazel's rules_oci: manifest.json comes first, blobs/sha256/HEX.tar.gz after it."""
    tar, config = Tar(), dump(image.config)
    blobs = {f"blobs/sha256/{sha(gz(layer))}.tar.gz": gz(layer) for layer in image.layers}
    tar.file("manifest.json", dump([{"Config": f"blobs/sha256/{sha(config)}", "RepoTags": [tag], "Layers": list(blobs)}]))
    tar.file(f"blobs/sha256/{sha(config)}", config)
    for name, blob in blobs.items():
        tar.file(name, blob)
    return tar.bytes()


def nix(elf):
    """nixpkgs streamLayeredImage: HEX/layer.tar, absolute member names, history that has only a comment."""
    musl = "/nix/store/" + "a8s0l9v5c2m4n6p8q1r3t5w7y9b2d4f6" + "-musl-1.2.5"
    shop = "/nix/store/" + "c4d6f8h1j3k5m7n9p2q4s6v8x1z3b5d7" + "-shop-1.4.0"
    layers = [layer_of({"/nix": None, "/nix/store": None, musl: None, musl + "/lib": None, musl + "/lib/libc.so": elf}),
              layer_of({"/nix": None, "/nix/store": None, shop: None, shop + "/bin": None, shop + "/bin/shop": elf + b"shop",
                        shop + "/share": None, shop + "/share/price.json": b'{"tenth": 0.9}\n'}),
              layer_of({"/bin": None, "/bin/shop": (shop + "/bin/shop",), "/tmp": None})]
    config = {"created": "1970-01-01T00:00:01+00:00", "architecture": "amd64", "os": "linux",
              "config": {"Cmd": [shop + "/bin/shop"]},
              "history": [{"created": "1970-01-01T00:00:01+00:00", "comment": f"store paths: ['{path}']"}
                          for path in (musl, shop, "/nix/store/" + "f1" * 16 + "-customisation-layer")],
              "rootfs": {"type": "layers", "diff_ids": []}}
    image = Image(config, []).with_layers(layers)
    tar, data = Tar(), dump(config | {"rootfs": image.config["rootfs"]})
    for layer in layers:
        tar.file(f"{sha(layer)}/layer.tar", layer)
    tar.file(f"{sha(data)}.json", data)
    tar.file("manifest.json", dump([{"Config": f"{sha(data)}.json", "RepoTags": ["shop:nix"],
                                     "Layers": [f"{sha(layer)}/layer.tar" for layer in layers]}]))
    return tar.bytes()
