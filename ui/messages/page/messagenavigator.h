// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/messagelistmodel.h"
#include "token/oneshot.h"

#include <QObject>
#include <QPointer>

#include <optional>

namespace parley::ui {

class MessageView;

/// Leads through the messages of one conversation: loads the pages that the view comes near to, and
/// goes to messages that may not be loaded yet, to the first new one and to the end.
class MessageNavigator final : public QObject
{
    Q_OBJECT

public:
    /// \a view and \a clock must outlive this object.
    MessageNavigator(MessageView &view, Clock &clock, QObject *parent = nullptr);

    /// Shows \a model, which may die first, from the first message of \a conversation that is new.
    void open(chat::MessageListModel &model, const std::optional<chat::Conversation> &conversation);
    void close();
    /// Null: none is open.
    [[nodiscard]] chat::MessageListModel *model() const { return m_model; }
    /// Shows a message, loaded for that if need be.
    void jumpTo(qint64 index);
    void jumpToNewest();
    /// The rows are not yet those that were asked for.
    [[nodiscard]] bool isUnderWay() const { return isJumping() || m_unreadTarget; }
    /// The same for what the user has asked for.
    [[nodiscard]] bool isJumping() const { return m_jumpTarget || m_toNewest; }

Q_SIGNALS:
    /// Whether there are messages, and whether some are being loaded, may be different now.
    void contentChanged();
    /// The messages are those of the service now, and not any more those that were kept on disk.
    void keptReplaced();
    /// A message cannot be shown; a whole sentence.
    void problemOccurred(const QString &text);

private:
    void loadOlder();
    void loadNewer();
    void aroundLoaded(qint64 index);
    void newerChanged();
    void loadFailed(const chat::ChatError &error);
    void showRow(int row);
    void forgetTargets();

    MessageView &m_view;
    QPointer<chat::MessageListModel> m_model;
    std::optional<qint64> m_jumpTarget {}; ///< waits for the rows around it
    std::optional<qint64> m_unreadTarget {}; ///< the same, to begin reading there
    bool m_toNewest = false; ///< the newest messages are being loaded to be shown
    OneShot m_highlightEnd;
};

} // namespace parley::ui
