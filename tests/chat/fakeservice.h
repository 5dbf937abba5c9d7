// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "sync/fakesyncservice.h"

namespace parley::test {

/// Conversations as alice sees them, on top of Sync in memory: configuration, REST list, commands.
class FakeService final : public FakeSyncService
{
public:
    FakeService(FakeClock &clock, FakeTransports &transports);

    /// CH and 32 hexadecimal digits.
    [[nodiscard]] static QString sidOf(int number);
    /// Makes a conversation with its Sync objects; alice is told if she is a member.
    QString addConversation(int number, const QString &name,
                            const QStringList &members
                            = { QStringLiteral("alice"), QStringLiteral("bob") });
    /// The conversation of alice and bob that \a maker has made, with \a created as its date.
    QString addDirect(int number, const QString &maker, const QString &created);
    void addMember(const QString &sid, const QString &identity);
    void removeMember(const QString &sid, const QString &identity);
    void deleteConversation(const QString &sid);
    void rename(const QString &sid, const QString &name);
    void setOwn(const QString &sid, const QJsonObject &changes); ///< alice's item in her map
    qint64 addMessage(const QString &sid, const QString &author, const QString &text,
                      const QString &attributes = QStringLiteral("{}"));
    void editMessage(const QString &sid, qint64 index, const QString &text);
    void setMessageAttributes(const QString &sid, qint64 index, const QString &attributes,
                              const QString &by = QStringLiteral("bob"));
    [[nodiscard]] QJsonObject messageData(const QString &sid, qint64 index);
    void removeMessage(const QString &sid, qint64 index);
    void sayTyping(const QString &sid, const QString &identity, int seconds = 6);
    [[nodiscard]] QStringList textsOf(const QString &sid);
    [[nodiscard]] QStringList membersOf(const QString &sid);

    /// Carries out a request that a test has held back, without an answer.
    void carryOut(const Call &call);

    QJsonObject configuration {};
    QJsonArray nextMedia {}; ///< SIDs that the next message has
    int listPageSize = 100;
    bool eventsBeforeReplies = true;
    QSet<QString> hiddenFromList {}; ///< in the map, but not in the REST list yet
    std::vector<QJsonObject> staleList {}; ///< served in front of what is true

protected:
    void handleOther(const Call &call) override;

private:
    void answerList(const Call &call);
    void answerConversations(const Call &call, const QStringList &rest);
    void answerMine(const Call &call, const QStringList &rest);
    void answerParticipants(const Call &call, const QString &sid, const QStringList &rest);
    void answerMessages(const Call &call, const QString &sid, const QStringList &rest);
    void create(const Call &call);
    void updateConversation(const QString &sid, const QJsonObject &body);
    void refuse(const Call &call, int status, int code);
    [[nodiscard]] QJsonObject descriptionOf(const QString &sid);
    [[nodiscard]] QString memberSid(const QString &sid, const QString &identity);

    QHash<QString, QString> m_mutations; // resource by mutation id
    std::map<QString, QJsonObject> m_conversations; // REST descriptions by SID
    int m_messageSerial = 0;
    bool m_isSilent = false;
};

} // namespace parley::test
