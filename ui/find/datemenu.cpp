// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "find/datemenu.h"

#include "theme/icons.h"
#include "theme/themecolors.h"

#include <QCalendarWidget>
#include <QTextCharFormat>
#include <QToolButton>
#include <QWidgetAction>

using namespace Qt::StringLiterals;

namespace parley::ui {

DateMenu::DateMenu(const QDate &day, const QDate &today, QWidget *parent)
    : QMenu(parent)
    , m_calendar(new QCalendarWidget(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setAccessibleName(tr("Go to a date"));
    m_calendar->setAccessibleName(tr("Go to a date"));
    m_calendar->setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
    m_calendar->setMaximumDate(today);
    m_calendar->setSelectedDate(day);
    // Qt's red for the weekend cannot be read on a dark background.
    QTextCharFormat weekend;
    weekend.setForeground(colorsFor(palette()).mutedText);
    m_calendar->setWeekdayTextFormat(Qt::Saturday, weekend);
    m_calendar->setWeekdayTextFormat(Qt::Sunday, weekend);
    const auto setUp = [this](const QString &button, const QString &icon, const QString &name) {
        auto *found = m_calendar->findChild<QToolButton *>(button);
        if (found == nullptr)
            return; // another Qt may call it otherwise
        found->setIcon(accentIcon(icon)); // on the calendar's coloured bar
        found->setAccessibleName(name);
        found->setToolTip(name);
    };
    setUp(u"qt_calendar_prevmonth"_s, u"arrow-up"_s, tr("Earlier month"));
    setUp(u"qt_calendar_nextmonth"_s, u"arrow-down"_s, tr("Later month"));
    auto *action = new QWidgetAction(this);
    action->setDefaultWidget(m_calendar);
    addAction(action);
    const auto choose = [this](const QDate &date) {
        close();
        Q_EMIT chosen(date);
    };
    connect(m_calendar, &QCalendarWidget::clicked, this, choose);
    connect(m_calendar, &QCalendarWidget::activated, this, choose); // Enter
}

void DateMenu::showEvent(QShowEvent *event)
{
    QMenu::showEvent(event);
    m_calendar->setFocus(Qt::PopupFocusReason);
}

} // namespace parley::ui
