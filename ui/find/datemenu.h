// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QDate>
#include <QMenu>

class QCalendarWidget;

namespace parley::ui {

/// A calendar to choose a day of the past from. Deletes itself when it is closed.
class DateMenu final : public QMenu
{
    Q_OBJECT

public:
    /// \a day is marked at first; \a today is the last one that can be chosen.
    DateMenu(const QDate &day, const QDate &today, QWidget *parent);

Q_SIGNALS:
    void chosen(const QDate &day);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QCalendarWidget *m_calendar = nullptr;
};

} // namespace parley::ui
