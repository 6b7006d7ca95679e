#!/bin/bash
# Waits for a word in a log: says.sh LOG WORD
for _ in $(seq 60); do
    if grep -q -- "$2" "$1"; then exit 0; fi
    sleep 0.5
done
exit 1
