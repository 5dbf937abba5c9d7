// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QString>

#include <functional>

namespace parley {

/// What the system's keychain says of one entry beside the answer to a job of QtKeychain. That
/// answer is 'not found' also for an entry that is locked, when the user has closed the dialog.
enum class KeychainState {
    Unknown, ///< this system has no way to tell, or the keychain does not answer
    NoService, ///< no keychain runs, and the system cannot start one
    NoEntry,
    HasEntry, ///< locked or not
};

/// Asks for the entry that QtKeychain keeps for \a user in \a service; opens no dialog. Calls \a
/// done once, later, unless \a context is destroyed first.
void askKeychain(const QString &service, const QString &user, QObject *context,
                 std::function<void(KeychainState)> done);

/// The keychain answers, and yet the library that talks to it fails: it may go on with a service
/// that has been restarted meanwhile. Makes it begin anew. False: this system has no such library.
[[nodiscard]] bool renewKeychainConnection();

} // namespace parley
