# Images whose sums are known beforehand; sourced by make.sh. Every byte count stands in README.md.
# $root is the file system of the image in the making.

filled() { # path size: a file of exactly that size, whose bytes are its own
    mkdir -p "$root/$(dirname "$1")"
    printf "%-$2s" "$1" > "$root/$1"
}

begin() { # name
    known=$1 from=scratch
}

step() { # created-by command...: one layer
    local made_by=$1 container
    shift
    container=$(buildah "${store[@]}" from --pull-never "$from")
    root=$(buildah "${store[@]}" mount "$container")
    "$@"
    buildah "${store[@]}" config --created-by "$made_by" "$container"
    buildah "${store[@]}" commit --quiet --rm --format docker --timestamp "$SOURCE_DATE_EPOCH" \
        "$container" "localhost/$known" >/dev/null
    from=localhost/$known
}

finish() { # transport:suffix
    fix_ids "$known:latest"
    skopeo copy --quiet "$(in_store "$known:latest")" "${1%%:*}:$out/$known.${1#*:}:localhost/$known:latest" >/dev/null
}

four_files() { filled srv/a 1000; filled srv/b 2000; filled srv/lib/c 3000; filled srv/lib/d 6000; }
give_away() { chown -R 1001:1001 "$root/srv"; }
with_cache() { filled srv/keep 1000; filled srv/cache/a 2000; filled srv/cache/b 3000; filled srv/cache/deep/c 4000; }
without_cache() { rm -rf "$root/srv/cache"; filled srv/new 500; }
one_file() { filled srv/old/data 5000; filled srv/old/other 100; }
move_it() { mkdir "$root/srv/new"; mv "$root/srv/old/data" "$root/srv/new/data"; }
two_in_a_folder() { filled data/a 1000; filled data/b 2000; }
new_folder() { rm -rf "$root/data"; filled data/a 1500; }

distroless() {
    local status=$root/var/lib/dpkg/status.d name
    mkdir -p "$status" "$root/etc"
    printf 'root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n' > "$root/etc/passwd"
    printf 'root:x:0:\nnonroot:x:65532:\n' > "$root/etc/group"
    filled usr/share/zoneinfo/UTC 114
    filled usr/lib/x86_64-linux-gnu/libc.so.6 1900
    filled usr/lib/x86_64-linux-gnu/libm.so.6 900
    printf 'PRETTY_NAME="Distroless"\nNAME="Debian GNU/Linux"\nID="debian"\nVERSION_ID="12"\n' > "$root/etc/os-release"
    distroless_package base-files 12.4+deb12u11 "" etc/os-release
    distroless_package tzdata 2025b-0+deb12u1 "" usr/share/zoneinfo/UTC
    distroless_package libc6 2.36-9+deb12u10 "libgcc-s1, libcrypt1" \
        usr/lib/x86_64-linux-gnu/libc.so.6 usr/lib/x86_64-linux-gnu/libm.so.6
}

distroless_package() { # name version depends file...
    local name=$1 version=$2 depends=$3 status=$root/var/lib/dpkg/status.d
    shift 3
    printf 'Package: %s\nVersion: %s\nArchitecture: amd64\nMaintainer: nobody <nobody@shop.example>\n%sDescription: part of a test image\n' \
        "$name" "$version" "${depends:+Depends: $depends$'\n'}" > "$status/$name"
    (cd "$root" && md5sum "$@") > "$status/$name.md5sums"
}

server() { mkdir -p "$root/app"; install -m 755 "$work/content/mnt/packages/nodejs/usr/bin/node" "$root/app/server"; }

rpm_package() { # name content-size requires
    local top=$work/rpm
    mkdir -p "$top"
    printf '%s\n' "Name: $1" "Version: 1.4.0" "Release: 1" "Summary: $1" "License: MIT" "BuildArch: noarch" ${3:+"Requires: $3"} \
        '%description' "Part of a test image." '%install' 'mkdir -p %{buildroot}/usr/share/shop' \
        "printf '%-${2}s' '$1' > %{buildroot}/usr/share/shop/$1" '%files' "/usr/share/shop/$1" > "$top/$1.spec"
    rpmbuild -bb --quiet --define "_topdir $top" --define '_buildhost localhost' \
        --define 'use_source_date_epoch_as_buildtime 1' --define 'clamp_mtime_to_source_date_epoch 1' "$top/$1.spec"
}

rpm_install() { # name
    mkdir -p "$root/etc"
    printf 'NAME="Shop Linux"\nID=shop\nID_LIKE="fedora"\nVERSION_ID=9\n' > "$root/etc/os-release"
    rpm --root "$root" --dbpath /var/lib/rpm -i "$work/rpm/RPMS/noarch/$1-1.4.0-1.noarch.rpm" 2>/dev/null ||
        fail "rpm could not install $1 into the test image"
    # One database file without its journal, the same on every run.
    sqlite3 "$root/var/lib/rpm/rpmdb.sqlite" 'PRAGMA journal_mode=DELETE; VACUUM;' >/dev/null
}

make_known() {
    begin known-chown
    step 'COPY dir:srv in /srv' four_files
    step '/bin/sh -c chown -R 1001:1001 /srv' give_away
    finish docker-archive:tar

    begin known-removed
    step 'COPY dir:srv in /srv' with_cache
    step '/bin/sh -c rm -rf /srv/cache && make-new' without_cache
    finish docker-archive:tar

    begin known-moved
    step 'COPY dir:srv in /srv' one_file
    step '/bin/sh -c mkdir /srv/new && mv /srv/old/data /srv/new/data' move_it
    finish docker-archive:tar

    begin known-distroless
    step 'bazel build //base' distroless
    step 'COPY server /app/server' server
    buildah "${store[@]}" from --name last --pull-never "$from" >/dev/null
    buildah "${store[@]}" config --user 65532 --entrypoint '["/app/server"]' --created-by 'USER 65532' last
    buildah "${store[@]}" commit --quiet --rm --format docker --timestamp "$SOURCE_DATE_EPOCH" last "localhost/$known" >/dev/null
    finish docker-archive:tar

    rpm_package shop-data 1200 ""
    rpm_package shop-server 800 shop-data
    begin known-rpm
    step 'ADD file:rpm-root in /' rpm_install shop-data
    step '/bin/sh -c dnf install -y shop-server' rpm_install shop-server
    finish oci-archive:oci-archive.tar

    build "$work/content" known-apk "$work/content/alpine"
    known=known-apk
    finish docker-archive:tar

    # Only the overlay driver writes opaque markers.
    use_store overlay
    begin known-opaque
    step 'COPY dir:data in /data' two_in_a_folder
    step '/bin/sh -c rm -rf /data && mkdir /data && fill /data/a' new_folder
    finish docker-archive:tar
    use_store vfs
}
