// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <memory>
#include <optional>

namespace parley {

/// Whether the desktop asks for dark windows, and when that changes, where Qt itself does not tell:
/// on Linux by the settings portal (org.freedesktop.appearance), which Qt asks from 6.5 on only.
/// Answers come later.
class SystemScheme final : public QObject
{
    Q_OBJECT

public:
    explicit SystemScheme(QObject *parent = nullptr);
    ~SystemScheme() override;

    /// Empty: the desktop has not said.
    [[nodiscard]] std::optional<bool> isDark() const { return m_isDark; }
    /// Source: the portal's 'color-scheme'. 1: dark, 2: light; anything else is no preference.
    void take(unsigned value);

Q_SIGNALS:
    void changed();

private:
    /// What calls take(), if the system has such a thing.
    [[nodiscard]] std::unique_ptr<QObject> makeSource();

    std::unique_ptr<QObject> m_source;
    std::optional<bool> m_isDark;
};

} // namespace parley
