// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/http/httpdate.h"
#include "token/http/tokenanswer.h"
#include "token/isotime.h"

#include <cstdint>

using namespace parley;

/// A header `Date` or `Retry-After`.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), qsizetype(size));
    if (const auto date = parseHttpDate(input))
        Q_ASSERT(isoTime(*date).size() == 24);
    const WallTime now { std::chrono::seconds(1767225600) };
    const auto wait = parseRetryAfter(input, now);
    Q_ASSERT(!wait || wait->count() >= 0);
    Q_ASSERT(errorOfStatus(503, input, now).retryAfter == wait);
    return 0;
}
