// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/messageattributes.h"
#include "chat/messagelistmodel.h"
#include "rows/rownotes.h"

#include <QCoreApplication>
#include <QDateTime>
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

/// What one row of the message view shows, read from a model with MessageListModel's roles.
struct MessageRow
{
    QString sid {};
    QString localId {};
    qint64 index = -1;
    QString author {};
    QString authorName {}; ///< fit to show
    QString body {}; ///< as it was written
    QDateTime created {};
    bool edited = false;
    bool isPinned = false;
    bool own = false;
    bool showsAuthor = false; ///< name and picture of the author belong to the messages
    chat::Message::Delivery delivery = chat::Message::Delivery::Sent;
    bool readByOthers = false;
    QString failure {}; ///< code name
    chat::MediaList media {};
    std::optional<chat::Reply> reply {};
    QString replyName {}; ///< of whom it answers
    std::vector<ReactionChip> reactions {};
    double uploadProgress = -1; ///< 0 … 1; -1: nothing is uploaded

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
    [[nodiscard]] static QString failure(const QString &code);
    [[nodiscard]] static QString uploading(double progress);
    [[nodiscard]] static QString retry();
    [[nodiscard]] static QString discard();
    [[nodiscard]] static QString cancel();
    [[nodiscard]] static QString newMessages();
    /// Short words that stand beside the time.
    [[nodiscard]] static QStringList marks(const MessageRow &row);
    /// A file's name as it is shown.
    [[nodiscard]] static QString fileName(const chat::Media &media);
    /// Whom a quote is of.
    [[nodiscard]] static QString quoteAuthor(const MessageRow &row);
    /// What a quote shows of a message without words.
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
