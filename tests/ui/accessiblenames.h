// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QAccessible>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QStringList>
#include <QToolBar>
#include <QWidget>

namespace parley::test {

/// Controls below \a root that assistive technology would read out without a name.
inline QStringList controlsWithoutName(const QWidget *root)
{
    QStringList nameless;
    const QList<QWidget *> children = root->findChildren<QWidget *>();
    for (QWidget *widget : children) {
        const QString className = QString::fromLatin1(widget->metaObject()->className());
        const QString objectName = widget->objectName();
        if (objectName.startsWith(QLatin1String("qt_"))
            || objectName.startsWith(QLatin1String("Scroll")))
            continue; // parts of Qt's own widgets
        if (className.startsWith(QLatin1String("QLineEdit"))
            && className != QLatin1String("QLineEdit"))
            continue; // the buttons inside a line edit
        const bool isControl = qobject_cast<QAbstractButton *>(widget) != nullptr
            || qobject_cast<QLineEdit *>(widget) != nullptr
            || qobject_cast<QPlainTextEdit *>(widget) != nullptr
            || qobject_cast<QComboBox *>(widget) != nullptr
            || qobject_cast<QAbstractItemView *>(widget) != nullptr
            || widget->focusPolicy() != Qt::NoFocus;
        if (!isControl || !widget->isVisibleTo(root)
            || className == QLatin1String("QComboBoxPrivateContainer")
            || className == QLatin1String("QComboBoxListView"))
            continue;
        const QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
        if (interface == nullptr || interface->text(QAccessible::Name).isEmpty())
            nameless.append(className + QLatin1Char(' ') + objectName);
    }
    return nameless;
}

} // namespace parley::test
