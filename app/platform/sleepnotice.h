// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <memory>

namespace parley {

/// The system's word that the machine has woken, where it gives one: logind on Linux,
/// WM_POWERBROADCAST on Windows, NSWorkspace on macOS. A hint only: the heartbeat of
/// the token's manager finds out without it.
class SleepNotice final : public QObject
{
    Q_OBJECT

public:
    explicit SleepNotice(QObject *parent = nullptr);
    ~SleepNotice() override;

Q_SIGNALS:
    void woke(); ///< in the thread of this object

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace parley
