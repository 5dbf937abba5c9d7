// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/http/http.h"
#include "localservice/store/installation.h"
#include "localservice/store/records.h"
#include "token/clock.h"

#include <functional>
#include <optional>
#include <utility>
#include <variant>

namespace parley::localservice {

class ConversationStore;
class Database;
class MediaStore;
class TokenValidator;

/// The media half of the service (MCS), plain HTTP below `/v1/Services/IS…`: upload, look-up,
/// look-up of many, and the content at an address that works for some minutes without a token.
/// Source: app/chat/PROTOCOL.md, 'Media'.
class MediaService final
{
public:
    static constexpr qint64 MaxFileBytes = 25LL * 1024 * 1024;
    /// What one user may have uploaded and not sent: two messages with ten of the largest files.
    static constexpr qint64 MaxUnsentBytes = 20 * MaxFileBytes;
    static constexpr std::chrono::minutes AddressLife { 5 };

    /// References must outlive this object.
    MediaService(Database &database, MediaStore &store, ConversationStore &conversations,
                 const TokenValidator &validator, const Installation &installation, Clock &clock);

    /// `http://127.0.0.1:…`, which the addresses begin with.
    void setBase(const QString &base) { m_base = base; }

    [[nodiscard]] static bool isMediaPath(const QString &path);
    void handle(const HttpRequest &request, const HttpReply &reply);
    /// Why a large body need not be read at all, or nothing and whose it is.
    [[nodiscard]] std::optional<HttpResponse> refuseLarge(HttpRequest &head) const;

private:
    [[nodiscard]] HttpResponse answer(const HttpRequest &request);
    /// The identity that the request's token is for, or the refusal.
    [[nodiscard]] std::variant<QString, HttpResponse> authorize(const HttpRequest &request) const;
    [[nodiscard]] HttpResponse upload(const HttpRequest &request, const QString &identity);
    [[nodiscard]] HttpResponse lookUp(const QString &sid, const QString &identity);
    [[nodiscard]] HttpResponse lookUpMany(const HttpRequest &request, const QString &identity);
    [[nodiscard]] HttpResponse content(const HttpRequest &request, const QString &sid);
    [[nodiscard]] HttpResponse bytesOf(const MediaRecord &media) const;

    /// What \a identity may see: its own, and what was sent to conversations it takes part in.
    [[nodiscard]] std::optional<MediaRecord> visible(const QString &sid, const QString &identity);
    [[nodiscard]] QJsonObject record(const MediaRecord &media) const;
    [[nodiscard]] QByteArray signature(const QString &sid, const QString &expires) const;

    Database &m_database;
    MediaStore &m_store;
    ConversationStore &m_conversations;
    const TokenValidator &m_validator;
    Clock &m_clock;
    QString m_serviceSid;
    QByteArray m_addressKey;
    QString m_base;
};

} // namespace parley::localservice
