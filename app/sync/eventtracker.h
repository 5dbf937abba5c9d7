// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QString>

#include <set>

namespace parley::sync {

/// Names one item inside its object: a key in a map, an index in a list, neither for a document.
struct ItemKey
{
    QString key {};
    qint64 index = -1;

    bool operator==(const ItemKey &) const = default;
};
[[nodiscard]] size_t qHash(const ItemKey &key, size_t seed = 0) noexcept;

/// Remembers which events of one object have been seen, in bounded memory: from where a replay has
/// to start (no event may be lost), and which events are no news for their item (none may be told
/// twice).
class EventTracker
{
public:
    /// How many items are remembered one by one; older ones are covered by one number.
    static constexpr qsizetype MaxItems = 4096;
    /// How many events behind a gap are remembered.
    static constexpr size_t MaxAhead = 1024;

    explicit EventTracker(qint64 lastEventId);

    /// The largest number with every event up to it seen; a replay starts behind it.
    [[nodiscard]] qint64 contiguous() const { return m_contiguous; }
    /// Whether an event with \a id would tell something new about \a key.
    [[nodiscard]] bool isNews(const ItemKey &key, qint64 id) const;
    /// Known and not removed, as far as remembered.
    [[nodiscard]] bool isPresent(const ItemKey &key) const;

    enum class Presence { Present, Removed };
    /// Takes an event; false: it is no news and must not be told again.
    [[nodiscard]] bool accept(const ItemKey &key, qint64 id, Presence presence);
    /// An event without an item, or of a kind that the client does not know, was seen.
    void markSeen(qint64 id);
    /// A page has shown the item as of \a id; that says nothing about other events.
    void note(const ItemKey &key, qint64 id, Presence presence);
    /// The service says that everything up to \a id has been replayed.
    void replayedUpTo(qint64 id);
    /// The object was read afresh: everything up to \a id is known.
    void rebase(qint64 id);

private:
    struct Known
    {
        qint64 id = -1;
        Presence presence = Presence::Present;
    };

    void absorbAhead();
    void prune();

    qint64 m_contiguous;
    qint64 m_floor; // for items that are not remembered: up to here nothing is news
    std::set<qint64> m_ahead;
    QHash<ItemKey, Known> m_items;
};

} // namespace parley::sync
