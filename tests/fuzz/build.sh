#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
#
# build.sh DIR [ARGS]: builds the fuzzers in DIR with the preset 'fuzz' and ARGS for CMake, where
# ninja and clang++ with libFuzzer are installed; else there is nothing to do, and run.sh says so.
set -euo pipefail
directory=$1
shift
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."

mkdir -p "$directory"
rm -f "$directory/unavailable"
if ! command -v clang++ >/dev/null; then
    echo "clang++ is not installed" | tee "$directory/unavailable"
    exit 0
fi
if ! command -v ninja >/dev/null && ! command -v ninja-build >/dev/null; then
    echo "ninja is not installed" | tee "$directory/unavailable"
    exit 0
fi
echo 'extern "C" int LLVMFuzzerTestOneInput(const unsigned char *, unsigned long) { return 0; }' \
    >"$directory/probe.cpp"
if ! clang++ -fsanitize=fuzzer,address,undefined "$directory/probe.cpp" -o "$directory/probe"; then
    echo "this clang++ has no libFuzzer" | tee "$directory/unavailable"
    exit 0
fi
cmake --preset fuzz -B "$directory" "$@" --log-level=WARNING >/dev/null
cmake --build "$directory" --target fuzzers --parallel "$(nproc)"
