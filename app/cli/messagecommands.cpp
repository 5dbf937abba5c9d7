// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/messageattributes.h"
#include "cli/commandrunner.h"
#include "session/events/eventjson.h"

#include <QDir>
#include <QJsonArray>

#include <algorithm>

namespace parley {

using namespace Qt::StringLiterals;

namespace {

constexpr int DefaultHistory = 50;
constexpr qint64 LongestHistory = 1000;
constexpr qint64 HistoryPage = 100;

/// `files`; empty, and the command answered, when something is wrong with it.
std::optional<std::vector<chat::Attachment>> filesOf(const CommandCall &call)
{
    const QString key = u"files"_s;
    std::vector<chat::Attachment> files;
    if (!call.has(key))
        return files;
    const QJsonArray list = call.value(key).toArray();
    for (const QJsonValue one : list) {
        const QJsonObject file = one.toObject();
        const QString path = file.value(u"path"_s).toString();
        if (path.isEmpty())
            break;
        files.push_back({ .filePath = QDir::current().absoluteFilePath(path),
                          .filename = file.value(u"filename"_s).toString(),
                          .contentType = file.value(u"contentType"_s).toString() });
    }
    if (files.empty() || qsizetype(files.size()) != list.size())
        return call.refuse(key, u"a list of objects with a 'path' each"_s);
    return files;
}

void post(const CommandCall &call, const QString &conversation,
          const chat::OutgoingMessage &outgoing)
{
    call.chat().outbox().send(
        conversation, outgoing, &call.runner(),
        call.answering<chat::Message>([sid = call.sidOf(conversation)](const chat::Message &sent) {
            return QJsonObject { { u"conversation"_s, sid },
                                 { u"sid"_s, sent.sid },
                                 { u"index"_s, sent.index } };
        }));
}

/// What is answered is read first; a message that was sent meanwhile goes ahead.
void postReply(const CommandCall &call, const QString &conversation, qint64 original,
               const chat::OutgoingMessage &outgoing)
{
    call.chat().messages().find(
        conversation, original, &call.runner(),
        [call, conversation, outgoing](const chat::Outcome<chat::Message> &outcome) {
            if (const auto *error = std::get_if<chat::ChatError>(&outcome)) {
                call.fail(*error);
                return;
            }
            chat::OutgoingMessage reply = outgoing;
            reply.attributes
                = chat::withReply(outgoing.attributes, std::get<chat::Message>(outcome));
            post(call, conversation, reply);
        });
}

void send(const CommandCall &call)
{
    const auto conversation = call.text(u"conversation"_s);
    if (!conversation)
        return;
    const auto files = filesOf(call);
    if (!files)
        return;
    const auto body = files->empty() ? call.text(u"body"_s) : call.textOr(u"body"_s, {});
    if (!body)
        return;
    const auto attributes = call.objectOrNone(u"attributes"_s);
    if (!attributes)
        return;
    const chat::OutgoingMessage outgoing { .body = *body,
                                           .attributes = *attributes,
                                           .attachments = *files };
    if (!call.has(u"replyTo"_s)) {
        post(call, *conversation, outgoing);
        return;
    }
    if (const auto original = call.wholeNumber(u"replyTo"_s))
        postReply(call, *conversation, *original, outgoing);
}

/// One page after the other until there is enough.
struct HistoryWanted
{
    CommandCall call;
    QString conversation {};
    qint64 count = 0;
    std::optional<qint64> before {};
    std::optional<qint64> after {};
    QJsonArray messages {}; ///< oldest first
};

void readHistory(const HistoryWanted &wanted);

void takeHistory(const HistoryWanted &wanted, const chat::History &history)
{
    const QString sid = wanted.call.sidOf(wanted.conversation);
    HistoryWanted more = wanted;
    const bool isForward = bool(wanted.after);
    if (!isForward)
        more.messages = QJsonArray();
    for (const chat::Message &message : history.messages)
        more.messages.append(eventjson::message(sid, message));
    if (!isForward) {
        for (const QJsonValue newer : wanted.messages)
            more.messages.append(newer);
    }
    const bool hasMore = isForward ? history.hasNewer : history.hasOlder;
    if (!hasMore || history.messages.empty() || more.messages.size() >= wanted.count) {
        wanted.call.succeed(more.messages);
        return;
    }
    (isForward ? more.after : more.before)
        = isForward ? history.messages.back().index : history.messages.front().index;
    readHistory(more);
}

void readHistory(const HistoryWanted &wanted)
{
    const int page = int(std::min(wanted.count - wanted.messages.size(), HistoryPage));
    const auto take = [wanted](const chat::Outcome<chat::History> &outcome) {
        if (const auto *error = std::get_if<chat::ChatError>(&outcome))
            wanted.call.fail(*error);
        else
            takeHistory(wanted, std::get<chat::History>(outcome));
    };
    chat::ChatClient &chat = wanted.call.chat();
    if (wanted.after)
        chat.messages().historyAfter(wanted.conversation, page, *wanted.after,
                                     &wanted.call.runner(), take);
    else
        chat.messages().history(wanted.conversation, page, wanted.before, &wanted.call.runner(),
                                take);
}

void history(const CommandCall &call)
{
    const auto conversation = call.text(u"conversation"_s);
    if (!conversation)
        return;
    const auto count = call.wholeNumberOr(u"count"_s, DefaultHistory, 1, LongestHistory);
    if (!count)
        return;
    HistoryWanted wanted { .call = call, .conversation = *conversation, .count = *count };
    if (call.has(u"before"_s)) {
        wanted.before = call.wholeNumber(u"before"_s);
        if (!wanted.before)
            return;
    }
    if (call.has(u"after"_s)) {
        wanted.after = call.wholeNumber(u"after"_s, -1);
        if (!wanted.after)
            return;
    }
    if (wanted.before && wanted.after)
        call.refuse(u"before"_s, u"or 'after', not both"_s);
    else
        readHistory(wanted);
}

void message(const CommandCall &call)
{
    if (const auto place = call.place())
        call.chat().messages().find(
            place->conversation, place->index, &call.runner(),
            call.answering<chat::Message>(
                [sid = call.sidOf(place->conversation)](const chat::Message &found) {
                    return eventjson::message(sid, found);
                }));
}

void edit(const CommandCall &call)
{
    const auto place = call.place();
    if (!place)
        return;
    if (const auto body = call.text(u"body"_s))
        call.chat().messages().edit(place->conversation, place->index, *body, &call.runner(),
                                    call.answering());
}

void remove(const CommandCall &call)
{
    if (const auto place = call.place())
        call.chat().messages().remove(place->conversation, place->index, &call.runner(),
                                      call.answering());
}

void updateMessageAttributes(const CommandCall &call)
{
    const auto place = call.place();
    if (!place)
        return;
    const auto changes = call.object(u"attributes"_s);
    if (!changes)
        return;
    const auto merge = [changes = *changes](QJsonObject attributes) {
        for (auto it = changes.begin(); it != changes.end(); ++it) {
            if (it->isNull())
                attributes.remove(it.key());
            else
                attributes.insert(it.key(), it.value());
        }
        return attributes;
    };
    call.chat().messages().updateAttributes(place->conversation, place->index, merge,
                                            &call.runner(), call.answering());
}

void react(const CommandCall &call)
{
    const auto place = call.place();
    if (!place)
        return;
    const auto emoji = call.text(u"emoji"_s);
    if (!emoji)
        return;
    if (!chat::isReaction(*emoji)) {
        call.refuse(u"emoji"_s, u"an emoji or one short word"_s);
        return;
    }
    if (const auto on = call.flagOr(u"on"_s, true))
        call.chat().messages().updateAttributes(
            place->conversation, place->index,
            chat::reactionChange(*emoji, call.chat().identity(),
                                 *on ? chat::Toggle::On : chat::Toggle::Off),
            &call.runner(), call.answering());
}

void pin(const CommandCall &call)
{
    const auto place = call.place();
    if (!place)
        return;
    if (const auto on = call.flagOr(u"on"_s, true))
        call.chat().messages().updateAttributes(
            place->conversation, place->index,
            chat::pinChange(call.chat().identity(), *on ? chat::Toggle::On : chat::Toggle::Off),
            &call.runner(), call.answering());
}

void outbox(const CommandCall &call)
{
    QJsonArray list;
    const QStringList conversations = call.chat().outbox().conversations();
    for (const QString &sid : conversations) {
        for (const chat::Message &waiting : call.chat().outbox().messages(sid))
            list.append(eventjson::outboxMessage(sid, waiting));
    }
    call.succeed(list);
}

/// The message in the outbox that a command is about; empty, and the command has failed: there is
/// none.
std::optional<QString> messageInOutbox(const CommandCall &call)
{
    const auto localId = call.text(u"localId"_s);
    if (!localId)
        return std::nullopt;
    const QStringList conversations = call.chat().outbox().conversations();
    const bool isThere = std::ranges::any_of(conversations, [&](const QString &sid) {
        const auto waiting = call.chat().outbox().messages(sid);
        return std::ranges::find(waiting, *localId, &chat::Message::localId) != waiting.end();
    });
    if (!isThere) {
        call.fail({ .code = chat::ChatError::Code::NotFound,
                    .detail = u"There is no such message in the outbox."_s });
        return std::nullopt;
    }
    return localId;
}

void retry(const CommandCall &call)
{
    const auto localId = messageInOutbox(call);
    if (!localId)
        return;
    if (call.chat().outbox().retry(*localId))
        call.succeed(QJsonObject());
    else
        call.fail({ .code = chat::ChatError::Code::Invalid,
                    .detail = u"The message has not failed: it waits or is on its "
                              "way."_s });
}

void discard(const CommandCall &call)
{
    const auto localId = messageInOutbox(call);
    if (!localId)
        return;
    if (call.chat().outbox().discard(*localId))
        call.succeed(QJsonObject());
    else
        call.fail({ .code = chat::ChatError::Code::Invalid,
                    .detail = u"The message is on its way and cannot be discarded any more."_s });
}

} // namespace

std::vector<CommandEntry> messageCommands()
{
    using enum CommandNeed;
    return {
        { "send", Conversations, send,
          "conversation, body, [attributes] [replyTo: index of a message]\n"
          "[files: list of {path [filename] [contentType]}; then without body, too]" },
        { "history", Conversations, history,
          "conversation [count: 1 to 1000] [before: index] or [after: index, -1:\n"
          "from the start]; oldest first, the index itself is not included" },
        { "message", Conversations, message, "conversation, index" },
        { "edit", Conversations, edit, "conversation, index, body" },
        { "delete", Conversations, remove, "conversation, index" },
        { "updateMessageAttributes", Conversations, updateMessageAttributes,
          "conversation, index, attributes: its members replace those of the same\n"
          "name, null removes one" },
        { "react", Conversations, react, "conversation, index, emoji [on: true or false]" },
        { "pin", Conversations, pin, "conversation, index [on: true or false]" },
        { "outbox", Conversations, outbox, "what is waiting, being sent, or has failed" },
        { "retry", Conversations, retry, "localId" },
        { "discard", Conversations, discard, "localId" },
    };
}

} // namespace parley
