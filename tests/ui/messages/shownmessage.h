// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "fakemessagemodel.h"
#include "messages/view/messageview.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

namespace parley::test {

/// Those of conversations in which the user is alice.
inline ui::Names upperCaseNames()
{
    return { QStringLiteral("alice"), [](const QString &identity) { return identity.toUpper(); } };
}

inline FakeMessageModel::Row rowOf(const QString &author, const QString &body)
{
    FakeMessageModel::Row row;
    row.index = 5;
    row.author = author;
    row.own = author == QLatin1String("alice");
    row.body = body;
    row.created = QDateTime(QDate(2026, 1, 1), QTime(8, 0), Utc);
    return row;
}

inline chat::Media mediaOf(const QString &sid, const QString &name, const QString &type,
                           qint64 size)
{
    chat::Media media;
    media.sid = sid;
    media.filename = name;
    media.contentType = type;
    media.size = size;
    return media;
}

/// The only message of \a model, laid out outside a view.
inline ui::RowLayout layoutOf(const FakeMessageModel &model, int width = 600,
                              Qt::LayoutDirection direction = Qt::LeftToRight)
{
    return { ui::MessageRow::read(model, 0, -1, upperCaseNames()), ui::RowMetrics(qApp->font()),
             width, direction, QDate(2026, 1, 1) };
}

/// What the view wanted to be done.
inline ui::MessageAction actionOf(const QSignalSpy &spy, int number = 0)
{
    return spy.at(number).first().value<ui::MessageAction>();
}

/// A view on one message, and where a point of that row is in its viewport.
struct ShownMessage
{
    explicit ShownMessage(FakeMessageModel &model, ui::MediaStore *store = nullptr)
    {
        view.resize(600, 400);
        view.rows().setNames(upperCaseNames());
        view.rows().setMedia(store);
        view.show();
        view.setModel(&model, -1);
    }
    void click(const QPointF &point)
    {
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {},
                          view.rowRect(0).topLeft() + point.toPoint());
    }
    [[nodiscard]] ui::RowLayout layout(const FakeMessageModel &model,
                                       ui::MediaStore *store = nullptr) const
    {
        return { ui::MessageRow::read(model, 0, -1, upperCaseNames()),
                 ui::RowMetrics(view.font()),
                 view.viewport()->width(),
                 Qt::LeftToRight,
                 QDate::currentDate(),
                 store };
    }

    ui::MessageView view;
};

} // namespace parley::test
