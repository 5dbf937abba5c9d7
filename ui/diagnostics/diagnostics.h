// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

namespace parley {
class Session;
}

namespace parley::ui {

/// For a report of a problem: versions, the desktop, the state of connection and token, the last
/// lines of the log. English, without names, addresses, secrets and messages.
[[nodiscard]] QString diagnosticsText(Session &session, const QStringList &log);

} // namespace parley::ui
