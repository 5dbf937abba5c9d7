// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "twilsock/frame.h"

#include "twilsock/boundedjson.h"

#include <QJsonDocument>
#include <QUuid>

#include <optional>

namespace parley::twilsock {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView Magic("TWILSOCK V3.0 ");
constexpr QByteArrayView LineEnd("\r\n");
/// Digits of a header size that can still be within the limit; more are too large, not a number to
/// read.
constexpr qsizetype MaxSizeDigits = 7;
/// Longest magic line; what stands behind the size is ignored, as both official clients do.
constexpr qsizetype MaxMagicLineBytes = 128;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

FrameError fail(FrameError::Code code, const char *detail)
{
    return FrameError { code, QString::fromLatin1(detail) };
}

struct MagicLine
{
    qsizetype headerStart = 0;
    qsizetype headerSize = 0;
};

std::variant<MagicLine, FrameError> readMagicLine(QByteArrayView bytes)
{
    using Code = FrameError::Code;
    if (!bytes.startsWith(Magic)) {
        return Magic.startsWith(bytes)
            ? fail(Code::Truncated, "The frame ends in its first line.")
            : fail(Code::BadMagic, "The frame does not start with TWILSOCK V3.0.");
    }
    const qsizetype digitsStart = Magic.size();
    qsizetype at = digitsStart;
    qsizetype size = 0;
    while (at < bytes.size() && isDigit(bytes[at])) {
        if (at - digitsStart >= MaxSizeDigits)
            return fail(Code::HeaderTooLarge, "The header is larger than 1 MiB.");
        size = size * 10 + (bytes[at] - '0');
        ++at;
    }
    if (at == bytes.size())
        return fail(Code::Truncated, "The frame ends in its first line.");
    if (at == digitsStart || (bytes[digitsStart] == '0' && at - digitsStart > 1))
        return fail(Code::BadHeaderSize, "The header size is not a decimal number.");
    if (bytes[at] == ' ') {
        const QByteArrayView rest = bytes.sliced(at, qMin(bytes.size() - at, MaxMagicLineBytes));
        const qsizetype end = rest.indexOf('\r');
        if (end < 0) {
            return rest.size() < MaxMagicLineBytes
                ? fail(Code::Truncated, "The frame ends in its first line.")
                : fail(Code::BadHeaderSize, "The first line does not end.");
        }
        at += end;
    }
    if (bytes[at] == '\r' && at + 1 == bytes.size())
        return fail(Code::Truncated, "The frame ends in its first line.");
    if (bytes[at] != '\r' || bytes[at + 1] != '\n')
        return fail(Code::BadHeaderSize, "The header size is not followed by CRLF.");
    if (size > MaxHeaderBytes)
        return fail(Code::HeaderTooLarge, "The header is larger than 1 MiB.");
    return MagicLine { at + LineEnd.size(), size };
}

/// The value of `payload_size`: 0 when it is missing or null, empty when it is no count.
std::optional<qint64> payloadSize(const QJsonObject &header)
{
    const QJsonValue value = header.value("payload_size"_L1);
    if (value.isUndefined() || value.isNull())
        return 0;
    const qint64 size = value.toInteger(-1);
    return size >= 0 ? std::optional(size) : std::nullopt;
}

/// Qt's parser takes U+FEFF at the start of a string for the mark of an encoding and drops it,
/// unless it is escaped. Outside of strings it is no JSON.
constexpr const char *ByteOrderMark = "\xef\xbb\xbf";
constexpr const char *EscapedByteOrderMark = "\\ufeff";

QByteArray toText(const QJsonObject &object)
{
    return QJsonDocument(object)
        .toJson(QJsonDocument::Compact)
        .replace(ByteOrderMark, EscapedByteOrderMark);
}

QJsonDocument fromText(QByteArray json)
{
    return parseJson(json.replace(ByteOrderMark, EscapedByteOrderMark));
}

/// \a header, the text of an object without a `payload_size`, with one.
QByteArray withPayloadSize(QByteArray header, qsizetype payloadBytes)
{
    constexpr qsizetype emptyObject = 2;
    const bool isEmpty = header.size() <= emptyObject;
    header.chop(1);
    header += isEmpty ? "\"payload_size\":" : ",\"payload_size\":";
    header += QByteArray::number(payloadBytes);
    header += '}';
    return header;
}

/// The header as text with the right `payload_size`, without copying the object where it can be
/// helped.
QByteArray headerText(const QJsonObject &header, qsizetype payloadBytes)
{
    const QLatin1String key("payload_size");
    const QJsonValue present = header.value(key);
    if (present.isUndefined())
        return withPayloadSize(toText(header), payloadBytes);
    if (present.toInteger(-1) == payloadBytes)
        return toText(header);
    QJsonObject corrected = header;
    corrected.insert(key, qint64(payloadBytes));
    return toText(corrected);
}

QByteArray assemble(QByteArrayView header, QByteArrayView payload)
{
    const QByteArray size = QByteArray::number(header.size());
    QByteArray bytes;
    bytes.reserve(Magic.size() + size.size() + header.size() + payload.size() + 3 * LineEnd.size());
    bytes.append(Magic).append(size).append(LineEnd).append(header).append(LineEnd);
    if (!payload.isEmpty())
        bytes.append(payload).append(LineEnd);
    return bytes;
}

/// An id comes from outside: it may hold anything, and must not break out of its quotes.
void appendEscaped(QByteArray &json, const QByteArray &utf8)
{
    constexpr char hex[] = "0123456789abcdef";
    for (const char c : utf8) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            json += '\\';
            json += c;
        } else if (byte < 0x20) {
            json += "\\u00";
            json += hex[byte >> 4];
            json += hex[byte & 0xf];
        } else {
            json += c;
        }
    }
}

} // namespace

QJsonObject Frame::payloadObject() const
{
    return payload.isEmpty() ? QJsonObject() : parseJson(payload).object();
}

QByteArray encodeFrame(const Frame &frame)
{
    return assemble(headerText(frame.header, frame.payload.size()), frame.payload);
}

QByteArray encodeFrame(const QByteArray &header, QByteArrayView payload)
{
    return assemble(withPayloadSize(header, payload.size()), payload);
}

std::variant<Frame, FrameError> decodeFrame(const QByteArray &bytes)
{
    using Code = FrameError::Code;
    const auto line = readMagicLine(bytes);
    if (const auto *error = std::get_if<FrameError>(&line))
        return *error;
    const auto [headerStart, headerSize] = std::get<MagicLine>(line);
    if (headerSize > bytes.size() - headerStart)
        return fail(Code::Truncated, "The frame ends in its header.");

    // Parsed in place: QJsonDocument copies what it keeps.
    const QJsonDocument document
        = fromText(QByteArray::fromRawData(bytes.constData() + headerStart, headerSize));
    // White space behind the object means that the size counts what is not the header's.
    if (!document.isObject() || bytes[headerStart + headerSize - 1] != '}')
        return fail(Code::BadHeader, "The header is not a JSON object of the announced size.");
    Frame frame { document.object(), {} };

    const std::optional<qint64> size = payloadSize(frame.header);
    if (!size)
        return fail(Code::BadPayloadSize, "payload_size is not a count of bytes.");
    if (*size > MaxPayloadBytes)
        return fail(Code::PayloadTooLarge, "The payload is larger than 8 MiB.");
    if (*size == 0)
        return frame; // whatever follows is ignored, and so is a missing CRLF

    const qsizetype payloadStart = headerStart + headerSize + LineEnd.size();
    if (payloadStart > bytes.size() || *size > bytes.size() - payloadStart)
        return fail(Code::Truncated, "The frame ends in its payload.");
    if (QByteArrayView(bytes).sliced(headerStart + headerSize, LineEnd.size()) != LineEnd)
        return fail(Code::BadHeader, "The header is not followed by CRLF.");
    frame.payload = bytes.mid(payloadStart, static_cast<qsizetype>(*size));
    return frame;
}

QByteArray encodeAck(const QString &id)
{
    QByteArray header;
    header.reserve(160);
    header += "{\"method\":\"reply\",\"id\":\"";
    appendEscaped(header, id.toUtf8());
    header.replace(ByteOrderMark, EscapedByteOrderMark);
    header += "\",\"payload_size\":0,\"status\":{\"code\":200,\"status\":\"OK\"}}";
    return assemble(header, {});
}

QString newMessageId()
{
    return "TM"_L1 + QUuid::createUuid().toString(QUuid::Id128);
}

} // namespace parley::twilsock
