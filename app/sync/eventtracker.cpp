// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "sync/eventtracker.h"

#include <algorithm>
#include <vector>

namespace parley::sync {

size_t qHash(const ItemKey &key, size_t seed) noexcept
{
    return qHashMulti(seed, key.key, key.index);
}

EventTracker::EventTracker(qint64 lastEventId)
    : m_contiguous(lastEventId)
    , m_floor(lastEventId)
{ }

bool EventTracker::isNews(const ItemKey &key, qint64 id) const
{
    const auto known = m_items.constFind(key);
    return id > (known != m_items.constEnd() ? known->id : m_floor);
}

bool EventTracker::isPresent(const ItemKey &key) const
{
    const auto known = m_items.constFind(key);
    return known != m_items.constEnd() && known->presence == Presence::Present;
}

bool EventTracker::accept(const ItemKey &key, qint64 id, Presence presence)
{
    markSeen(id);
    if (!isNews(key, id))
        return false;
    note(key, id, presence);
    return true;
}

void EventTracker::markSeen(qint64 id)
{
    if (id <= m_contiguous)
        return;
    if (id == m_contiguous + 1) {
        m_contiguous = id;
        absorbAhead();
    } else if (m_ahead.size() < MaxAhead) {
        // Not remembered beyond the limit: the replay then starts earlier, which costs but loses
        // nothing.
        m_ahead.insert(id);
    }
}

void EventTracker::note(const ItemKey &key, qint64 id, Presence presence)
{
    Known &known = m_items[key];
    if (id < known.id)
        return;
    known = { id, presence };
    if (m_items.size() > MaxItems)
        prune();
}

void EventTracker::replayedUpTo(qint64 id)
{
    if (id <= m_contiguous)
        return;
    m_contiguous = id;
    absorbAhead();
}

void EventTracker::rebase(qint64 id)
{
    m_ahead.clear();
    m_contiguous = id;
    m_floor = std::max(m_floor, id);
}

void EventTracker::absorbAhead()
{
    while (!m_ahead.empty() && *m_ahead.begin() <= m_contiguous + 1) {
        m_contiguous = std::max(m_contiguous, *m_ahead.begin());
        m_ahead.erase(m_ahead.begin());
    }
}

void EventTracker::prune()
{
    std::vector<qint64> ids;
    ids.reserve(size_t(m_items.size()));
    for (const Known &known : std::as_const(m_items))
        ids.push_back(known.id);
    const auto middle = ids.begin() + std::ptrdiff_t(ids.size() / 2);
    std::nth_element(ids.begin(), middle, ids.end());
    // Half at once, so that the cost of pruning is spread over many events.
    const qint64 limit = *middle;
    m_items.removeIf(
        [limit](const QHash<ItemKey, Known>::iterator &it) { return it->id <= limit; });
    m_floor = std::max(m_floor, limit);
}

} // namespace parley::sync
