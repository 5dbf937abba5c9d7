// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "help/aboutdialog.h"

#include "theme/icons.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace parley::ui {

using namespace Qt::StringLiterals;

AboutDialog::AboutDialog(QWidget *parent)
    : Dialog(parent)
{
    setWindowTitle(tr("About Parley"));
    auto *icon = new QLabel(this);
    icon->setPixmap(programIcon().pixmap(64, 64));
    icon->setAccessibleName(u"Parley"_s);
    auto *name = new QLabel(tr("Parley %1").arg(QStringLiteral(PARLEY_VERSION)), this);
    QFont large = name->font();
    large.setPointSizeF(large.pointSizeF() * 1.5);
    large.setBold(true);
    name->setFont(large);
    const auto makeWords = [this](const QString &text) {
        auto *label = new QLabel(text, this);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        return label;
    };
    auto *what = makeWords(tr("A desktop chat client for Twilio Conversations, and a worked "
                              "example of the life of an access token."));
    auto *independent = makeWords(tr("Twilio is a trademark of its owner. Parley is an independent "
                                     "project, neither made nor endorsed by Twilio."));
    auto *licence = makeWords(tr("Free software under the MIT license. Built with Qt %1.")
                                  .arg(QLatin1String(qVersion())));
    licence->setForegroundRole(QPalette::PlaceholderText);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto *copy = buttons->addButton(tr("Copy diagnostics"), QDialogButtonBox::ActionRole);
    copy->setToolTip(tr("Versions, states and the last lines, without names and messages"));
    connect(copy, &QPushButton::clicked, this, &AboutDialog::diagnosticsRequested);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *words = new QVBoxLayout;
    words->setSpacing(10);
    for (QLabel *label : { name, what, independent, licence })
        words->addWidget(label);
    auto *row = new QHBoxLayout;
    row->setSpacing(18);
    row->addWidget(icon, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(22, 22, 22, 16);
    layout->setSpacing(16);
    layout->addLayout(row);
    layout->addWidget(buttons);
    setMinimumWidth(440);
}

} // namespace parley::ui
