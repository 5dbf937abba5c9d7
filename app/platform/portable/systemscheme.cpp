// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/systemscheme.h"

namespace parley {

// QStyleHints tells from Qt 6.5 on; before that the palette has to do.
std::unique_ptr<QObject> SystemScheme::makeSource()
{
    return nullptr;
}

} // namespace parley
