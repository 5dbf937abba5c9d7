// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QDBusVariant>
#include <QObject>

#include <optional>

class QDBusConnection;

namespace parley::ui {

/// Whether the desktop asks for dark windows, and when that changes: by the settings portal
/// (org.freedesktop.appearance), which Qt itself asks from 6.5 on only. Answers come later.
class SystemScheme final : public QObject
{
    Q_OBJECT

public:
    explicit SystemScheme(QObject *parent = nullptr);

    /// Empty: the desktop has not said.
    [[nodiscard]] std::optional<bool> isDark() const { return m_dark; }
    /// 1: dark, 2: light; anything else is no preference.
    void take(uint value);

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    // Named in a D-Bus connection, which knows no pointers to members.
    void settingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void ask(const QDBusConnection &bus);

    std::optional<bool> m_dark;
};

} // namespace parley::ui
