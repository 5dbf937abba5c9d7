// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "application/application.h"

#include <functional>

namespace parley::bench {

/// The whole program with its embedded service in this process, with alice signed in and no
/// keychain.
class DemoProgram final : public QObject
{
public:
    /// Settings and data are in \a folder.
    DemoProgram(QApplication &application, const QString &folder);

    /// \a shown is called when the main window is there. Ends the process where that cannot be.
    void start(const std::function<void()> &shown);
    [[nodiscard]] ui::Application &application() { return m_application; }

private:
    ui::Application m_application;
};

} // namespace parley::bench
