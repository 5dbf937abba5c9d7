// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/messages/attributeeditor.h"

#include "chat/messages/messagestream.h"
#include "chat/wire/chatparsing.h"
#include "chat/wire/jsonmembers.h"
#include "twilsock/backoff.h"
#include "twilsock/boundedjson.h"

#include <utility>

namespace parley::chat {

using namespace Qt::StringLiterals;

namespace {

constexpr int MaxWrites = 6;
constexpr auto FirstWait = std::chrono::milliseconds(200);
constexpr auto LongestWait = std::chrono::milliseconds(10'000);

/// Other attributes have no place for Parley's part: a write would destroy what another client
/// keeps there.
bool isObjectOrEmpty(const QJsonValue &attributes)
{
    if (!attributes.isString())
        return attributes.isUndefined() || attributes.isNull() || attributes.isObject();
    const QByteArray text = attributes.toString().toUtf8().trimmed();
    return text.isEmpty() || twilsock::parseJson(text).isObject();
}

} // namespace

AttributeEditor::AttributeEditor(ChatContext &context, MessageStream &messages, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_messages(messages)
    , m_run(std::make_unique<QObject>())
{ }

AttributeEditor::~AttributeEditor() = default;

void AttributeEditor::reset()
{
    m_run = std::make_unique<QObject>();
    m_jobs.clear();
}

void AttributeEditor::edit(const QString &conversationSid, qint64 index, AttributeChange change,
                           Callback<Nothing> done)
{
    const Place place(conversationSid, index);
    std::deque<Job> &jobs = m_jobs[place];
    jobs.push_back({ std::move(change), std::move(done) });
    if (jobs.size() == 1)
        read(place);
}

void AttributeEditor::read(const Place &place)
{
    m_messages.findItem(place.first, place.second, m_run.get(),
                        [this, place](const Outcome<sync::Item> &outcome) {
                            if (const auto *item = std::get_if<sync::Item>(&outcome))
                                change(place, *item);
                            else
                                end(place, std::get<ChatError>(outcome));
                        });
}

void AttributeEditor::change(const Place &place, const sync::Item &item)
{
    Job &job = m_jobs.at(place).front();
    const QJsonValue raw = item.data.value("attributes"_L1);
    if (!isObjectOrEmpty(raw))
        return end(place,
                   ChatError { .code = ChatError::Code::Invalid,
                               .detail = u"the attributes are no JSON object"_s });
    const QJsonObject present = parseAttributes(raw);
    const QString marker = markerOf(present);
    const Outcome<QJsonObject> changed = job.change(withoutMarker(present));
    if (const auto *error = std::get_if<ChatError>(&changed))
        return end(place, *error);
    QJsonObject wanted = std::get<QJsonObject>(changed);
    if (!marker.isEmpty())
        wanted = withMarker(wanted, marker);
    if (wanted == present)
        return end(place, Nothing {}); // as wanted: by our last write, or from the start
    if (job.writes++ == MaxWrites)
        return end(place,
                   ChatError { .code = ChatError::Code::Refused,
                               .detail = u"others keep changing the attributes"_s });
    const QString attributes = withChangedMembers(raw.toString(), present, wanted);
    if (attributes.toUtf8().size() > MaxAttributesBytes)
        return end(place,
                   ChatError { .code = ChatError::Code::TooLong,
                               .detail = u"the attributes are over the limit"_s });
    write(place, item.data.value("sid"_L1).toString(), attributes);
}

void AttributeEditor::write(const Place &place, const QString &messageSid,
                            const QString &attributes)
{
    m_context.rest.post(m_context.messageUrl(place.first, messageSid),
                        { { u"attributes"_s, attributes } }, RestClient::newMutationId(),
                        RestClient::Repeat::AfterDrop, m_run.get(),
                        [this, place](const Outcome<RestAnswer> &outcome) {
                            const auto *error = std::get_if<ChatError>(&outcome);
                            if (error != nullptr && !isConcurrentChange(*error))
                                return end(place, *error);
                            // The first repetition comes at once. Later ones wait: another client
                            // keeps writing, or what is read is old.
                            const int writes = m_jobs.at(place).front().writes;
                            if (writes < 2)
                                return read(place);
                            m_context.clock.callAfter(
                                twilsock::BackOff::doubled(FirstWait, LongestWait, writes - 1),
                                m_run.get(), [this, place] { read(place); });
                        });
}

void AttributeEditor::end(const Place &place, const Outcome<Nothing> &outcome)
{
    std::deque<Job> &jobs = m_jobs.at(place);
    const Callback<Nothing> done = std::move(jobs.front().done);
    jobs.pop_front();
    if (jobs.empty())
        m_jobs.erase(place);
    else
        read(Place(place));
    done(outcome);
}

} // namespace parley::chat
