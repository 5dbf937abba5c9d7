// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/client/nameindex.h"
#include "chat/wire/chatcontext.h"

#include <QHash>
#include <QObject>

#include <deque>
#include <functional>
#include <memory>

namespace parley::chat {

/// Names and attributes of users. They are read at the first request and then followed, as long as
/// there are not too many.
class UserDirectory final : public QObject
{
    Q_OBJECT

public:
    explicit UserDirectory(ChatContext &context, QObject *parent = nullptr);
    ~UserDirectory() override;

    /// The name if it is known, else the identity; then it is read and updated() follows. Nothing
    /// is read for an identity that the service has not named: a user can write any identities into
    /// a message.
    [[nodiscard]] QString friendlyNameOf(const QString &identity);
    [[nodiscard]] bool isNameShared(const QString &identity) const
    {
        return m_names.isShared(identity);
    }
    /// What is known; the rest is read and updated() follows.
    [[nodiscard]] User user(const QString &identity);
    /// What friendlyNameOf() tells as long as a name has not been read.
    void setKeptNames(const QHash<QString, QString> &names);
    /// Follows the user until release() was called as often; also one that had to be dropped.
    void subscribe(const QString &identity);
    void release(const QString &identity);
    /// The service has taken over a change of the own user.
    void setOwn(const std::function<void(chat::User &)> &change);
    /// The service has named a participant or an author. Where the user's map is, if it says so.
    void note(const QString &identity, const QString &mapName = {});
    /// The map was read elsewhere: follow it.
    void setUser(const QString &identity, const sync::ObjectInfo &map,
                 const std::vector<sync::Item> &items);
    void resume();
    void reset();

Q_SIGNALS:
    /// Also when another one is called the same now, or is not any more.
    void updated(const QString &identity);

private:
    enum class Phase { Idle, Queued, Reading, Known, Absent };
    struct Known
    {
        User value {};
        QString mapName {};
        QString mapSid {}; // empty: not followed
        Phase phase = Phase::Idle;
        int subscribers = 0;
    };

    Known &entry(const QString &identity);
    void enqueue(const QString &identity, Known &user);
    void pump();
    void lookUp(const QString &identity);
    void readMap(const QString &identity, const QString &mapName);
    void failed(const QString &identity, const ChatError &error);
    void readDone();
    void applyItem(const QString &identity, const sync::Item &item);
    void handleChange(const sync::Change &change);
    void resync(const QString &objectSid);
    void follow(const QString &identity, const sync::ObjectInfo &map);
    void dropOldest();
    void unfollow(const QString &identity);
    void change(const QString &identity, const std::function<void(User &)> &change);

    ChatContext &m_context;
    QHash<QString, Known> m_users; // by identity
    QHash<QString, QString> m_keptNames; // by identity
    NameIndex m_names;
    QHash<QString, QString> m_identities; // by the SID of the map
    std::deque<QString> m_queue; // the newest last, which is read first
    std::deque<QString> m_followed; // the oldest first
    std::unique_ptr<QObject> m_run;
    int m_reading = 0;
};

} // namespace parley::chat
