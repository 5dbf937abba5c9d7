// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/httptokenprovider.h"

#include <QNetworkRequest>

namespace parley::tokenrequest {

/// One request to a token end point as the contract has it, for the endpoint doctor: it wants to
/// see the answer itself, of which HttpTokenProvider tells the meaning only.
[[nodiscard]] QNetworkRequest make(const QUrl &url, TokenAuth auth, const QString &user,
                                   const QString &secret);
/// Ends the \a session of an answer (DELETE).
[[nodiscard]] QNetworkRequest makeRevocation(const QUrl &url, const QString &session);

} // namespace parley::tokenrequest
