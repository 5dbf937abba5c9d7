// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QString>

namespace parley::sync {

/// How many items of an object an answer has room for. Learnt from the pages that got no answer,
/// and held for the pages that follow, so that not each of them needs several attempts. As the
/// network may have been to blame, more is tried after a while.
class PageLimits
{
public:
    /// The service gives no larger one.
    static constexpr int LargestPage = 1000;

    /// \a wanted, or less.
    [[nodiscard]] int sizeFor(const QString &objectSid, int wanted) const;
    void noteUnanswered(const QString &objectSid, int size);
    void noteAnswered(const QString &objectSid, int size);
    void clear() { m_limits.clear(); }

private:
    struct Limit
    {
        int size = 0;
        int answers = 0; ///< of this size
    };

    QHash<QString, Limit> m_limits; // by SID; none: as wanted
};

} // namespace parley::sync
