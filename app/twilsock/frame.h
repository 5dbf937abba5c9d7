// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <variant>

namespace parley::twilsock {

/// Larger frames are refused before anything is allocated for them.
constexpr qsizetype MaxHeaderBytes = 1024 * 1024;
constexpr qsizetype MaxPayloadBytes = 8 * 1024 * 1024;
constexpr qsizetype MaxFrameBytes = MaxHeaderBytes + MaxPayloadBytes + 64;

/// One Twilsock message: a JSON header and an optional payload. Exactly one fits one WebSocket
/// message.
struct Frame
{
    QJsonObject header {}; ///< with `method` and `id`; `payload_size` is written by encodeFrame()
    QByteArray payload {};

    [[nodiscard]] QString method() const
    {
        return header.value(QLatin1String("method")).toString();
    }
    [[nodiscard]] QString id() const { return header.value(QLatin1String("id")).toString(); }
    /// The payload as a JSON object; empty if it is none.
    [[nodiscard]] QJsonObject payloadObject() const;

    bool operator==(const Frame &) const = default;
};

/// What is wrong with bytes that are no frame; `detail` is English and holds none of them.
struct FrameError
{
    enum class Code {
        BadMagic,
        BadHeaderSize,
        HeaderTooLarge,
        Truncated,
        BadHeader,
        BadPayloadSize,
        PayloadTooLarge
    };
    Code code = Code::BadMagic;
    QString detail {};
};

/// Writes `payload_size` always, CRLF after the header always and after a payload that is not
/// empty. A `payload_type` must be in the header already if there is a payload.
[[nodiscard]] QByteArray encodeFrame(const Frame &frame);
/// The same for a \a header that is text already: a compact JSON object without `payload_size`.
[[nodiscard]] QByteArray encodeFrame(const QByteArray &header, QByteArrayView payload);
/// Reads by length: no last CRLF needed, bytes behind the payload are ignored, unknown fields kept.
[[nodiscard]] std::variant<Frame, FrameError> decodeFrame(const QByteArray &bytes);
/// The acknowledgement of a message with \a id: `reply` with status 200 OK.
[[nodiscard]] QByteArray encodeAck(const QString &id);
/// A fresh id: TM and 32 hex digits.
[[nodiscard]] QString newMessageId();

} // namespace parley::twilsock
