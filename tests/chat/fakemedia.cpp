// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/fakemedia.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>

#include <algorithm>
#include <cstring>

namespace parley::test {

using namespace Qt::StringLiterals;

FakeReply::FakeReply(const QNetworkRequest &request, QNetworkAccessManager::Operation operation,
                     QByteArray uploaded, QObject *parent)
    : QNetworkReply(parent)
    , m_uploaded(std::move(uploaded))
{
    setRequest(request);
    setUrl(request.url());
    setOperation(operation);
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

void FakeReply::answer(int httpStatus, const QByteArray &body)
{
    begin(httpStatus, body.size(), body);
    finish();
}

void FakeReply::begin(int httpStatus, qint64 length, const QByteArray &part)
{
    setAttribute(QNetworkRequest::HttpStatusCodeAttribute, httpStatus);
    setHeader(QNetworkRequest::ContentLengthHeader, length);
    addPart(part);
}

void FakeReply::addPart(const QByteArray &part)
{
    m_body.append(part);
    if (!part.isEmpty())
        Q_EMIT readyRead();
}

void FakeReply::finish()
{
    if (m_isAborted)
        return;
    setFinished(true);
    Q_EMIT finished();
}

void FakeReply::fail(NetworkError error)
{
    setError(error, u"scripted"_s);
    finish();
}

void FakeReply::abort()
{
    m_isAborted = true;
    m_body.clear();
}

qint64 FakeReply::bytesAvailable() const
{
    return m_body.size();
}

qint64 FakeReply::readData(char *data, qint64 maxSize)
{
    const qint64 count = std::min<qint64>(maxSize, m_body.size());
    std::memcpy(data, m_body.constData(), size_t(count));
    m_body.remove(0, count);
    return count;
}

QString FakeMedia::add(const File &file)
{
    const QString sid = u"ME%1"_s.arg(++m_serial, 32, 16, QLatin1Char('0'));
    files.insert(sid, file);
    return sid;
}

QNetworkReply *FakeMedia::createRequest(Operation operation, const QNetworkRequest &request,
                                        QIODevice *outgoing)
{
    auto *reply = new FakeReply(request, operation,
                                outgoing != nullptr ? outgoing->readAll() : QByteArray(), this);
    const QString path = request.url().path();
    QString line
        = QString::fromLatin1(request.attribute(QNetworkRequest::CustomVerbAttribute).toByteArray())
        + (path.endsWith("/Media"_L1)           ? " media"_L1
               : path.startsWith("/content"_L1) ? " content"_L1
                                                : " record"_L1);
    if (!reply->token().isEmpty())
        line += " with token"_L1;
    log.append(line);
    replies.emplace_back(reply);
    m_clock.callAfter(std::chrono::milliseconds(0), reply, [this, reply] {
        if (!intercept || !intercept(*reply))
            answer(*reply);
    });
    return reply;
}

void FakeMedia::answer(FakeReply &reply)
{
    const QUrl url = reply.url();
    const QString name = url.path().section(u'/', -1);
    if (url.host() == "content.example"_L1) {
        const bool isGood = url.path().section(u'/', 2, 2).toInt() == m_epoch;
        return isGood ? reply.answer(200, files.value(name).content) : reply.answer(403, "{}");
    }
    if (!goodToken.isEmpty() && reply.token() != goodToken)
        return reply.answer(401, R"({"status": 401, "code": 20104})");
    QString sid = name;
    if (name == "Media"_L1) {
        const QUrlQuery query(url);
        sid = add({ .content = reply.uploaded(),
                    .filename = query.queryItemValue(u"Filename"_s, QUrl::FullyDecoded),
                    .contentType
                    = reply.request().header(QNetworkRequest::ContentTypeHeader).toString() });
        reply.tellUploaded(reply.uploaded().size() / 2);
        reply.tellUploaded(reply.uploaded().size());
    }
    if (!files.contains(sid))
        return reply.answer(404, R"({"status": 404, "code": 50507})");
    const File file = files.value(sid);
    const QString address = u"https://content.example/content/%1/%2"_s.arg(m_epoch).arg(sid);
    const QJsonObject record { { u"sid"_s, sid },
                               { u"size"_s, file.size >= 0 ? file.size : file.content.size() },
                               { u"links"_s,
                                 QJsonObject { { u"content_direct_temporary"_s, address } } } };
    reply.answer(name == "Media"_L1 ? 201 : 200, QJsonDocument(record).toJson());
}

} // namespace parley::test
