// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "sync/pagelimits.h"

#include <algorithm>
#include <utility>

namespace parley::sync {

namespace {

/// Before twice as many are tried.
constexpr int EnoughAnswers = 8;
/// An answer with so many items is always small enough. If it does not come, the size is not the
/// reason.
constexpr int AlwaysFits = 8;

} // namespace

int PageLimits::sizeFor(const QString &list, int wanted) const
{
    const auto limit = m_limits.constFind(list);
    return limit == m_limits.constEnd() ? wanted : std::min(wanted, limit->size);
}

RetryPolicy PageLimits::halving(const QString &list, const std::shared_ptr<int> &size,
                                std::function<QUrl(int size)> urlOf)
{
    RetryPolicy policy;
    policy.lighten = [this, list, size, urlOf = std::move(urlOf)](twilsock::Request &request) {
        noteUnanswered(list, *size);
        *size = std::max(*size / 2, 1);
        request.url = urlOf(*size);
    };
    return policy;
}

void PageLimits::noteUnanswered(const QString &list, int size)
{
    if (size > AlwaysFits)
        m_limits.insert(list, { .size = sizeFor(list, std::max(size / 2, AlwaysFits)) });
}

void PageLimits::noteAnswered(const QString &list, int size)
{
    const auto limit = m_limits.find(list);
    if (limit == m_limits.end() || size < limit->size || ++limit->answers < EnoughAnswers)
        return;
    if (limit->size > LargestPage / 2)
        m_limits.erase(limit);
    else
        *limit = { .size = limit->size * 2 };
}

} // namespace parley::sync
