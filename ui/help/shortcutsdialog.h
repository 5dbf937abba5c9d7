// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/dialog.h"

#include <QKeySequence>
#include <QList>

namespace parley::ui {

/// Every key that does something, by what it does.
class ShortcutsDialog final : public Dialog
{
    Q_OBJECT

public:
    struct Entry
    {
        QString what {};
        QString keys {};
    };
    /// \a window: the shortcuts of the window's actions; those of the parts of the window are
    /// known here.
    explicit ShortcutsDialog(const QList<Entry> &window, QWidget *parent = nullptr);

    [[nodiscard]] QList<Entry> entries() const { return m_entries; }

private:
    QWidget *makeGroup(const QString &title, const QList<Entry> &entries);

    QList<Entry> m_entries;
    int m_keysWidth = 0; ///< of the widest ones
};

} // namespace parley::ui
