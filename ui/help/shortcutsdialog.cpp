// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "help/shortcutsdialog.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>

#include <algorithm>
#include <memory>
#include <utility>

using namespace Qt::StringLiterals;

namespace parley::ui {

namespace {

QString native(const QKeySequence &keys)
{
    return keys.toString(QKeySequence::NativeText);
}

/// One box for each key, or for keys that are pressed together.
QWidget *makeKeys(const QString &keys, QWidget *parent)
{
    auto *row = new QWidget(parent);
    auto *boxes = new QHBoxLayout(row);
    boxes->setContentsMargins(0, 0, 0, 0);
    boxes->setSpacing(6);
    for (const QString &key : keys.split(u", "_s)) {
        auto *box = new QLabel(key, row);
        box->setObjectName(u"key"_s);
        box->setTextFormat(Qt::PlainText);
        box->setFrameShape(QFrame::StyledPanel);
        box->setAlignment(Qt::AlignCenter);
        box->setMargin(1);
        box->setMinimumWidth(box->sizeHint().width() + 8);
        boxes->addWidget(box);
    }
    boxes->addStretch(1);
    return row;
}

} // namespace

ShortcutsDialog::ShortcutsDialog(const QList<Entry> &window, QWidget *parent)
    : Dialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    const QList<Entry> conversations {
        { tr("Move through the list"), native(Qt::Key_Up) + u", "_s + native(Qt::Key_Down) },
        { tr("Open the first result"), native(Qt::Key_Enter) },
        { tr("Menu of a conversation or message"),
          native(Qt::Key_Menu) + u", "_s + native(Qt::SHIFT | Qt::Key_F10) },
        { tr("Move between the parts of the window"),
          native(Qt::Key_Tab) + u", "_s + native(Qt::SHIFT | Qt::Key_Tab) },
    };
    const QList<Entry> messages {
        { tr("Send"), native(Qt::Key_Enter) },
        { tr("New line"), native(Qt::SHIFT | Qt::Key_Enter) },
        { tr("Complete a person, an emoji"), u"@, :"_s },
        { tr("Edit your last message (in an empty field)"), native(Qt::Key_Up) },
        { tr("Scroll by pages"), native(Qt::Key_PageUp) + u", "_s + native(Qt::Key_PageDown) },
        { tr("To the newest message"), native(Qt::Key_End) },
        { tr("Attach files"), native(Qt::CTRL | Qt::Key_O) },
        { tr("Reply, edit, copy, delete the current message"),
          (QStringList { native(Qt::Key_R), native(Qt::Key_E), native(Qt::Key_C),
                         native(Qt::Key_Delete) })
              .join(u", "_s) },
        { tr("React to the current message"), native(Qt::Key_Plus) },
        { tr("Pin the current message"), native(Qt::Key_P) },
        { tr("Select messages"),
          native(Qt::SHIFT | Qt::Key_Up) + u", "_s + native(Qt::CTRL | Qt::Key_Space) },
        { tr("Undo a deletion"), native(Qt::CTRL | Qt::Key_Z) },
        { tr("Next hit, previous hit"),
          native(Qt::Key_F3) + u", "_s + native(Qt::SHIFT | Qt::Key_F3) },
        { tr("Copy what is selected"), native(Qt::CTRL | Qt::Key_C) },
    };
    const QList<Entry> pictures {
        { tr("Previous picture, next picture"),
          native(Qt::Key_Left) + u", "_s + native(Qt::Key_Right) },
        { tr("Zoom in, zoom out, fit to the window"),
          (QStringList { native(Qt::Key_Plus), native(Qt::Key_Minus), native(Qt::Key_0) })
              .join(u", "_s) },
    };
    m_entries = window + conversations + messages + pictures;
    // The keys of all groups begin at the same place.
    for (const Entry &entry : std::as_const(m_entries)) {
        const std::unique_ptr<QWidget> keys(makeKeys(entry.keys, this));
        m_keysWidth = std::max(m_keysWidth, keys->sizeHint().width());
    }

    auto *content = new QWidget(this);
    auto *groups = new QVBoxLayout(content);
    groups->setContentsMargins(20, 16, 20, 8);
    groups->setSpacing(16);
    groups->addWidget(makeGroup(tr("Everywhere"), window));
    groups->addWidget(makeGroup(tr("Lists"), conversations));
    groups->addWidget(makeGroup(tr("Messages"), messages));
    groups->addWidget(makeGroup(tr("A picture"), pictures));
    groups->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(windowTitle());
    scroll->setWidget(content);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->setContentsMargins(20, 4, 20, 14);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll, 1);
    layout->addWidget(buttons);
    resize(480, 650);
}

QWidget *ShortcutsDialog::makeGroup(const QString &title, const QList<Entry> &entries)
{
    auto *group = new QWidget(this);
    auto *grid = new QGridLayout(group);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(4);
    grid->setHorizontalSpacing(20);
    grid->setColumnStretch(0, 1);
    grid->setColumnMinimumWidth(1, m_keysWidth);
    auto *heading = new QLabel(title, group);
    QFont bold = heading->font();
    bold.setBold(true);
    heading->setFont(bold);
    grid->addWidget(heading, 0, 0, 1, 2);
    int row = 1;
    for (const Entry &entry : entries) {
        auto *what = new QLabel(entry.what, group);
        what->setWordWrap(true);
        grid->addWidget(what, row, 0);
        grid->addWidget(makeKeys(entry.keys, group), row++, 1);
    }
    return group;
}

} // namespace parley::ui
