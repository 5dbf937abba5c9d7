// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "widgets/placeholder.h"

#include "widgets/busybar.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace parley::ui {

Placeholder::Placeholder(QWidget *parent)
    : QWidget(parent)
    , m_progress(new BusyBar(this))
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_button(new QPushButton(this))
{
    m_progress->setFixedWidth(160);
    m_progress->setAccessibleName(tr("Loading"));
    QFont bold = font();
    bold.setPointSizeF(bold.pointSizeF() * 1.15);
    bold.setBold(true);
    m_title->setFont(bold);
    for (QLabel *label : { m_title, m_text }) {
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
    }
    m_text->setForegroundRole(QPalette::PlaceholderText);
    connect(m_button, &QPushButton::clicked, this, &Placeholder::actionTriggered);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 24);
    layout->setSpacing(10);
    layout->addStretch(2);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addWidget(m_progress, 0, Qt::AlignCenter);
    layout->addWidget(m_button, 0, Qt::AlignCenter);
    layout->addStretch(3);
    showText({}, {}, {});
}

void Placeholder::showBusy(const QString &title)
{
    m_title->setText(title);
    m_text->hide();
    m_button->hide();
    m_progress->show();
}

void Placeholder::showText(const QString &title, const QString &text, const QString &action)
{
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    m_button->setText(action);
    m_button->setAccessibleName(action);
    m_button->setVisible(!action.isEmpty());
    m_progress->hide();
}

QString Placeholder::title() const
{
    return m_title->text();
}

} // namespace parley::ui
