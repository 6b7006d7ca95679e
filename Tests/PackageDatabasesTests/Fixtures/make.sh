#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes the databases beside this script. Needs rpm, rpm-build, sqlite3, perl with DB_File, python3.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

spec() { # name, extra header lines, extra install, extra files
    cat <<SPEC
Name: $1
Version: 1.2
Release: 3
Summary: A package for tests
License: MIT
BuildArch: noarch
$2
%description
A package for tests.
%install
mkdir -p %{buildroot}/usr/share/$1 %{buildroot}/etc %{buildroot}/usr/bin
echo hello > %{buildroot}/usr/share/$1/hello.txt
echo conf > %{buildroot}/etc/$1.conf
$3
%files
%dir /usr/share/$1
/usr/share/$1/hello.txt
%config(noreplace) /etc/$1.conf
$4
SPEC
}
spec alpha 'Epoch: 2
Requires: beta
Requires: /usr/bin/betatool
Recommends: gamma
Requires: (gamma >= 1 or delta)' '' '%ghost /var/run/alpha.pid' > alpha.spec
spec beta '' 'echo tool > %{buildroot}/usr/bin/betatool' '/usr/bin/betatool' > beta.spec
for name in alpha beta; do
    rpmbuild -bb --quiet --define "_topdir $work/top" --define '_buildhost localhost' "$name.spec"
done
rpm --define '_db_backend sqlite' --dbpath "$work/db" --justdb --nodeps -i top/RPMS/noarch/*.rpm

rm -f "$here/rpmdb.sqlite" "$here/history.sqlite" "$here/Packages" "$here/Packages.db"
# The tables that are read, in small pages, so that headers overflow.
sqlite3 "$here/rpmdb.sqlite" "pragma page_size=1024; vacuum; attach 'db/rpmdb.sqlite' as o;
create table 'Packages' (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL);
insert into Packages select hnum, blob from o.Packages;"
sqlite3 "$here/rpmdb.sqlite" "select writefile('blob' || hnum, blob) from Packages" > /dev/null

# Berkeley DB, written by libdb as rpm 4.15 and older did.
perl -MDB_File -MFcntl -e '
    my $info = DB_File::HASHINFO->new; $info->{bsize} = 4096;
    tie(my %h, "DB_File", $ARGV[0], O_RDWR | O_CREAT, 0644, $info) or die $!;
    for my $n (1, 2) { open(my $f, "<:raw", "blob$n") or die; local $/; $h{pack("V", $n)} = <$f>; }
    $h{pack("V", 0)} = pack("V", 3);
    untie %h;' "$here/Packages"

# ndb, by its layout: header, slots, blobs.
python3 - "$here/Packages.db" <<'PYTHON'
import struct, sys
out = bytearray(4096)
struct.pack_into("<IIIII", out, 0, 0x506D7052, 0, 1, 1, 3)
position = 32
for number in (1, 2):
    blob = open(f"blob{number}", "rb").read()
    start, blocks = len(out), (16 + len(blob) + 12 + 15) // 16
    struct.pack_into("<IIII", out, position, 0x746F6C53, number, start // 16, blocks)
    position += 16
    out += struct.pack("<IIII", 0x53626C42, number, 1, len(blob)) + blob
    out += b"\0" * (blocks * 16 - 28 - len(blob)) + struct.pack("<III", 0, len(blob), 0x45626C42)
for position in range(position, 4096, 16):
    struct.pack_into("<IIII", out, position, 0x746F6C53, 0, 0, 0)
open(sys.argv[1], "wb").write(out)
PYTHON

# dnf 4's history: alpha came as a dependency first and was asked for later; rows enough for inner pages.
sqlite3 "$here/history.sqlite" "pragma page_size=512; vacuum;
create table rpm (item_id INTEGER UNIQUE NOT NULL, name TEXT NOT NULL, epoch INTEGER NOT NULL, version TEXT NOT NULL,
    release TEXT NOT NULL, arch TEXT NOT NULL, CONSTRAINT one UNIQUE (name, epoch, version, release, arch));
create table trans_item (id INTEGER PRIMARY KEY AUTOINCREMENT, trans_id INTEGER, item_id INTEGER, repo_id INTEGER,
    action INTEGER NOT NULL, reason INTEGER NOT NULL, state INTEGER NOT NULL);
insert into rpm values (1, 'alpha', 2, '1.2', '3', 'noarch'), (2, 'beta', 0, '1.2', '3', 'noarch');
insert into trans_item values (1, 1, 1, 1, 1, 1, 1), (2, 1, 2, 1, 1, 1, 1), (2000, 2, 1, 1, 1, 2, 1);
with recursive n(i) as (select 10 union all select i + 1 from n where i < 400)
insert into trans_item select i, 1, 1 + i % 2, 1, 1, 1, 1 from n;"
ls -l "$here"
