#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
#
# run.sh DIR NAME: lets one fuzzer look for PARLEY_FUZZ_SECONDS (15) for an input that breaks something.
# 77 is a crash to libFuzzer and 'skipped' to CTest, hence -error_exitcode.
# What it finds stays in DIR/findings; copy it into the corpus and mend what it broke.
set -euo pipefail
directory=$1 name=$2
corpus=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/corpus/$name

if [[ -e $directory/unavailable ]]; then
    echo "skipped: $(cat "$directory/unavailable")"
    exit 77
fi
mkdir -p "$directory/grown/$name" "$directory/findings"
exec env ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
    QT_LOGGING_RULES='parley.*=false' \
    "$directory/fuzzers/fuzz_$name" "$directory/grown/$name" "$corpus" \
    -max_total_time="${PARLEY_FUZZ_SECONDS:-15}" -timeout=60 -max_len=16384 -rss_limit_mb=1024 \
    -error_exitcode=1 -print_final_stats=1 -verbosity=0 -artifact_prefix="$directory/findings/$name-"
