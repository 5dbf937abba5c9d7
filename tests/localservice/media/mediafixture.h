// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "rawclient.h"

#include "support/fakeclock.h"

#include <QJsonObject>
#include <QTemporaryDir>

#include <memory>

namespace parley::test {

/// A service with alice, who is connected and has a conversation, and bob; its media are reached as
/// a browser would. Each test has a fresh one.
class MediaFixture : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

protected:
    struct Answer : HttpAnswer
    {
        [[nodiscard]] int code() const { return json.value(QLatin1String("code")).toInt(); }
        [[nodiscard]] QString sid() const { return json.value(QLatin1String("sid")).toString(); }
    };

    void start();
    [[nodiscard]] Answer http(const QByteArray &method, const QUrl &url,
                              const QByteArray &token = {}, const QByteArray &body = {},
                              const QByteArray &contentType = {});
    [[nodiscard]] Answer upload(const QByteArray &token, const QByteArray &bytes,
                                const QString &name = QStringLiteral("a.txt"),
                                const QByteArray &type = "text/plain");
    [[nodiscard]] QByteArray token(const QString &user);
    [[nodiscard]] QUrl at(const QString &path) const { return QUrl(m_base + path); }
    /// What the tunnel answers.
    [[nodiscard]] QJsonObject ask(RawClient &client, const QByteArray &method, const QString &path,
                                  const QJsonObject &body = {});
    [[nodiscard]] QStringList files() const;

    std::unique_ptr<FakeClock> m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<localservice::LocalService> m_service;
    QNetworkAccessManager m_network;
    std::unique_ptr<RawClient> m_alice;
    QByteArray m_aliceToken;
    QByteArray m_bobToken;
    QString m_base; // http://127.0.0.1:…
    QString m_media; // …/v1/Services/IS…/Media
    QString m_api; // /Client/v2/Services/IS…
    QString m_conversation;
};

} // namespace parley::test
