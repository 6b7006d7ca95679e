#!/bin/sh
set -e
if [ "$(id -u)" = 0 ]; then
    chown -R postgres /var/lib/postgresql/data
    exec gosu postgres "$0" "$@"
fi
exec "$@"
