// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/session.h"

#include <QString>
#include <QStringList>
#include <QUrl>

namespace parley::ui {

/// The options of `parley`; see its --help.
struct Options
{
    QUrl tokenUrl {}; ///< empty: the embedded local service
    TokenAuth auth = TokenAuth::Basic;
    QUrl serviceUrl {};
    QString region { QStringLiteral("us1") };
    QString user {};
    bool noKeychain = false;
    QString eventLog {}; ///< empty: none
    QString profile {}; ///< empty: the usual settings and data
    bool isHidden = false; ///< starts without a window, unless the user is needed
    bool isMirrored = false; ///< laid out from right to left
    QString tourFolder {}; ///< empty: no tour
    bool version = false;
    bool help = false;

    QString problem {}; ///< a usage error, English; else empty
    QString helpText {};
};

/// \a arguments with the program's name first.
[[nodiscard]] Options parseOptions(const QStringList &arguments);

} // namespace parley::ui
