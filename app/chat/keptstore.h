// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"
#include "chat/store/databaseproblem.h"

#include <QHash>
#include <QSet>

#include <functional>
#include <memory>
#include <vector>

namespace parley::chat {

class UserDatabase;

/// The last messages of one conversation, as they were at one time.
struct KeptPage
{
    std::vector<Message> messages {}; ///< oldest first, without gaps
    QDateTime asOf {};
};

/// What one user has seen last, on disk, so that the next start can show it until the service has
/// told what is true then: conversations, the last page of each, names of people. Bounded: when a
/// limit is exceeded, the conversation with the oldest activity is removed. To lose it does no
/// harm.
class KeptStore final
{
public:
    struct Limits
    {
        int conversations = 500;
        int people = 1000;
        int pageLength = 50; ///< messages of one conversation
        qint64 messageBytes = 4 * 1024 * 1024; ///< all messages together
    };

    ~KeptStore();

    /// \a owner names the user and where the user signs in; a file of another owner is foreign.
    /// Null, and \a problem says why.
    [[nodiscard]] static std::unique_ptr<KeptStore> open(const QString &path, const QString &owner,
                                                         DatabaseProblem *problem, Limits limits);

    /// When it agreed with the service for the last time; invalid: never.
    [[nodiscard]] QDateTime asOf() const;
    /// Their `loading` is Kept.
    [[nodiscard]] std::vector<Conversation> conversations() const;
    [[nodiscard]] KeptPage page(const QString &conversationSid) const;
    [[nodiscard]] std::optional<Message> newest(const QString &conversationSid) const;
    /// Friendly names by identity.
    [[nodiscard]] QHash<QString, QString> names() const;

    /// All that \a changes does is written at once, within the limits, or nothing of it. Only there
    /// may the functions below be called.
    bool change(const std::function<void()> &changes);
    void setAsOf(const QDateTime &time);
    void putConversation(const Conversation &conversation);
    void removeConversation(const QString &sid);
    void removeAllBut(const QSet<QString> &sids);
    void putName(const QString &identity, const QString &friendlyName);
    /// \a messages are the newest ones. What was kept of before them may have changed, and goes.
    void putPage(const QString &conversationSid, const std::vector<Message> &messages,
                 const QDateTime &asOf);
    /// A new message. \a isFollowed: none was missed since the page was put.
    void addMessage(const QString &conversationSid, const Message &message, bool isFollowed,
                    const QDateTime &asOf);
    /// What an update leaves out stays.
    void updateMessage(const QString &conversationSid, Message message);
    void removeMessage(const QString &conversationSid, qint64 index);
    void setPageTime(const QString &conversationSid, const QDateTime &asOf);
    void removePage(const QString &conversationSid);

    /// All pages, at once; also SQLite's log has nothing of them afterwards.
    void forgetPages();

private:
    explicit KeptStore(Limits limits);

    [[nodiscard]] bool isOf(const QString &owner, DatabaseProblem *problem);
    [[nodiscard]] QString state(const QString &key) const;
    void setState(const QString &key, const QString &value);
    /// Runs it with \a values in the places of the question marks.
    void run(const char *sql, const QVariantList &values);
    void insert(const QString &conversationSid, const Message &message);
    void trim();
    [[nodiscard]] qint64 number(const char *sql, const QVariantList &values = {}) const;

    const Limits m_limits;
    std::unique_ptr<UserDatabase> m_database;
    bool m_hasFailed = false; ///< within the change that is running
};

} // namespace parley::chat
