// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/wire/restclient.h"

#include "chat/wire/chatparsing.h"

#include <QJsonDocument>
#include <QUuid>

namespace parley::chat {

using namespace Qt::StringLiterals;

namespace {

const QString &contentType()
{
    static const QString name = u"application/json; charset=utf-8"_s;
    return name;
}

} // namespace

RestClient::RestClient(twilsock::Connection &connection, Clock &clock, RandomSource random,
                       QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_clock(clock)
    , m_random(std::move(random))
{ }

QString RestClient::newMutationId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

void RestClient::get(const QUrl &url, QObject *context, Done done, const sync::RetryPolicy &policy)
{
    twilsock::Request request { .method = "GET", .url = url };
    request.headers.insert(u"Content-Type"_s, contentType());
    sync::RetryingRequest::send(m_connection, m_clock, m_random, request, policy, this, context,
                                [done = std::move(done)](const twilsock::Response &response) {
                                    if (response.isSuccess())
                                        done(RestAnswer { response.httpStatus, response.object() });
                                    else
                                        done(errorOf(response));
                                });
}

void RestClient::post(const QUrl &url, const QJsonObject &body, const QString &mutationId,
                      Repeat repeat, QObject *context, Done done)
{
    mutate({ .method = "POST",
             .url = url,
             .body = QJsonDocument(body).toJson(QJsonDocument::Compact) },
           mutationId, repeat, context, std::move(done));
}

void RestClient::remove(const QUrl &url, QObject *context, Done done)
{
    mutate({ .method = "DELETE", .url = url, .body = "{}" }, newMutationId(), Repeat::AfterDrop,
           context, std::move(done));
}

void RestClient::mutate(twilsock::Request request, const QString &mutationId, Repeat repeat,
                        QObject *context, Done done)
{
    request.headers.insert(u"Content-Type"_s, contentType());
    request.headers.insert(u"X-Twilio-Mutation-Id"_s, mutationId);
    request.repeatable = repeat == Repeat::AfterDrop;
    const QUrl url = request.url;
    const QPointer<QObject> guard(context);
    m_connection.send(
        request, context,
        [this, url, guard, done = std::move(done)](const twilsock::Response &response) {
            if (!response.isSuccess())
                return done(errorOf(response));
            const QJsonObject body = response.object();
            const QString resource = body.value("resource_url"_L1).toString();
            // 202: the same change was made before, the result lies elsewhere.
            if (response.httpStatus == 202 && !resource.isEmpty())
                return fetchResource(url.resolved(QUrl(resource)), guard, done);
            done(RestAnswer { response.httpStatus, body });
        });
}

void RestClient::fetchResource(const QUrl &url, QObject *context, const Done &done)
{
    if (context == nullptr)
        return;
    get(url, context, [done](const Outcome<RestAnswer> &outcome) {
        const auto *error = std::get_if<ChatError>(&outcome);
        // The change was made, that much is sure; what it made is gone again.
        if (error != nullptr && error->code == ChatError::Code::NotFound)
            done(RestAnswer { 202, {} });
        else
            done(outcome);
    });
}

QUrl withSegment(const QUrl &base, const QString &segment)
{
    QUrl url = base;
    url.setPath(base.path(QUrl::FullyEncoded) + u'/'
                    + QString::fromLatin1(QUrl::toPercentEncoding(segment)),
                QUrl::StrictMode);
    return url;
}

} // namespace parley::chat
