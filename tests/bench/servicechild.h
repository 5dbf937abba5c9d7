// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "child.h"
#include "rawclient.h"

namespace parley::bench {

/// parley-local-service as a process of its own, empty but for the demo accounts, and alice on it
/// to prepare what is measured.
class ServiceChild final : public QObject
{
public:
    /// \a done comes once, when alice is connected, or with what is wrong.
    void start(std::function<void(const QString &problem)> done);

    [[nodiscard]] const Child &process() const { return m_process; }
    [[nodiscard]] QUrl tokenUrl() const { return m_tokenUrl; }
    [[nodiscard]] QUrl serviceUrl() const { return m_serviceUrl; }
    /// parley-cli as one of the demo accounts, connected to \a serviceUrl.
    [[nodiscard]] QStringList cliArguments(const QString &user, const QUrl &serviceUrl) const;
    [[nodiscard]] static QList<Child::Variable> cliEnvironment();

    /// Where the SDK gets a token of \a identity, password and all.
    [[nodiscard]] QUrl tokenUrlOf(const QString &identity) const;
    void token(const QString &identity, std::function<void(const QString &)> done);
    /// A conversation of alice and \a others; \a done gets its path for requests, empty if it could
    /// not be made.
    void createConversation(const QString &name, const QStringList &others,
                            std::function<void(const QString &path)> done);
    void sendMessage(const QString &conversationPath, const QString &body,
                     std::function<void()> done = {});
    /// Ends alice's connection.
    void leave();

private:
    void connectAlice();
    void readConfiguration();
    void addAll(const QString &path, QStringList identities,
                std::function<void(const QString &)> done);
    void finish(const QString &problem);

    Child m_process;
    QNetworkAccessManager m_network;
    std::unique_ptr<RawClient> m_alice;
    QUrl m_tokenUrl;
    QUrl m_serviceUrl;
    QString m_conversations; // path
    std::function<void(const QString &)> m_done;
};

} // namespace parley::bench
