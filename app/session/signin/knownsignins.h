// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QUrl>

#include <memory>
#include <optional>
#include <vector>

class QSettings;

namespace parley {

/// One sign-in that the keychain should have. No secret in it.
struct KnownSignIn
{
    QString key {}; ///< of the keychain entry
    QUrl tokenUrl {}; ///< without query and password
    QString identity {};
    bool isUnfinished = false; ///< a write was begun and never confirmed
    bool isRemovalPending = false; ///< signed out, but the keychain has not confirmed the removal

    bool operator==(const KnownSignIn &) const = default;
};

/// Which sign-ins are saved, so that a first start does not ask the keychain at all and a missing
/// entry can be told from one that never was.
class KnownSignIns
{
public:
    virtual ~KnownSignIns() = default;
    [[nodiscard]] virtual std::vector<KnownSignIn> all() const = 0; ///< the latest first
    /// Adds it or replaces the one of the same key.
    virtual void put(const KnownSignIn &signIn) = 0;
    virtual void remove(const QString &key) = 0;

    [[nodiscard]] std::optional<KnownSignIn> find(const QString &key) const;
};

/// In \a settings, which must outlive it; the file is made readable for the user alone.
[[nodiscard]] std::unique_ptr<KnownSignIns> makeSettingsKnownSignIns(QSettings &settings);

} // namespace parley
