// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/messagelistmodel.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QString>

class QAbstractItemModel;

namespace parley::ui {

/// What one row of the message view shows, read from a model with MessageListModel's roles.
struct MessageRow
{
    QString sid {};
    QString localId {};
    qint64 index = -1;
    QString author {};
    QString authorName {};
    QString body {};
    QDateTime created {};
    bool edited = false;
    bool own = false;
    chat::Message::Delivery delivery = chat::Message::Delivery::Sent;
    bool readByOthers = false;
    QString failure {}; ///< code name

    // How it stands among its neighbours:
    bool startsDay = false;
    bool startsUnread = false; ///< the first one that was new when the conversation was opened
    bool startsGroup = false; ///< another author, another day, or a pause before it

    /// \a firstUnread: index of the first message that is new; -1: none.
    [[nodiscard]] static MessageRow read(const QAbstractItemModel &model, int row,
                                         qint64 firstUnread);
};

/// Words for a row.
class MessageTexts
{
    Q_DECLARE_TR_FUNCTIONS(parley::ui::MessageTexts)

public:
    /// Everything a row says, for assistive technology.
    [[nodiscard]] static QString description(const MessageRow &row);
    [[nodiscard]] static QString delivery(const MessageRow &row);
    /// The line below a message that could not be sent.
    [[nodiscard]] static QString failure(const QString &code);
    [[nodiscard]] static QString retry();
    [[nodiscard]] static QString newMessages();
    [[nodiscard]] static QString edited();
};

} // namespace parley::ui
