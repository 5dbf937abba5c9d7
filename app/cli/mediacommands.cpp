// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "cli/commandrunner.h"
#include "session/events/eventjson.h"

#include <QDir>

#include <algorithm>
#include <memory>

namespace parley {

using namespace Qt::StringLiterals;

namespace {

void mediaUrl(const CommandCall &call)
{
    if (const auto media = call.text(u"media"_s))
        call.chat().media().contentUrl(
            *media, &call.runner(), call.answering<QUrl>([](const QUrl &url) {
                return QJsonObject { { u"url"_s, QString::fromLatin1(url.toEncoded()) } };
            }));
}

/// Told in twenty steps, not with each packet.
chat::ChatMedia::Progress progressOf(const CommandCall &call, const QString &mediaSid)
{
    return [call, mediaSid, last = std::make_shared<qint64>(0)](qint64 received, qint64 total) {
        if (received < total && received - *last < std::max<qint64>(total / 20, 1))
            return;
        *last = received;
        call.runner().reporter().report({ { u"event"_s, u"downloadProgress"_s },
                                          { u"media"_s, mediaSid },
                                          { u"received"_s, received },
                                          { u"total"_s, total } });
    };
}

void download(const CommandCall &call, const chat::Message &message, const QString &mediaSid,
              const QString &path)
{
    const auto found = std::ranges::find_if(message.media, [&mediaSid](const chat::Media &media) {
        return mediaSid.isEmpty() || media.sid == mediaSid;
    });
    if (found == message.media.end()) {
        call.fail({ .code = chat::ChatError::Code::NotFound,
                    .detail = u"The message has no such file."_s });
        return;
    }
    call.chat().media().download(*found, path, &call.runner(), progressOf(call, found->sid),
                                 call.answering<QString>([](const QString &saved) {
                                     return QJsonObject { { u"path"_s, saved } };
                                 }));
}

void downloadMedia(const CommandCall &call)
{
    const auto place = call.place();
    if (!place)
        return;
    const auto media = call.textOr(u"media"_s, {});
    if (!media)
        return;
    const auto path = call.text(u"path"_s);
    if (!path)
        return;
    call.chat().messages().find(
        place->conversation, place->index, &call.runner(),
        [call, media = *media, path = QDir::current().absoluteFilePath(*path)](
            const chat::Outcome<chat::Message> &outcome) {
            if (const auto *error = std::get_if<chat::ChatError>(&outcome))
                call.fail(*error);
            else
                download(call, std::get<chat::Message>(outcome), media, path);
        });
}

} // namespace

std::vector<CommandEntry> mediaCommands()
{
    using enum CommandNeed;
    return {
        { "mediaUrl", Conversations, mediaUrl,
          "media: sid of a file; an address that needs no sign-in for some minutes" },
        { "downloadMedia", Conversations, downloadMedia,
          "conversation, index, path [media: sid, if the message has several files]" },
    };
}

} // namespace parley
