// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "signin/demopage.h"

#include "signin/accountbutton.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace parley::ui {

DemoPage::DemoPage(QWidget *parent)
    : QWidget(parent)
    , m_buttons(new QVBoxLayout)
    , m_message(new QLabel(this))
    , m_remember(new QCheckBox(tr("Sign in automatically at the next start"), this))
{
    auto *heading = new QLabel(tr("Try it now with a demo account on this computer:"), this);
    heading->setWordWrap(true);
    heading->setAlignment(Qt::AlignCenter);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setAlignment(Qt::AlignCenter);
    m_remember->setChecked(true);
    m_buttons->setSpacing(8);
    auto *own = new QPushButton(tr("Use your own back end…"), this);
    connect(own, &QPushButton::clicked, this, &DemoPage::ownBackEndRequested);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(heading);
    layout->addWidget(m_message);
    layout->addLayout(m_buttons);
    layout->addWidget(m_remember, 0, Qt::AlignCenter);
    layout->addSpacing(8);
    layout->addWidget(own, 0, Qt::AlignCenter);
    m_message->hide();
}

void DemoPage::clearButtons()
{
    m_preferred = nullptr;
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        if (item->widget() != nullptr)
            item->widget()->deleteLater();
        delete item;
    }
}

void DemoPage::setAccounts(const QStringList &names, const QString &preferred)
{
    clearButtons();
    m_message->hide();
    for (const QString &name : names) {
        auto *button = new AccountButton(name, this);
        button->setObjectName(u"demo-"_s + name);
        connect(button, &AccountButton::clicked, this,
                [this, name] { Q_EMIT accountChosen(name); });
        m_buttons->addWidget(button);
        if (name == preferred || (preferred.isEmpty() && name == names.first()))
            m_preferred = button;
    }
    focusAccount();
}

void DemoPage::setProblem(const QString &text)
{
    clearButtons();
    m_message->setText(text);
    m_message->setForegroundRole(QPalette::BrightText);
    m_message->show();
}

void DemoPage::offerToBeginAnew()
{
    auto *button = new QPushButton(tr("Start over"), this);
    button->setObjectName(u"begin-anew"_s);
    connect(button, &QPushButton::clicked, this, &DemoPage::beginAnewRequested);
    m_buttons->addWidget(button, 0, Qt::AlignCenter);
}

void DemoPage::setBusy(const QString &text)
{
    clearButtons();
    m_message->setText(text);
    m_message->setForegroundRole(QPalette::WindowText);
    m_message->show();
}

void DemoPage::focusAccount()
{
    if (m_preferred != nullptr)
        m_preferred->setFocus();
}

void DemoPage::setKeychainAvailable(bool isAvailable)
{
    m_remember->setEnabled(isAvailable);
    m_remember->setChecked(isAvailable);
    m_remember->setToolTip(isAvailable ? QString()
                                       : tr("There is no keychain to keep the sign-in."));
}

bool DemoPage::remember() const
{
    return m_remember->isChecked();
}

} // namespace parley::ui
