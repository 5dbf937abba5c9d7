// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "scriptednetwork.h"

#include <algorithm>
#include <cstring>

namespace parley::test {

using namespace Qt::StringLiterals;

namespace {

QNetworkReply::NetworkError errorOf(int status)
{
    switch (status) {
    case 401:
        return QNetworkReply::AuthenticationRequiredError;
    case 403:
        return QNetworkReply::ContentAccessDenied;
    case 404:
        return QNetworkReply::ContentNotFoundError;
    case 503:
        return QNetworkReply::ServiceUnavailableError;
    default:
        break;
    }
    if (status >= 500)
        return QNetworkReply::UnknownServerError;
    return status >= 400 ? QNetworkReply::UnknownContentError : QNetworkReply::NoError;
}

class ScriptedReply final : public QNetworkReply
{
    Q_OBJECT

public:
    ScriptedReply(QNetworkAccessManager::Operation operation, const QNetworkRequest &asked,
                  HttpAnswer answer, Clock &clock)
        : m_answer(std::move(answer))
    {
        setOperation(operation);
        setRequest(asked);
        setUrl(asked.url());
        open(QIODevice::ReadOnly);
        if (!m_answer.isNever)
            clock.callAfter(m_answer.delay, this, [this] { deliver(); });
    }

    void abort() override
    {
        if (!isFinished())
            end(OperationCanceledError);
    }
    [[nodiscard]] qint64 bytesAvailable() const override
    {
        return QNetworkReply::bytesAvailable() + m_body.size();
    }
    [[nodiscard]] bool isSequential() const override { return true; }

protected:
    qint64 readData(char *data, qint64 size) override
    {
        if (m_body.isEmpty())
            return isFinished() ? -1 : 0;
        const qint64 count = std::min(size, qint64(m_body.size()));
        std::memcpy(data, m_body.constData(), size_t(count));
        m_body.remove(0, count);
        return count;
    }

private:
    void deliver()
    {
        if (isFinished())
            return;
        if (m_answer.error != NoError) {
            end(m_answer.error);
            return;
        }
        setAttribute(QNetworkRequest::HttpStatusCodeAttribute, m_answer.status);
        if (!m_answer.contentType.isEmpty())
            setRawHeader("Content-Type", m_answer.contentType);
        for (const auto &header : m_answer.headers)
            setRawHeader(header.first, header.second);
        m_body = m_answer.body;
        Q_EMIT metaDataChanged();
        Q_EMIT readyRead();
        if (!isFinished())
            end(errorOf(m_answer.status));
    }

    void end(NetworkError error)
    {
        setFinished(true);
        if (error != NoError) {
            setError(error, u"scripted"_s);
            Q_EMIT errorOccurred(error);
        }
        Q_EMIT finished();
    }

    const HttpAnswer m_answer;
    QByteArray m_body;
};

QByteArray methodOf(QNetworkAccessManager::Operation operation, const QNetworkRequest &request)
{
    switch (operation) {
    case QNetworkAccessManager::CustomOperation:
        return request.attribute(QNetworkRequest::CustomVerbAttribute).toByteArray();
    case QNetworkAccessManager::GetOperation:
        return "GET";
    case QNetworkAccessManager::PostOperation:
        return "POST";
    case QNetworkAccessManager::DeleteOperation:
        return "DELETE";
    default:
        return "OTHER";
    }
}

} // namespace

int ScriptedNetwork::count(const QByteArray &method) const
{
    return int(std::ranges::count(requests, method, &SeenRequest::method));
}

QNetworkReply *ScriptedNetwork::createRequest(Operation operation, const QNetworkRequest &request,
                                              QIODevice *outgoingData)
{
    Q_UNUSED(outgoingData)
    requests.append({ .method = methodOf(operation, request),
                      .url = request.url(),
                      .authorization = request.rawHeader("Authorization"),
                      .idempotencyKey = request.rawHeader("Idempotency-Key") });
    for (const QByteArray &name : request.rawHeaderList()) {
        if (name.compare("Idempotency-Key", Qt::CaseInsensitive) != 0)
            requests.last().headers.append(name + ": " + request.rawHeader(name));
    }
    HttpAnswer answer { .status = 503 };
    if (!script.empty()) {
        answer = script.front();
        script.pop_front();
    } else if (otherwise) {
        answer = otherwise(requests.last());
    }
    auto *reply = new ScriptedReply(operation, request, answer, m_clock);
    reply->setParent(this);
    ++inFlight;
    connect(reply, &QNetworkReply::finished, this, [this] { --inFlight; });
    return reply;
}

} // namespace parley::test

#include "scriptednetwork.moc"
