// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/session.h"

#include <QString>

namespace parley::ui {

/// What a sign-in page asks for. Holds a secret: never logged, not kept longer than needed.
struct SignInRequest
{
    SessionConfig config {};
    QString secret {};
    bool remember = true;
};

} // namespace parley::ui
