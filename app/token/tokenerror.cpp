// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/tokenerror.h"

#include "token/enumname.h"

namespace parley {

QString codeName(TokenError::Code code)
{
    return enumName(code);
}

QString malformationName(TokenError::Malformation malformation)
{
    return enumName(malformation);
}

} // namespace parley
