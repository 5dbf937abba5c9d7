// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/messageattributes.h"
#include "chat/messagelistmodel.h"
#include "rows/rownotes.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

class QAbstractItemModel;

namespace parley::ui {

/// One emoji below a message.
struct ReactionChip
{
    QString emoji {}; ///< as the service has it
    QString label {}; ///< the same, fit to show
    int count = 0;
    bool own = false; ///< the user is among them
    QStringList names {}; ///< of the others, as many as can be read
};

/// The message in \a row of \a model, which has the roles of a MessageListModel.
[[nodiscard]] chat::ListedMessage listedMessage(const QAbstractItemModel &model, int row);

/// What one row of the message view shows.
struct MessageRow : chat::ListedMessage
{
    QString authorName {}; ///< fit to show
    bool showsAuthor = false; ///< name and picture of the author belong to the messages
    bool isPinned = false;
    QString replyName {}; ///< of whom it answers; empty: the user, or nothing proves who
    std::vector<ReactionChip> reactions {};

    // How it stands among its neighbours:
    bool startsDay = false;
    bool startsUnread = false; ///< the first one that was new when the conversation was opened
    bool startsGroup = false; ///< another author, another day, or a pause before it
    QStringList notesBefore {}; ///< lines between the beginning of the conversation and it
    QStringList notesBehind {}; ///< lines between it and the next message

    /// \a firstUnread: index of the first message that is new; -1: none.
    [[nodiscard]] static MessageRow read(const QAbstractItemModel &model, int row,
                                         qint64 firstUnread, const Names &names = {},
                                         const RowNotes &notes = {});
    /// Whether the user has reacted with \a emoji.
    [[nodiscard]] bool hasOwnReaction(const QString &emoji) const;
};

/// Words for a row.
class MessageTexts
{
    Q_DECLARE_TR_FUNCTIONS(parley::ui::MessageTexts)

public:
    /// Everything a row says, for assistive technology.
    [[nodiscard]] static QString description(const MessageRow &row);
    [[nodiscard]] static QString delivery(const MessageRow &row);
    /// `Read by bob, carol`; empty without any.
    [[nodiscard]] static QString readers(const QStringList &names);
    /// The line below a message that could not be sent.
    [[nodiscard]] static QString failure(const std::optional<chat::ChatError> &error);
    [[nodiscard]] static QString uploading(double progress);
    [[nodiscard]] static QString retry();
    [[nodiscard]] static QString discard();
    [[nodiscard]] static QString cancel();
    [[nodiscard]] static QString newMessages();
    /// Short words that stand beside the time.
    [[nodiscard]] static QStringList marks(const MessageRow &row);
    /// A file's name as it is shown.
    [[nodiscard]] static QString fileName(const chat::Media &media);
    /// Whom a quote is of; where the original is not known, who has quoted.
    [[nodiscard]] static QString quoteAuthor(const MessageRow &row);
    /// The beginning of the original; in quotation marks what only the sender says of it.
    [[nodiscard]] static QString quoteText(const MessageRow &row);
    /// `👍: you, bob`.
    [[nodiscard]] static QString reaction(const ReactionChip &chip);
    /// Words with their author and time above them, for the clipboard.
    [[nodiscard]] static QString quotation(const QString &author, const QString &time,
                                           const QString &words);
    /// One line that stands for a message: its words, else what its files are.
    [[nodiscard]] static QString oneLine(const QString &body, const chat::MediaList &media);
};

} // namespace parley::ui
