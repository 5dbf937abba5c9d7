// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/tokenerror.h"

namespace parley {

[[nodiscard]] inline TokenError malformed(TokenError::Malformation malformation, const char *detail)
{
    return { .code = TokenError::Code::Malformed,
             .malformation = malformation,
             .detail = QLatin1String(detail) };
}

} // namespace parley
