// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"

#include <QJsonObject>
#include <QWidget>

class QComboBox;
class QLineEdit;
class QListView;
class QToolButton;

namespace parley::ui {

class EventLogFilter;
class EventLogModel;

/// The event log with its filter; copies and exports what it shows.
class EventLogView final : public QWidget
{
    Q_OBJECT

public:
    /// \a log must outlive this object.
    explicit EventLogView(EventLogModel &log, QWidget *parent = nullptr);

    /// The selected lines as JSON, all that are shown if none is selected.
    [[nodiscard]] QString selectedAsJsonLines() const;
    /// Writes the whole log to \a path, for the user alone. Empty: done, else what went wrong.
    [[nodiscard]] QString exportTo(const QString &path) const;

    /// A group or a choice of EventLogFilter.
    void showOnly(int group);
    /// The trace, with the lines from \a since on selected, and the request that led to them.
    void showTraceSince(WallTime since);
    /// The events of the token, with the one nearest to \a at selected.
    void showMoment(WallTime at);

Q_SIGNALS:
    void problemOccurred(const QString &text);

private:
    [[nodiscard]] QJsonObject eventAt(int row) const;
    void copy();
    void chooseFile();

    EventLogModel &m_log;
    EventLogFilter *m_filter = nullptr;
    QComboBox *m_group = nullptr;
    QLineEdit *m_search = nullptr;
    QListView *m_list = nullptr;
};

} // namespace parley::ui
