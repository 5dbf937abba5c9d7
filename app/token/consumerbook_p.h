// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/core/lifecycletypes.h"
#include "token/tokenconsumer.h"

#include <QPointer>

#include <map>
#include <vector>

namespace parley {

/// The consumers of a TokenManager, by their numbers and by their addresses: of a consumer that is
/// being destroyed, only the address is left.
class ConsumerBook final
{
public:
    [[nodiscard]] bool contains(const QObject *consumer) const { return m_ids.contains(consumer); }
    /// Null when it was removed or destroyed.
    [[nodiscard]] TokenConsumer *find(ConsumerId id) const
    {
        const auto it = m_consumers.find(id);
        return it == m_consumers.end() ? nullptr : it->second.data();
    }
    /// In the order in which they were added.
    [[nodiscard]] std::vector<ConsumerId> ids() const
    {
        std::vector<ConsumerId> ids;
        for (const auto &[id, consumer] : m_consumers)
            ids.push_back(id);
        return ids;
    }

    ConsumerId add(TokenConsumer *consumer)
    {
        m_consumers.emplace(++m_last, consumer);
        m_ids.emplace(consumer, m_last);
        return m_last;
    }
    /// The number that it had.
    ConsumerId remove(const QObject *consumer)
    {
        const ConsumerId id = m_ids.extract(consumer).mapped();
        m_consumers.erase(id);
        return id;
    }

private:
    std::map<ConsumerId, QPointer<TokenConsumer>> m_consumers {};
    std::map<const QObject *, ConsumerId> m_ids {};
    ConsumerId m_last = 0;
};

} // namespace parley
