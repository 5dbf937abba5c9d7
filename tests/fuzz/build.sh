#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
#
# build.sh DIR: builds the fuzzers in DIR with the preset 'fuzz', where clang++ with libFuzzer is
# installed; else there is nothing to do, and run.sh says so.
set -euo pipefail
directory=$1
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."

mkdir -p "$directory"
rm -f "$directory/unavailable"
if ! command -v clang++ >/dev/null; then
    echo "clang++ is not installed" | tee "$directory/unavailable"
    exit 0
fi
echo 'extern "C" int LLVMFuzzerTestOneInput(const unsigned char *, unsigned long) { return 0; }' \
    >"$directory/probe.cpp"
if ! clang++ -fsanitize=fuzzer,address,undefined "$directory/probe.cpp" -o "$directory/probe"; then
    echo "this clang++ has no libFuzzer" | tee "$directory/unavailable"
    exit 0
fi
cmake --preset fuzz -B "$directory" --log-level=WARNING >/dev/null
cmake --build "$directory" --target fuzzers --parallel "$(nproc)"
