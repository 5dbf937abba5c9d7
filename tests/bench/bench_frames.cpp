// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

// What the frame format costs on top of its JSON: read and write a chat message of 1 KiB as a
// frame, against QJsonDocument reading and writing the same two texts.

#include "figure.h"
#include "twilsock/frame.h"

#include <QElapsedTimer>
#include <QJsonDocument>

using namespace parley;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MessageBytes = 1024;
constexpr int Rounds = 200;
constexpr int PerRound = 200;

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject messageHeader(qsizetype payloadSize)
{
    return {
        { u"method"_s, u"notification"_s },
        { u"id"_s, u"TM0123456789abcdef0123456789abcdef"_s },
        { u"message_type"_s, u"twilio.sync.event"_s },
        { u"payload_type"_s, u"application/json"_s },
        { u"payload_size"_s, payloadSize },
    };
}

QJsonObject messagePayload()
{
    QJsonObject data {
        { u"sid"_s, u"IM0123456789abcdef0123456789abcdef"_s },
        { u"author"_s, u"alice"_s },
        { u"dateCreated"_s, u"2026-01-31T12:34:56.789Z"_s },
        { u"attributes"_s, u"{}"_s },
        { u"index"_s, 1234 },
        { u"body"_s, QString() },
    };
    const auto whole = [&data] {
        return QJsonObject {
            { u"event_type"_s, u"list_item_added"_s },
            { u"list_sid"_s, u"ES0123456789abcdef0123456789abcdef"_s },
            { u"event_id"_s, 98765 },
            { u"data"_s, data },
        };
    };
    const qsizetype spare = MessageBytes - compact(whole()).size();
    data.insert(u"body"_s, QString(spare, u'm'));
    return whole();
}

/// What is read and written again, so that the optimiser cannot leave it out.
qsizetype checksum = 0;

void throughFrame(const QByteArray &bytes)
{
    const auto decoded = twilsock::decodeFrame(bytes);
    const auto &frame = std::get<twilsock::Frame>(decoded);
    const QJsonObject payload = frame.payloadObject();
    checksum += twilsock::encodeFrame({ frame.header, compact(payload) }).size();
}

void throughJson(const QByteArray &header, const QByteArray &payload)
{
    checksum += compact(QJsonDocument::fromJson(header).object()).size();
    checksum += compact(QJsonDocument::fromJson(payload).object()).size();
}

template <typename Work> double nanosecondsEach(Work work)
{
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < PerRound; ++i)
        work();
    return static_cast<double>(timer.nsecsElapsed()) / PerRound;
}

} // namespace

int main()
{
    const QByteArray payload = compact(messagePayload());
    const QByteArray header = compact(messageHeader(payload.size()));
    const QByteArray bytes = twilsock::encodeFrame({ messageHeader(payload.size()), payload });
    if (!std::holds_alternative<twilsock::Frame>(twilsock::decodeFrame(bytes)))
        return bench::cannotMeasure(u"the frame cannot be read back"_s);

    std::vector<double> frames;
    std::vector<double> json;
    for (int round = 0; round < Rounds; ++round) {
        frames.push_back(nanosecondsEach([&] { throughFrame(bytes); }));
        json.push_back(nanosecondsEach([&] { throughJson(header, payload); }));
    }
    const double ours = bench::median(frames);
    const double bare = bench::median(json);
    bench::print({ .name = u"frames"_s,
                   .value = ours / bare,
                   .aim = 0.8,
                   .detail = u"read and write a message frame of 1 KiB / QJsonDocument on the "
                             "same JSON (%1 / %2 us)"_s.arg(ours / 1000, 0, 'f', 2)
                                 .arg(bare / 1000, 0, 'f', 2) });
    return checksum > 0 ? 0 : 1;
}
