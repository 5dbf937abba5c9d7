// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QSortFilterProxyModel>

namespace parley::ui {

/// A proxy whose filter depends on members of its own.
class FilterModel : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

protected:
    /// Calls \a change, which sets such members, and filters again. Qt 6.10 wants to know before
    /// the change, and Qt 6.4 has no way to tell it.
    template <typename Change> void changeFilter(Change change)
    {
#if QT_VERSION >= QT_VERSION_CHECK(6, 10, 0)
        beginFilterChange();
        change();
        endFilterChange(Direction::Rows);
#else
        change();
        invalidateRowsFilter();
#endif
    }
};

} // namespace parley::ui
