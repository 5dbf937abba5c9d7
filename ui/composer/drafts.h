// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"

#include <QHash>

#include <functional>
#include <optional>
#include <vector>

namespace parley::chat {
class ChatClient;
} // namespace parley::chat

namespace parley::ui {

/// The store of drafts, and of changed messages that are not submitted yet: each under its own key.
struct DraftPlace
{
    std::function<QString(const QString &conversationSid)> read {};
    /// False: it could not be kept.
    std::function<bool(const QString &conversationSid, const QString &text)> write {};
};
/// \a client must outlive what it returns.
[[nodiscard]] DraftPlace draftsOf(chat::ChatClient &client);

/// What is written to one conversation and not sent, besides the words in the field.
struct Draft
{
    std::vector<chat::Attachment> attachments {};
    std::optional<chat::Message> reply {}; ///< the message that it answers
    QString replyAuthor {};
    std::optional<qint64> edit {}; ///< the message that is changed
    QString editOriginal {}; ///< as it was before
    QString editText {}; ///< as changed so far; of the open conversation: the field counts
    std::optional<QString> unwritten {}; ///< words that could not be written down
};

/// The drafts of all conversations, one of which is open. Words and unfinished edits are written
/// down. What belongs to a draft besides its words (the message that it answers, files) is kept as
/// long as this object, and so are words that cannot be written down.
class Drafts
{
public:
    explicit Drafts(DraftPlace place);

    /// Takes up the draft of \a sid; empty: there is nothing to write to.
    void open(const QString &sid);
    [[nodiscard]] const QString &sid() const { return m_sid; }
    [[nodiscard]] Draft &current() { return m_current; }
    [[nodiscard]] const Draft &current() const { return m_current; }
    /// What stands in the field at first: the message that is changed, else the draft.
    [[nodiscard]] QString words() const;
    /// \a words: those in the field. False: they could not be kept.
    [[nodiscard]] bool save(const QString &words);
    /// The message in the field is not changed any more.
    void endEdit();
    /// Message \a index of \a sid, which is not open, now says \a body: ends its edit unless that
    /// has gone on with other words.
    void editSaved(const QString &sid, qint64 index, const QString &body);

private:
    [[nodiscard]] bool keep(const QString &key, const QString &text);
    bool keepEdit(const QString &sid, const Draft &draft);
    void restoreEdit();

    const DraftPlace m_place;
    QString m_sid;
    Draft m_current;
    QHash<QString, Draft> m_others; ///< of the conversations that are not open
};

} // namespace parley::ui
