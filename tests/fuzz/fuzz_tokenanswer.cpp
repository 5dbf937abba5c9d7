// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/http/tokenanswer.h"

#include <cstdint>

using namespace parley;

/// First line: the content type; the rest: the body.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), qsizetype(size));
    const qsizetype end = input.indexOf('\n');
    const QByteArray type = end < 0 ? QByteArray() : input.left(end);
    const QByteArray body = input.mid(end + 1);
    const auto answer = readTokenAnswer(type, body);
    if (const auto *error = std::get_if<TokenError>(&answer)) {
        Q_ASSERT(!error->detail.isEmpty());
        Q_ASSERT(error->detail.size() < 200); // none of the body is in it
        return 0;
    }
    const auto &read = std::get<TokenAnswer>(answer);
    Q_ASSERT(read.jwt == read.jwt.trimmed());
    Q_ASSERT(read.session.isEmpty() || isHeaderSafe(read.session));
    return 0;
}
