// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "sync/syncclient.h"

#include <QObject>

#include <functional>
#include <variant>
#include <vector>

namespace parley::chat {

/// Reads all items of a Sync map, page by page.
class MapReader final : public QObject
{
public:
    using Result = std::variant<std::vector<sync::Item>, sync::SyncError>;

    /// Far above what the service documents: 1,000 conversations of a user, 1,000 participants.
    static constexpr qsizetype MaxItems = 20'000;

    /// Goes away after \a done or with \a context, which owns it.
    static void read(sync::SyncClient &sync, const sync::ObjectInfo &map, QObject *context,
                     std::function<void(const Result &)> done);

private:
    MapReader(sync::SyncClient &sync, sync::ObjectInfo map, QObject *context,
              std::function<void(const Result &)> done);
    void readPage();
    void pageRead(const sync::SyncClient::Outcome<sync::Page> &outcome);

    sync::SyncClient &m_sync;
    sync::ObjectInfo m_map;
    std::function<void(const Result &)> m_done;
    std::vector<sync::Item> m_items;
};

} // namespace parley::chat
