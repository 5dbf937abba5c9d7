// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/conversations/participantdirectory.h"

#include "chat/wire/chatparsing.h"
#include "chat/wire/mapreader.h"

#include <QSet>

#include <algorithm>
#include <utility>

namespace parley::chat {

using namespace Qt::StringLiterals;

using sync::Change;
using sync::Item;
using sync::ObjectInfo;

namespace {

constexpr int MaxPrefetching = 2;

} // namespace

ParticipantDirectory::ParticipantDirectory(ChatContext &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
{
    connect(&context.sync, &sync::SyncClient::objectChanged, this,
            &ParticipantDirectory::handleChange);
    connect(&context.sync, &sync::SyncClient::resyncRequired, this, &ParticipantDirectory::resync);
}

ParticipantDirectory::~ParticipantDirectory() = default;

void ParticipantDirectory::open(const QString &conversationSid, const ObjectInfo &roster)
{
    close(conversationSid);
    m_rosters[conversationSid].info = roster;
    m_conversations.insert(roster.sid, conversationSid);
}

void ParticipantDirectory::close(const QString &conversationSid)
{
    const auto it = m_rosters.find(conversationSid);
    if (it == m_rosters.end())
        return;
    const auto waiters = std::move(it->second.waiters);
    m_conversations.remove(it->second.info.sid);
    m_rosters.erase(it);
    for (const auto &[context, done] : waiters) {
        const ChatError error { .code = ChatError::Code::NotFound, .detail = u"left meanwhile"_s };
        if (context) // later: the caller of close() is still at work
            m_context.clock.callAfter(std::chrono::milliseconds(0), context,
                                      [callback = done, error] { callback(error); });
    }
}

void ParticipantDirectory::reset()
{
    m_prefetch.clear();
    m_prefetching = 0;
    m_rosters.clear();
    m_conversations.clear();
}

std::vector<Participant> ParticipantDirectory::values(const QString &conversationSid) const
{
    std::vector<Participant> participants;
    const auto it = m_rosters.find(conversationSid);
    if (it == m_rosters.end())
        return participants;
    participants.reserve(it->second.participants.size());
    for (const auto &[sid, participant] : it->second.participants) {
        if (!participant.isGone)
            participants.push_back(participant.value);
    }
    return participants;
}

bool ParticipantDirectory::hasOnly(const QString &conversationSid,
                                   const QStringList &identities) const
{
    const auto it = m_rosters.find(conversationSid);
    return it == m_rosters.end()
        || std::ranges::all_of(it->second.participants, [&identities](const auto &entry) {
               return entry.second.isGone || identities.contains(entry.second.value.identity);
           });
}

void ParticipantDirectory::load(const QString &conversationSid, QObject *context,
                                Callback<std::vector<Participant>> done)
{
    const auto it = m_rosters.find(conversationSid);
    if (it == m_rosters.end())
        return done(ChatError { .code = ChatError::Code::NotFound,
                                .detail = u"not one of the user's conversations"_s });
    if (it->second.isComplete)
        return done(values(conversationSid));
    it->second.waiters.emplace_back(context, std::move(done));
    if (!it->second.reading)
        read(conversationSid);
}

void ParticipantDirectory::prefetch(const QString &conversationSid)
{
    m_prefetch.push_back(conversationSid);
    prefetchNext();
}

void ParticipantDirectory::prefetchNext()
{
    while (m_prefetching < MaxPrefetching && !m_prefetch.empty()) {
        const QString sid = m_prefetch.front();
        m_prefetch.pop_front();
        const auto it = m_rosters.find(sid);
        if (it == m_rosters.end() || it->second.isComplete)
            continue;
        ++m_prefetching;
        load(sid, this, [this](const Outcome<std::vector<Participant>> &) {
            m_prefetching = std::max(0, m_prefetching - 1); // a reset may have come first
            prefetchNext();
        });
    }
}

void ParticipantDirectory::read(const QString &conversationSid)
{
    Roster &roster = m_rosters.at(conversationSid);
    roster.reading = std::make_unique<QObject>();
    MapReader::read(m_context.sync, roster.info, roster.reading.get(),
                    [this, conversationSid](const MapReader::Result &result) {
                        readDone(conversationSid, result, Telling::Silent);
                    });
}

void ParticipantDirectory::readDone(const QString &conversationSid,
                                    const std::variant<std::vector<Item>, sync::SyncError> &result,
                                    Telling telling)
{
    Roster &roster = m_rosters.at(conversationSid); // its end would have dropped this call
    roster.reading.release()->deleteLater();
    const auto waiters = std::exchange(roster.waiters, {});
    const auto *items = std::get_if<std::vector<Item>>(&result);
    std::vector<News> news;
    if (items != nullptr) {
        // Only a roster that was complete before can tell who is new.
        const bool isTold = telling == Telling::Live && roster.isComplete;
        news = applyPage(roster, *items, isTold);
        roster.isComplete = true;
    }
    for (const News &item : news)
        tell(conversationSid, item);
    for (const auto &[context, done] : waiters) {
        if (context.isNull())
            continue;
        if (items != nullptr)
            done(values(conversationSid));
        else
            done(errorOf(std::get<sync::SyncError>(result)));
    }
}

std::vector<ParticipantDirectory::News>
ParticipantDirectory::applyPage(Roster &roster, const std::vector<Item> &items, bool isTold)
{
    std::vector<News> news;
    QSet<QString> present;
    for (const Item &item : items) {
        present.insert(item.key);
        Known &participant = roster.participants[item.key];
        if (item.lastEventId <= participant.eventId)
            continue; // an event was faster
        const bool isNew = participant.eventId < 0 || participant.isGone;
        participant.eventId = item.lastEventId;
        participant.isGone = false;
        applyParticipant(participant.value, item);
        const auto kind = isNew ? Change::Kind::ItemAdded : Change::Kind::ItemUpdated;
        news.push_back({ participant.value, isTold ? std::optional(kind) : std::nullopt });
    }
    if (!isTold)
        return news;
    for (auto &[sid, participant] : roster.participants) {
        if (participant.isGone || present.contains(sid))
            continue;
        participant.isGone = true; // left unseen
        news.push_back({ participant.value, Change::Kind::ItemRemoved });
    }
    return news;
}

void ParticipantDirectory::tell(const QString &conversationSid, const News &news)
{
    Q_EMIT known(news.participant);
    if (!news.kind)
        return;
    if (*news.kind == Change::Kind::ItemAdded)
        Q_EMIT joined(conversationSid, news.participant);
    else if (*news.kind == Change::Kind::ItemRemoved)
        Q_EMIT left(conversationSid, news.participant);
    else
        Q_EMIT updated(conversationSid, news.participant);
}

void ParticipantDirectory::handleChange(const Change &change)
{
    const auto conversation = m_conversations.constFind(change.objectSid);
    if (conversation == m_conversations.constEnd() || change.kind == Change::Kind::ObjectRemoved)
        return;
    const QString conversationSid = *conversation;
    auto &participants = m_rosters.at(conversationSid).participants;
    if (participants.size() >= size_t(MapReader::MaxItems)
        && participants.count(change.item.key) == 0)
        return;
    Known &participant = participants[change.item.key];
    const bool isNewer = change.eventId > participant.eventId;
    if (isNewer) {
        participant.eventId = change.eventId;
        participant.isGone = change.kind == Change::Kind::ItemRemoved;
    }
    if (isNewer || participant.value.sid.isEmpty())
        applyParticipant(participant.value, change.item);
    tell(conversationSid, { participant.value, change.kind });
}

void ParticipantDirectory::resync(const QString &objectSid)
{
    const auto conversation = m_conversations.constFind(objectSid);
    if (conversation == m_conversations.constEnd())
        return;
    const QString conversationSid = *conversation;
    Roster &roster = m_rosters.at(conversationSid);
    roster.reading = std::make_unique<QObject>();
    m_context.sync.open(
        sync::ObjectType::Map, objectSid, roster.reading.get(),
        [this, conversationSid](const sync::SyncClient::Outcome<ObjectInfo> &outcome) {
            const auto *info = std::get_if<ObjectInfo>(&outcome);
            if (info == nullptr)
                return readDone(conversationSid, std::get<sync::SyncError>(outcome), Telling::Live);
            MapReader::read(m_context.sync, *info, m_rosters.at(conversationSid).reading.get(),
                            [this, conversationSid, info = *info](const MapReader::Result &result) {
                                m_context.sync.subscribe(info);
                                readDone(conversationSid, result, Telling::Live);
                            });
        });
}

} // namespace parley::chat
