// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "sync/pagelimits.h"

#include <algorithm>

namespace parley::sync {

namespace {

/// Before twice as many are tried.
constexpr int EnoughAnswers = 8;
/// An answer with so many items is always small enough. If it does not come, the size is not the
/// reason.
constexpr int AlwaysFits = 8;

} // namespace

int PageLimits::sizeFor(const QString &objectSid, int wanted) const
{
    const auto limit = m_limits.constFind(objectSid);
    return limit == m_limits.constEnd() ? wanted : std::min(wanted, limit->size);
}

void PageLimits::noteUnanswered(const QString &objectSid, int size)
{
    if (size > AlwaysFits)
        m_limits.insert(objectSid, { .size = sizeFor(objectSid, std::max(size / 2, AlwaysFits)) });
}

void PageLimits::noteAnswered(const QString &objectSid, int size)
{
    const auto limit = m_limits.find(objectSid);
    if (limit == m_limits.end() || size < limit->size || ++limit->answers < EnoughAnswers)
        return;
    if (limit->size > LargestPage / 2)
        m_limits.erase(limit);
    else
        *limit = { .size = limit->size * 2 };
}

} // namespace parley::sync
