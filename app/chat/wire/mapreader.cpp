// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/wire/mapreader.h"

#include <utility>

namespace parley::chat {

namespace {

constexpr int ItemsPerPage = 100;

} // namespace

void MapReader::read(sync::SyncClient &sync, const sync::ObjectInfo &map, QObject *context,
                     std::function<void(const Result &)> done)
{
    (new MapReader(sync, map, context, std::move(done)))->readPage();
}

MapReader::MapReader(sync::SyncClient &sync, sync::ObjectInfo map, QObject *context,
                     std::function<void(const Result &)> done)
    : QObject(context)
    , m_sync(sync)
    , m_map(std::move(map))
    , m_done(std::move(done))
{ }

void MapReader::readPage()
{
    sync::SyncClient::ItemQuery query;
    query.pageSize = ItemsPerPage;
    if (!m_items.empty()) {
        query.fromKey = m_items.back().key;
        query.inclusive = false;
    }
    m_sync.queryItems(
        m_map, query, this,
        [this](const sync::SyncClient::Outcome<sync::Page> &outcome) { pageRead(outcome); });
}

void MapReader::pageRead(const sync::SyncClient::Outcome<sync::Page> &outcome)
{
    const auto *page = std::get_if<sync::Page>(&outcome);
    bool hasNext = false;
    if (page != nullptr) {
        const size_t before = m_items.size();
        for (const sync::Item &item : page->items) {
            if (m_items.empty()
                || item.key != m_items.back().key) // some services include the start
                m_items.push_back(item);
        }
        // No progress, or far more than any map has: never ask for ever.
        hasNext = page->hasNext && m_items.size() > before && qsizetype(m_items.size()) < MaxItems;
    }
    if (hasNext)
        return readPage();
    const auto done = std::exchange(m_done, {});
    deleteLater();
    if (page != nullptr)
        done(std::move(m_items));
    else
        done(std::get<sync::SyncError>(outcome));
}

} // namespace parley::chat
