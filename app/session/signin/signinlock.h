// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"

#include <QLockFile>

#include <memory>

namespace parley {

/// Held by the one program that fetches a token with, or writes, the saved sign-in of one keychain
/// entry. Never blocks. A program that has died, or has been stopped for longer than StaleAfter,
/// does not hold it any more.
class SignInLock
{
public:
    static constexpr std::chrono::milliseconds PollInterval { 250 };
    static constexpr std::chrono::minutes StaleAfter { 1 };

    /// A file in \a folder; none, and nothing is ever locked, if that is empty or unusable.
    SignInLock(const QString &folder, const QString &key, Clock &clock);

    [[nodiscard]] bool isUsable() const { return m_file != nullptr; }
    [[nodiscard]] bool isHeld() const { return m_file && m_file->isLocked(); }
    /// True also where no lock file can be made: a full disk must not prevent the sign-in.
    [[nodiscard]] bool tryAcquire();
    /// Calls \a then once, later, when tryAcquire() has worked, unless \a context is destroyed
    /// first.
    void acquire(QObject *context, const std::function<void()> &then);
    void release();

private:
    Clock &m_clock;
    std::unique_ptr<QLockFile> m_file;
};

} // namespace parley
