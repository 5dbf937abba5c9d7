// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "mainwindow/mainwindowparts.h"

#include "text/accounttexts.h"

using namespace Qt::StringLiterals;

namespace parley::ui {

QString MainWindowParts::place() const
{
    return isDemo ? tr("Demo") : AccountTexts::place(session.config().tokenUrl);
}

QString MainWindowParts::account() const
{
    const SessionConfig &config = session.config();
    return isDemo ? "demo "_L1 + config.identity : config.keychainKey();
}

} // namespace parley::ui
