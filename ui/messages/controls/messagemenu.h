// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "messages/controls/messageaction.h"
#include "messages/row/rowlayout.h"

#include <QMenu>

namespace parley::ui {

/// The context menu of one message. Deletes itself when it is closed.
class MessageMenu final : public QMenu
{
    Q_OBJECT

public:
    enum class Copied { SelectedText, WholeText };
    struct Options
    {
        Copied copied = Copied::WholeText;
        Changeable changeable = Changeable::Yes;
        QString readers {}; ///< of an own message
    };

    /// \a hit is what the menu was asked for at; \a position (global) is where the menu opens.
    MessageMenu(const RowLayout &layout, const RowHit &hit, const Options &options,
                const QPoint &position, QWidget *parent);

Q_SIGNALS:
    void actionRequested(const parley::ui::MessageAction &action);
    void copyRequested();
    /// The message is to be chosen, to do something with several at once.
    void selectRequested();

private:
    void addChanges(const MessageRow &row, const QPoint &position);
    void addMediaActions(const MessageRow &row);
    void addOwnActions(const MessageRow &row);
    void addRequest(const QString &text, const MessageAction &action);
};

} // namespace parley::ui
