// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/media/mediaclient.h"

#include "chat/wire/chatparsing.h"
#include "twilsock/boundedjson.h"

#include <QJsonDocument>
#include <QPointer>
#include <QSaveFile>
#include <QUrlQuery>

#include <algorithm>
#include <utility>

namespace parley::chat {

using namespace Qt::StringLiterals;

using namespace std::chrono_literals;

namespace {

/// The service promises minutes.
constexpr auto PlaceLife = std::chrono::milliseconds(4min);
constexpr qsizetype MaxPlaces = 512;
constexpr auto TokenWait = std::chrono::milliseconds(30s);

bool isMediaSid(const QString &sid)
{
    return sid.size() >= 3 && sid.size() <= 64 && sid.startsWith("ME"_L1)
        && std::ranges::all_of(sid,
                               [](QChar c) { return c.unicode() < 128 && c.isLetterOrNumber(); });
}

bool hasRunOut(const HttpTransfer::Answer &answer)
{
    return answer.httpStatus == 401 || answer.httpStatus == 403 || answer.httpStatus == 404
        || answer.httpStatus == 410;
}

ChatError unreadable()
{
    return { .code = ChatError::Code::BadAnswer,
             .detail = u"the media service's answer cannot be read"_s };
}

/// Tells once whether the connection runs on another token than the refused one in time.
class TokenWatch final : public QObject
{
public:
    TokenWatch(twilsock::Connection &connection, Clock &clock, AccessToken refused, QObject *parent,
               QObject *context, std::function<void(bool)> done)
        : QObject(parent)
        , m_connection(connection)
        , m_refused(std::move(refused))
        , m_context(context)
        , m_done(std::move(done))
    {
        connect(&connection, &twilsock::Connection::tokenAccepted, this, [this] { look(); });
        connect(context, &QObject::destroyed, this, &QObject::deleteLater);
        clock.callAfter(TokenWait, this, [this] { end(false); });
        clock.callAfter(0ms, this, [this] { look(); });
    }

private:
    void look()
    {
        const auto token = m_connection.acceptedToken();
        if (token && !(*token == m_refused))
            end(true);
    }
    void end(bool isThere)
    {
        const auto done = std::exchange(m_done, {});
        deleteLater();
        if (done && m_context)
            done(isThere);
    }

    twilsock::Connection &m_connection;
    const AccessToken m_refused;
    const QPointer<QObject> m_context;
    std::function<void(bool)> m_done;
};

} // namespace

MediaClient::MediaClient(ChatContext &context, QNetworkAccessManager &network, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_network(network)
    , m_run(std::make_unique<QObject>())
{ }

MediaClient::~MediaClient() = default;

void MediaClient::reset()
{
    m_run = std::make_unique<QObject>();
    m_places.clear();
}

std::optional<ChatError> MediaClient::problem() const
{
    if (m_context.identity().isEmpty())
        return ChatError { .code = ChatError::Code::Offline, .detail = u"not initialised yet"_s };
    if (!isPermittedUrl(m_context.configuration.mediaService, m_context.servicePlace()))
        return ChatError { .code = ChatError::Code::NotFound,
                           .detail = u"the service keeps no media"_s };
    return std::nullopt;
}

// Sends the token only to the media service of the configuration: a server that gets the token can
// act as the user.
void MediaClient::send(const HttpTransfer::Request &request, const Body &body, Attempt attempt,
                       QObject *context, const Progress &progress, const Callback<Answer> &done)
{
    const auto token = m_context.connection.acceptedToken();
    auto trouble = problem();
    HttpTransfer::Request authorized = request;
    if (!trouble && !token) {
        trouble = { .code = ChatError::Code::Offline, .detail = u"no token is in use just now"_s };
    } else if (!trouble && body) {
        const auto opened = body();
        if (const auto *error = std::get_if<ChatError>(&opened))
            trouble = *error;
        else
            authorized.body = std::get<std::shared_ptr<QIODevice>>(opened);
    }
    if (trouble)
        return m_context.clock.callAfter(0ms, context, [done, error = *trouble] { done(error); });
    authorized.token = token->jwt();
    authorized.service = m_context.servicePlace();
    const QPointer<QObject> guard(context);
    HttpTransfer::start(
        m_network, m_context.clock, authorized, m_run.get(), context, progress,
        [this, request, body, attempt, guard, progress, done,
         token = *token](const Outcome<Answer> &outcome) {
            const auto *answer = std::get_if<Answer>(&outcome);
            const bool isUnauthorized = answer != nullptr && answer->httpStatus == 401;
            if (!isUnauthorized || attempt == Attempt::Repeated)
                return done(outcome);
            awaitOtherToken(token, guard,
                            [this, request, body, guard, progress, done, outcome](bool isThere) {
                                if (isThere)
                                    send(request, body, Attempt::Repeated, guard, progress, done);
                                else
                                    done(outcome);
                            });
        });
}

void MediaClient::awaitOtherToken(const AccessToken &refused, QObject *context,
                                  const std::function<void(bool)> &done)
{
    if (context == nullptr)
        return;
    new TokenWatch(m_context.connection, m_context.clock, refused, m_run.get(), context, done);
    m_context.connection.doubtToken(refused);
}

void MediaClient::upload(const Content &content, QObject *context, Progress progress,
                         Callback<Media> done)
{
    QUrl url = m_context.configuration.mediaService;
    QUrlQuery query(url);
    query.addQueryItem(u"Category"_s, u"media"_s);
    if (!content.filename.isEmpty())
        query.addQueryItem(u"Filename"_s,
                           QString::fromLatin1(QUrl::toPercentEncoding(content.filename)));
    url.setQuery(query);
    const HttpTransfer::Request request { .verb = "POST",
                                          .url = url,
                                          .contentType = content.contentType.toLatin1() };
    const Media sent { .category = u"media"_s,
                       .filename = content.filename,
                       .contentType = content.contentType,
                       .size = content.size };
    send(request, content.open, Attempt::First, context, progress,
         [sent, done = std::move(done)](const Outcome<Answer> &outcome) {
             const auto *answer = std::get_if<Answer>(&outcome);
             if (answer == nullptr)
                 return done(std::get<ChatError>(outcome));
             if (!answer->isSuccess())
                 return done(errorOf(*answer));
             Media media = sent;
             media.sid = twilsock::parseJson(answer->body).object().value("sid"_L1).toString();
             isMediaSid(media.sid) ? done(media) : done(unreadable());
         });
}

void MediaClient::place(const QString &mediaSid, QObject *context, const Callback<Place> &done)
{
    if (!isMediaSid(mediaSid)) {
        const ChatError error { .code = ChatError::Code::Invalid,
                                .detail = u"not the SID of a media"_s };
        return m_context.clock.callAfter(0ms, context, [done, error] { done(error); });
    }
    const auto known = m_places.constFind(mediaSid);
    if (known != m_places.constEnd() && m_context.clock.monotonicNow() - known->since < PlaceLife) {
        // By our own context: what comes of it needs this object, and ends with reset().
        m_context.clock.callAfter(0ms, m_run.get(),
                                  [guard = QPointer<QObject>(context), done, place = *known] {
                                      if (guard)
                                          done(place);
                                  });
        return;
    }
    const QUrl base = m_context.configuration.mediaService;
    const HttpTransfer::Request request { .url = withSegment(base, mediaSid) };
    send(request, {}, Attempt::First, context, {},
         [this, mediaSid, base, done](const Outcome<Answer> &outcome) {
             const auto *answer = std::get_if<Answer>(&outcome);
             if (answer == nullptr)
                 return done(std::get<ChatError>(outcome));
             if (!answer->isSuccess())
                 return done(errorOf(*answer));
             const QJsonObject record = twilsock::parseJson(answer->body).object();
             const QString link = record.value("links"_L1)
                                      .toObject()
                                      .value("content_direct_temporary"_L1)
                                      .toString();
             Place place { .url = base.resolved(QUrl(link, QUrl::StrictMode)),
                           .size = parseIndex(record.value("size"_L1)).value_or(-1),
                           .since = m_context.clock.monotonicNow() };
             if (link.isEmpty() || !isPermittedUrl(place.url, m_context.servicePlace()))
                 return done(unreadable());
             if (m_places.size() >= MaxPlaces)
                 m_places.clear();
             m_places.insert(mediaSid, place);
             place.isFresh = true;
             done(place);
         });
}

void MediaClient::contentUrl(const QString &mediaSid, QObject *context, Callback<QUrl> done)
{
    place(mediaSid, context, [done = std::move(done)](const Outcome<Place> &outcome) {
        if (const auto *place = std::get_if<Place>(&outcome))
            done(QUrl(place->url));
        else
            done(std::get<ChatError>(outcome));
    });
}

// What the record announces is the limit of what is taken.
void MediaClient::fetch(const Media &media, const HttpTransfer::Request &request, QObject *context,
                        const Progress &progress, const Callback<Answer> &done)
{
    const QPointer<QObject> guard(context);
    place(media.sid, context,
          [this, media, request, guard, progress, done](const Outcome<Place> &outcome) {
              const auto *place = std::get_if<Place>(&outcome);
              if (place == nullptr)
                  return done(std::get<ChatError>(outcome));
              const qint64 size = place->size >= 0 ? place->size : media.size;
              if (size > request.maxBytes)
                  return done(ChatError { .code = ChatError::Code::TooLarge,
                                          .detail = u"the file is too large"_s });
              HttpTransfer::Request download = request;
              download.url = place->url;
              download.service = m_context.servicePlace();
              download.maxBytes = size;
              HttpTransfer::start(m_network, m_context.clock, download, m_run.get(), guard,
                                  progress,
                                  [this, media, request, guard, progress, done, size,
                                   isFresh = place->isFresh](const Outcome<Answer> &fetched) {
                                      const auto *answer = std::get_if<Answer>(&fetched);
                                      if (answer == nullptr)
                                          return done(std::get<ChatError>(fetched));
                                      if (hasRunOut(*answer))
                                          m_places.remove(media.sid);
                                      if (hasRunOut(*answer) && !isFresh)
                                          return fetch(media, request, guard, progress, done);
                                      if (!answer->isSuccess())
                                          return done(errorOf(*answer));
                                      answer->bytes == size ? done(*answer) : done(unreadable());
                                  });
          });
}

void MediaClient::download(const Media &media, const QString &filePath, QObject *context,
                           Progress progress, Callback<QString> done)
{
    const auto file = std::make_shared<QSaveFile>(filePath);
    const ChatError notWritten { .code = ChatError::Code::FileNotWritten,
                                 .detail = u"the file cannot be written"_s };
    if (!file->open(QIODevice::WriteOnly))
        return m_context.clock.callAfter(0ms, context, [done, notWritten] { done(notWritten); });
    const HttpTransfer::Request request { .sink = file,
                                          .maxBytes = std::numeric_limits<qint64>::max() };
    fetch(media, request, context, progress,
          [file, filePath, notWritten, done = std::move(done)](const Outcome<Answer> &outcome) {
              if (const auto *error = std::get_if<ChatError>(&outcome)) {
                  file->cancelWriting();
                  return done(*error);
              }
              file->commit() ? done(QString(filePath)) : done(notWritten);
          });
}

void MediaClient::load(const Media &media, qint64 maxBytes, QObject *context,
                       Callback<QByteArray> done)
{
    fetch(media, { .maxBytes = maxBytes }, context, {},
          [done = std::move(done)](const Outcome<Answer> &outcome) {
              if (const auto *answer = std::get_if<Answer>(&outcome))
                  done(QByteArray(answer->body));
              else
                  done(std::get<ChatError>(outcome));
          });
}

} // namespace parley::chat
