// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/media/mediaservice.h"

#include "localservice/http/loopbackserver.h"
#include "localservice/logging.h"
#include "localservice/media/uploadedfile.h"
#include "localservice/store/conversationstore.h"
#include "localservice/store/database.h"
#include "localservice/store/jsontext.h"
#include "localservice/store/mediastore.h"
#include "localservice/store/moment.h"
#include "localservice/store/secrets.h"
#include "localservice/tokens/tokenvalidator.h"
#include "token/isotime.h"
#include "twilsock/boundedjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxSetSize = 100;

HttpResponse json(int status, const QJsonDocument &document)
{
    return { status, "application/json", document.toJson(QJsonDocument::Compact), {} };
}

HttpResponse noMedia()
{
    return httpError(404, 50507, u"Media not found"_s);
}

HttpResponse wrongMethod()
{
    return httpError(405, 20004, u"Method not allowed"_s);
}

HttpResponse tooLarge()
{
    return httpError(
        413, 50512,
        u"A file may have %1 MB at most"_s.arg(MediaService::MaxFileBytes / 1024 / 1024));
}

QString queryValue(const HttpRequest &request, const QString &name)
{
    // Web clients write a space as '+', which QUrlQuery leaves alone.
    QString value = request.query.queryItemValue(name, QUrl::FullyEncoded);
    value.replace(u'+', u' ');
    return QUrl::fromPercentEncoding(value.toUtf8());
}

QStringList pathParts(const QString &path)
{
    QStringList parts = path.mid(1).split(u'/');
    for (QString &part : parts)
        part = QUrl::fromPercentEncoding(part.toUtf8());
    return parts;
}

} // namespace

MediaService::MediaService(Database &database, MediaStore &store, ConversationStore &conversations,
                           const TokenValidator &validator, const Installation &installation,
                           Clock &clock)
    : m_database(database)
    , m_store(store)
    , m_conversations(conversations)
    , m_validator(validator)
    , m_clock(clock)
    , m_serviceSid(installation.serviceSid)
    , m_addressKey(QMessageAuthenticationCode::hash("media addresses", installation.keySecret,
                                                    QCryptographicHash::Sha256))
{ }

bool MediaService::isMediaPath(const QString &path)
{
    return path.startsWith("/v1/"_L1);
}

void MediaService::handle(const HttpRequest &request, const HttpReply &reply)
{
    const quint64 failures = m_database.failures();
    HttpResponse response = answer(request);
    if (m_database.failures() != failures && response.status < 500)
        response = httpError(500, 20500, u"The stored data cannot be read"_s);
    qCInfo(lcLocalService) << "media:" << request.method << response.status << request.bodyBytes
                           << "bytes";
    // Pages of any origin may ask: a token opens it, and no cookie is looked at.
    response.headers.append(HttpHeader { "Access-Control-Allow-Origin", "*" });
    response.headers.append(HttpHeader { "Cache-Control", "private, no-store" });
    response.headers.append(HttpHeader { "Cross-Origin-Resource-Policy", "cross-origin" });
    reply(response);
}

HttpResponse MediaService::answer(const HttpRequest &request)
{
    if (!isLoopbackName(request.host))
        return httpError(421, 20421, u"This service answers to 127.0.0.1 only."_s);
    if (request.method == "OPTIONS") {
        return { 204,
                 {},
                 {},
                 { { "Access-Control-Allow-Methods", "GET, POST" },
                   { "Access-Control-Allow-Headers", "X-Twilio-Token, Content-Type" },
                   { "Access-Control-Max-Age", "600" } } };
    }
    const QStringList path = pathParts(request.path); // v1, Services, IS…, Media, ME…, Content
    const bool isSet = path.value(3) == "MediaSet"_L1 && path.size() == 4;
    const bool isMedia = path.value(3) == "Media"_L1 && path.size() <= 6;
    if (path.value(1) != "Services"_L1 || path.value(2) != m_serviceSid || (!isSet && !isMedia)
        || (path.size() == 6 && path.at(5) != "Content"_L1))
        return httpError(404, 20404, u"The requested resource was not found"_s);
    if (path.size() == 6)
        return request.method == "GET" ? content(request, path.at(4)) : wrongMethod();

    const auto authorized = authorize(request);
    if (const HttpResponse *const refusal = std::get_if<HttpResponse>(&authorized))
        return *refusal;
    const QString identity = std::get<QString>(authorized);
    if (path.size() == 5)
        return request.method == "GET" ? lookUp(path.at(4), identity) : wrongMethod();
    if (request.method != "POST")
        return wrongMethod();
    return isSet ? lookUpMany(request, identity) : upload(request, identity);
}

std::variant<QString, HttpResponse> MediaService::authorize(const HttpRequest &request) const
{
    const auto outcome = m_validator.validate(request.twilioToken, m_clock.wallNow());
    if (const TokenRefusal *const refusal = std::get_if<TokenRefusal>(&outcome))
        return httpError(401, refusal->errorCode, refusal->description);
    return std::get<TokenClaims>(outcome).identity;
}

std::optional<HttpResponse> MediaService::refuseLarge(HttpRequest &head) const
{
    const bool isUpload
        = head.method == "POST" && isMediaPath(head.path) && head.path.endsWith("/Media"_L1);
    if (!isUpload)
        return httpError(413, 20413, u"The request is too large."_s);
    const auto authorized = authorize(head);
    if (const HttpResponse *const refusal = std::get_if<HttpResponse>(&authorized))
        return *refusal;
    head.user = std::get<QString>(authorized);
    constexpr qint64 FormOverhead = 4096;
    return head.bodyBytes > MaxFileBytes + FormOverhead ? std::optional(tooLarge()) : std::nullopt;
}

HttpResponse MediaService::upload(const HttpRequest &request, const QString &identity)
{
    UploadedFile file { request.body, QString::fromLatin1(request.contentType),
                        queryValue(request, u"Filename"_s) };
    if (isFormData(request.contentType)) {
        const std::optional<UploadedFile> part = firstFileOfForm(request.contentType, request.body);
        if (!part)
            return httpError(400, 50509, u"There is no file in the form"_s);
        file = *part;
    }
    MediaRecord media;
    media.author = identity;
    if (const QString category = queryValue(request, u"Category"_s); !category.isEmpty())
        media.category = category;
    if (!QStringList { u"media"_s, u"body"_s, u"history"_s }.contains(media.category))
        return httpError(400, 50510, u"Unknown category"_s);
    if (file.bytes.isEmpty())
        return httpError(400, 50506, u"The file is empty"_s);
    if (file.bytes.size() > MaxFileBytes)
        return tooLarge();
    if (!isContentType(file.contentType))
        return httpError(400, 50511, u"The content type is missing or broken"_s);
    if (file.name.size() > MaxFileNameCharacters)
        return httpError(400, 50509, u"The file name is too long"_s);
    if (m_store.unsentBytes(identity) + file.bytes.size() > MaxUnsentBytes)
        return httpError(413, 50512, u"Too many files wait to be sent; send some, or wait a day"_s);
    media.contentType = file.contentType;
    if (const QString name = withoutControls(file.name); !name.isEmpty())
        media.fileName = name;
    Transaction transaction(m_database);
    const bool stored
        = m_store.add(media, file.bytes, isoTime(m_clock.wallNow())) && transaction.commit();
    return stored ? json(201, QJsonDocument(record(media)))
                  : httpError(500, 20500, u"The file could not be stored"_s);
}

std::optional<MediaRecord> MediaService::visible(const QString &sid, const QString &identity)
{
    const std::optional<MediaRecord> media = m_store.find(sid);
    const bool maySee = media
        && (media->conversation.isNull()
                ? media->author == identity
                : m_conversations.isParticipant(media->conversation, identity));
    return maySee ? media : std::nullopt;
}

HttpResponse MediaService::lookUp(const QString &sid, const QString &identity)
{
    const std::optional<MediaRecord> media = visible(sid, identity);
    return media ? json(200, QJsonDocument(record(*media))) : noMedia();
}

HttpResponse MediaService::lookUpMany(const HttpRequest &request, const QString &identity)
{
    const QJsonObject body = twilsock::parseJson(request.body).object();
    const QJsonArray list = body.value("list"_L1).toArray();
    if (body.value("command"_L1).toString() != "get"_L1 || list.size() > MaxSetSize)
        return httpError(400, 20001, u"The body is not the JSON object that is needed"_s);
    QJsonArray found;
    for (const auto value : list) {
        const QString sid = value.toObject().value("media_sid"_L1).toString();
        const std::optional<MediaRecord> media = visible(sid, identity);
        found.append(QJsonObject {
            { u"code"_s, media ? 200 : 404 },
            { u"media_record"_s, media ? record(*media) : QJsonObject { { u"sid"_s, sid } } } });
    }
    return json(200, QJsonDocument(found));
}

HttpResponse MediaService::content(const HttpRequest &request, const QString &sid)
{
    const QString expires = queryValue(request, u"Expires"_s);
    const QByteArray given = queryValue(request, u"Signature"_s).toLatin1();
    if (given.isEmpty()) { // the permanent address, with a token
        const auto authorized = authorize(request);
        if (const HttpResponse *const refusal = std::get_if<HttpResponse>(&authorized))
            return *refusal;
        const auto media = visible(sid, std::get<QString>(authorized));
        return media ? bytesOf(*media) : noMedia();
    }
    if (!equalInConstantTime(given, signature(sid, expires)))
        return httpError(403, 20403, u"The address is not one of this service"_s);
    if (expires.toLongLong() <= epochSeconds(m_clock.wallNow()))
        return httpError(403, 20403, u"The address has run out; look the media up again"_s);
    const std::optional<MediaRecord> media = m_store.find(sid);
    return media ? bytesOf(*media) : noMedia();
}

HttpResponse MediaService::bytesOf(const MediaRecord &media) const
{
    const std::shared_ptr<QFile> file = m_store.content(media);
    if (!file)
        return noMedia();
    // A browser that opens the file must not run anything in it.
    return { 200,
             media.contentType.toLatin1(),
             {},
             { { "Content-Disposition", contentDisposition(media.fileName) },
               { "Content-Security-Policy", "sandbox; default-src 'none'" } },
             file };
}

QJsonObject MediaService::record(const MediaRecord &media) const
{
    const QString url = u"/v1/Services/%1/Media/%2"_s.arg(m_serviceSid, media.sid);
    const QString expires = QString::number(epochSeconds(m_clock.wallNow() + AddressLife));
    const QString direct = u"%1%2/Content?Expires=%3&Signature=%4"_s.arg(
        m_base, url, expires, QString::fromLatin1(signature(media.sid, expires)));
    return {
        { u"sid"_s, media.sid },
        { u"service_sid"_s, m_serviceSid },
        { u"channel_sid"_s, textOrNull(media.conversation) },
        { u"message_sid"_s, textOrNull(media.message) },
        { u"author"_s, media.author },
        { u"category"_s, media.category },
        { u"filename"_s, textOrNull(media.fileName) },
        { u"content_type"_s, media.contentType },
        { u"size"_s, media.size },
        { u"is_multipart_upstream"_s, false },
        { u"date_created"_s, media.created },
        { u"date_updated"_s, media.created },
        { u"date_upload_updated"_s, media.created },
        { u"url"_s, url },
        { u"links"_s,
          QJsonObject { { u"content"_s, url + "/Content"_L1 },
                        { u"content_direct_temporary"_s, direct } } },
    };
}

QByteArray MediaService::signature(const QString &sid, const QString &expires) const
{
    return QMessageAuthenticationCode::hash((sid + u'\n' + expires).toUtf8(), m_addressKey,
                                            QCryptographicHash::Sha256)
        .toHex();
}

} // namespace parley::localservice
