// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "sync/retryingrequest.h"

#include <QHash>
#include <QString>

#include <functional>
#include <memory>

namespace parley::sync {

/// How many items of a list an answer has room for. Learnt from the pages that got no answer,
/// and held for the pages that follow, so that not each of them needs several attempts. As the
/// network may have been to blame, more is tried after a while. Lists are told apart by a name.
class PageLimits
{
public:
    /// The service gives no larger one.
    static constexpr int LargestPage = 1000;

    /// \a wanted, or less.
    [[nodiscard]] int sizeFor(const QString &list, int wanted) const;
    /// Each attempt for a page of \a list that gets no answer is followed by one for half of \a
    /// size, which is at \a urlOf. This object must outlive the request's context.
    [[nodiscard]] RetryPolicy halving(const QString &list, const std::shared_ptr<int> &size,
                                      std::function<QUrl(int size)> urlOf);
    void noteUnanswered(const QString &list, int size);
    void noteAnswered(const QString &list, int size);
    void clear() { m_limits.clear(); }

private:
    struct Limit
    {
        int size = 0;
        int answers = 0; ///< of this size
    };

    QHash<QString, Limit> m_limits; // by list; none: as wanted
};

} // namespace parley::sync
