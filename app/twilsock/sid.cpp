// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "twilsock/sid.h"

#include <algorithm>

namespace parley {

bool isSid(QStringView text, QLatin1String prefix)
{
    return text.startsWith(prefix) && looksLikeSid(text);
}

bool looksLikeSid(QStringView text)
{
    const auto isCapital = [](QChar c) { return c >= u'A' && c <= u'Z'; };
    const auto isHexDigit = [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
    };
    return text.size() == 34 && isCapital(text.at(0)) && isCapital(text.at(1))
        && std::all_of(text.begin() + 2, text.end(), isHexDigit);
}

} // namespace parley
