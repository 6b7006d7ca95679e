#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Fuzzes the readers with libFuzzer and AddressSanitizer: SECONDS for each target, seeds from TestImages.
# What is found lies in .build/fuzz/found/ and is to become a test.
# usage: scripts/fuzz.sh SECONDS [TARGET…]        targets: archive layer document package
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:?usage: scripts/fuzz.sh SECONDS [TARGET…]}; shift
targets=("$@"); [ ${#targets[@]} -gt 0 ] || targets=(archive layer document package)
work=.build/fuzz
export DUNNAGE_FUZZ=1
swift build -c release --product Fuzzing --scratch-path "$work/build" \
    -Xswiftc -sanitize=fuzzer,address -Xswiftc -use-ld=lld
fuzzing=$(find "$work/build" -type f -name Fuzzing -perm -u+x | head -1)
mkdir -p "$work/found"
# The allocator that Swift's runtime starts with is not ASan's, and its leaks are not ours.
export ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1:handle_sigbus=0
"$fuzzing" seeds "$work/seeds" TestImages/*.tar TestImages/*.tar.*
status=0
for target in "${targets[@]}"; do
    mkdir -p "$work/corpus/$target" "$work/found/$target"
    echo "== $target: $seconds s, $(find "$work/seeds/$target" -type f | wc -l) seeds"
    nice "$fuzzing" "$target" -max_total_time="$seconds" -timeout=30 -rss_limit_mb=2048 -max_len=131072 \
        -print_final_stats=1 -artifact_prefix="$work/found/$target/" "$work/corpus/$target" "$work/seeds/$target" \
        > "$work/$target.log" 2>&1 || { status=1; echo "found something:"; tail -40 "$work/$target.log"; }
    grep -E "stat::(number_of_executed_units|average_exec_per_sec|peak_rss_mb)|DONE" "$work/$target.log" || true
done
exit $status
