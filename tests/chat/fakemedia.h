// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "support/fakeclock.h"

#include <QHash>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPointer>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace parley::test {

/// A reply without a network.
class FakeReply final : public QNetworkReply
{
    Q_OBJECT

public:
    FakeReply(const QNetworkRequest &request, QNetworkAccessManager::Operation operation,
              QByteArray uploaded, QObject *parent);

    void answer(int httpStatus, const QByteArray &body);
    /// The status and the beginning of the body; the rest may follow.
    void begin(int httpStatus, qint64 length, const QByteArray &part);
    void addPart(const QByteArray &part);
    void finish();
    void fail(NetworkError error);
    void tellUploaded(qint64 sent) { Q_EMIT uploadProgress(sent, m_uploaded.size()); }

    [[nodiscard]] const QByteArray &uploaded() const { return m_uploaded; }
    [[nodiscard]] bool isAborted() const { return m_isAborted; }
    [[nodiscard]] QByteArray token() const { return request().rawHeader("X-Twilio-Token"); }

    void abort() override;
    [[nodiscard]] qint64 bytesAvailable() const override;
    [[nodiscard]] bool isSequential() const override { return true; }

protected:
    qint64 readData(char *data, qint64 maxSize) override;

private:
    QByteArray m_uploaded;
    QByteArray m_body;
    bool m_isAborted = false;
};

/// The media service behind a network access manager: takes uploads, names temporary addresses,
/// serves them. Answers come one turn of the clock later.
class FakeMedia final : public QNetworkAccessManager
{
public:
    explicit FakeMedia(FakeClock &clock)
        : m_clock(clock)
    { }

    struct File
    {
        QByteArray content {};
        QString filename {};
        QString contentType {};
        qint64 size = -1; ///< as the record says; -1: what it is
    };
    /// A SID.
    QString add(const File &file);
    /// The temporary addresses that were handed out are good no longer.
    void expireAddresses() { ++m_epoch; }

    QHash<QString, File> files {}; ///< by SID
    QByteArray goodToken {}; ///< empty: any
    QStringList log {}; ///< `POST media`, `GET record`, `GET content`, + ` with token`
    std::vector<QPointer<FakeReply>> replies {};
    /// Sees each request first; true: it answers it, or wants it to stay unanswered.
    std::function<bool(FakeReply &)> intercept {};

protected:
    QNetworkReply *createRequest(Operation operation, const QNetworkRequest &request,
                                 QIODevice *outgoing) override;

private:
    void answer(FakeReply &reply);

    FakeClock &m_clock;
    int m_serial = 0;
    int m_epoch = 1;
};

} // namespace parley::test
