#!/bin/bash
# Holds `dunnage fix` against the truth: fix_proof.sh [APP…], as root on Debian 12. Needs the package mirror, and PyPI
# for python.
#
# Builds each app in one careless stage from a directory as developers have it (.git, .env, editors' settings, logs),
# writes the Dockerfile that `dunnage fix` prints for it, builds that as it was printed, and asks two things of the result:
# its size is the predicted one, within a tenth, and the app still starts and answers, as it did before. Then the
# .dockerignore that `fix` prints is laid into that directory and the careless Dockerfile built again: nothing of what
# lies there beside the app may come into the image, and the app answers. Writes a table; exits with 1 when one fails.
#
#   DUNNAGE=FILE   the program to ask (default: .build/release/dunnage)
#   KEEP=1         keep archives, Dockerfiles and layers in Benchmarks/.corpus/fix, for a quicker run after this one
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
program=fix_proof.sh
work=$here/.corpus/fix
all=(node python java go c php ruby)
apps=("$@")
[ $# -gt 0 ] || apps=("${all[@]}")
. "$here/estimates/builder.sh"
prepare_builder
base bench-debian

# NAME: builds the careless Dockerfile from the directory as it is.
single() {
    build "${mounts[@]}" --build-arg BASE=localhost/bench-debian -f "$recipes/single" -t "localhost/$1" "$context"
    export_image "$1"
}

# NAME: what came into the image of what is no part of the app.
came() {
    local container mounted directory ok=0
    container=$(buildah "${store[@]}" from --pull-never "localhost/$1")
    mounted=$(buildah "${store[@]}" mount "$container")
    directory=$(buildah "${store[@]}" inspect --type image "localhost/$1" | python3 -c '
import json, sys
print(json.load(sys.stdin)["Docker"]["config"]["WorkingDir"])')
    python3 "$here/estimates/clutter.py" "$context" "$mounted$directory" || ok=1
    buildah "${store[@]}" rm "$container" >/dev/null
    return $ok
}

# NAME APP: runs the image's own command as the image's own user until the app answered, or not.
answers() {
    local container mounted command=() ok=1
    container=$(buildah "${store[@]}" from --pull-never "localhost/$1")
    mapfile -d '' command < <(buildah "${store[@]}" inspect --type image "localhost/$1" | python3 -c '
import json, sys
config = json.load(sys.stdin)["Docker"]["config"]
for word in (config.get("Entrypoint") or []) + (config.get("Cmd") or []):
    sys.stdout.write(word + "\0")')
    timeout 60 buildah "${store[@]}" run "$container" -- "${command[@]}" >"$work/$1.log" 2>&1 &
    local running=$!
    "$here/estimates/$2/answers" "$work/$1.log" && ok=0
    kill "$running" 2>/dev/null || true
    wait "$running" 2>/dev/null || true
    buildah "${store[@]}" rm "$container" >/dev/null
    return $ok
}

for app in "${apps[@]}"; do
    echo "building $app" >&2
    prepare_app "$app"
    rm -rf "$work/working-$app"
    cp -r "$context" "$work/working-$app"
    context=$work/working-$app
    python3 "$here/estimates/clutter.py" "$context"
    single "$app-single"
    "$dunnage" fix "$work/$app-single.tar" --only dockerfile >"$work/$app.Dockerfile"
    mkdir -p "$work/empty"
    # As printed: the finished image stands for the first stage, and nothing comes from the context.
    build -f "$work/$app.Dockerfile" -t "localhost/$app-fixed" "$work/empty"
    export_image "$app-fixed"
    "$dunnage" fix "$work/$app-single.tar" --only dockerignore >"$context/.dockerignore"
    single "$app-ignored"
    came "$app-ignored" >"$work/$app-ignored.came" && echo yes >"$work/$app-ignored.clean" || echo no >"$work/$app-ignored.clean"
    for kind in single fixed ignored; do
        answers "$app-$kind" "$app" && echo yes >"$work/$app-$kind.answers" || echo no >"$work/$app-$kind.answers"
    done
done
python3 "$here/estimates/fix_table.py" "$work" "${apps[@]}"
