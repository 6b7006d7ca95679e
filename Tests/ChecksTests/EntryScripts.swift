// SPDX-License-Identifier: Apache-2.0

/// Entry scripts in the idioms of the images that everybody uses, for tests.
enum EntryScripts {
    /// As PostgreSQL's: functions, a check whether the script is sourced, a second run as the user.
    static let postgres = """
        #!/usr/bin/env bash
        set -Eeo pipefail

        _is_sourced() {
        	[ "${#FUNCNAME[@]}" -ge 2 ] \\
        		&& [ "${FUNCNAME[0]}" = '_is_sourced' ] \\
        		&& [ "${FUNCNAME[1]}" = 'source' ]
        }

        setup_env() {
        	declare -g DATABASE_ALREADY_EXISTS
        	: "${DATABASE_ALREADY_EXISTS:=}"
        	if [ -s "$PGDATA/PG_VERSION" ]; then
        		DATABASE_ALREADY_EXISTS='true'
        	fi
        }

        verify_env() {
        	if [ -z "$POSTGRES_PASSWORD" ] && [ 'trust' != "$POSTGRES_HOST_AUTH_METHOD" ]; then
        		cat >&2 <<-'EOE'
        			Error: no password: exec gosu nobody "$@"
        		EOE
        		exit 1
        	fi
        }

        want_help() {
        	local arg
        	for arg; do
        		case "$arg" in
        			-'?'|--help|--describe-config|-V|--version)
        				return 0
        				;;
        		esac
        	done
        	return 1
        }

        _main() {
        	# an option alone means the server
        	if [ "${1:0:1}" = '-' ]; then
        		set -- postgres "$@"
        	fi

        	if [ "$1" = 'postgres' ] && ! want_help "$@"; then
        		setup_env
        		if [ "$(id -u)" = '0' ]; then
        			exec gosu postgres "$BASH_SOURCE" "$@"
        		fi
        		if [ -z "$DATABASE_ALREADY_EXISTS" ]; then
        			verify_env
        			pg_ctl -D "$PGDATA" -w start
        		fi
        	fi

        	exec "$@"
        }

        if ! _is_sourced; then
        	_main "$@"
        fi
        """

    /// As Redis': one condition for the program and for root.
    static let redis = """
        #!/bin/sh
        set -e
        if [ "${1#-}" != "$1" ] || [ "${1%.conf}" != "$1" ]; then
        	set -- redis-server "$@"
        fi
        if [ "$1" = 'redis-server' -a "$(id -u)" = '0' ]; then
        	find . \\! -user redis -exec chown redis '{}' +
        	exec gosu redis "$0" "$@"
        fi
        um="$(umask)"
        if [ "$um" = '0022' ]; then
        	umask 0077
        fi
        exec "$@"
        """

    /// As Redis' newer one: setpriv, and names that only the start knows.
    static let redisWithSetpriv = """
        #!/bin/sh
        set -e
        CMD=$(realpath $(command -v "$1") 2>/dev/null || :)
        if [ "$CMD" = "/usr/local/bin/redis-server" ] && [ "$(id -u)" = '0' ] && [ -z "$SKIP_DROP_PRIVS" ]; then
        	CAPS_TO_KEEP="chown"
        	exec setpriv --reuid redis --regid redis --clear-groups -- "$0" "$@"
        fi
        exec "$@"
        """

    /// As node's: the program is put before options.
    static let node = """
        #!/bin/sh
        set -e
        if [ "${1#-}" != "${1}" ] || [ -z "$(command -v "${1}")" ] || { [ -f "${1}" ] && ! [ -x "${1}" ]; }; then
          set -- node "$@"
        fi
        exec "$@"
        """

    /// As nginx': scripts of a folder are run first.
    static let nginx = """
        #!/bin/sh
        set -e
        log() {
            if [ -z "${QUIET_LOGS:-}" ]; then
                echo "$@"
            fi
        }
        if [ "$1" = "nginx" ] || [ "$1" = "nginx-debug" ]; then
            if /usr/bin/find "/docker-entrypoint.d/" -mindepth 1 -type f -print -quit 2>/dev/null | read v; then
                find "/docker-entrypoint.d/" -follow -type f -print | sort -V | while read -r f; do
                    case "$f" in
                        *.sh)
                            if [ -x "$f" ]; then
                                log "$0: Launching $f"
                                "$f"
                            else
                                log "$0: Ignoring $f, not executable"
                            fi
                            ;;
                        *) log "$0: Ignoring $f" ;;
                    esac
                done
            else
                log "$0: No files found"
            fi
        fi
        exec "$@"
        """

    /// As Vault's and Consul's: the change of the user is put before the arguments.
    static let vault = """
        #!/usr/bin/dumb-init /bin/sh
        set -e
        if [ "${1:0:1}" = '-' ]; then
            set -- vault "$@"
        fi
        if [ "$1" = 'server' ]; then
            shift
            set -- vault server -config=/vault/config "$@"
        fi
        if [ "$1" = 'vault' ]; then
            if [ "$(id -u)" = '0' ]; then
              set -- su-exec vault "$@"
            fi
        fi
        exec "$@"
        """

    /// A change of the user that an unset variable asks for: never on the way that is taken.
    static let switchedOff = """
        #!/bin/sh
        if [ -n "$RUN_AS_USER" ]; then
            exec gosu "$RUN_AS_USER" "$@"
        fi
        exec "$@"
        """

    /// A change of the user for one step of the preparation alone.
    static let preparation = """
        #!/bin/sh
        gosu app python manage.py migrate
        exec "$@"
        """

    /// A function with a change of the user that nobody calls.
    static let uncalled = """
        #!/bin/sh
        as_user() {
            exec su-exec app "$@"
        }
        exec "$@"
        """

    /// For another program than the image's own.
    static let otherProgram = """
        #!/bin/sh
        case "$1" in
            worker) exec gosu app celery worker ;;
            *) exec "$@" ;;
        esac
        """

    /// Without root nothing is given up.
    static let notRoot = """
        #!/bin/sh
        if [ "$(id -u)" != 0 ]; then
            exec setpriv --reuid app -- "$@"
        fi
        exec "$@"
        """

    /// Two ways, and both give root up.
    static let eitherWay = """
        #!/bin/sh
        if has_capability setpcap; then
            exec setpriv --reuid=app --regid=app --clear-groups "$@"
        else
            exec su-exec app "$@"
        fi
        """
}
