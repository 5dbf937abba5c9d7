// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/oneshot.h"

#include <QWidget>

namespace parley::ui {

/// Reads new messages out through assistive technology, a few at a time: what comes within a moment
/// is said together, and many are counted instead of read.
class Announcer final : public QWidget
{
    Q_OBJECT

public:
    /// \a clock must outlive this object.
    explicit Announcer(Clock &clock, QWidget *parent = nullptr);

    void add(const QString &author, const QString &text);
    void clear();
    /// What was said last.
    [[nodiscard]] QString said() const { return accessibleName(); }

private:
    void speak();

    OneShot m_delay;
    QStringList m_waiting;
};

} // namespace parley::ui
