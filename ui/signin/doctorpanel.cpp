// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "signin/doctorpanel.h"

#include "errortexts.h"
#include "signin/doctortexts.h"
#include "widgets/announce.h"
#include "widgets/busybar.h"

#include <QApplication>
#include <QClipboard>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

namespace parley::ui {

using namespace Qt::StringLiterals;

namespace {

QLabel *makeLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

DoctorPanel::DoctorPanel(QWidget *parent)
    : QWidget(parent)
    , m_heading(makeLabel({}, this))
    , m_progress(new BusyBar(this))
    , m_checks(new QVBoxLayout)
    , m_close(new QPushButton(tr("Back to the form"), this))
    , m_again(new QPushButton(tr("Test again"), this))
    , m_copy(new QPushButton(tr("Copy report"), this))
{
    QFont bold = font();
    bold.setBold(true);
    m_heading->setFont(bold);
    m_progress->setAccessibleName(tr("The test is running"));
    m_checks->setSpacing(8);
    connect(m_close, &QPushButton::clicked, this, &DoctorPanel::closeRequested);
    connect(m_again, &QPushButton::clicked, this, &DoctorPanel::testAgainRequested);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(report()); });
    new QShortcut(Qt::Key_Escape, this, this, &DoctorPanel::closeRequested);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_close);
    buttons->addWidget(m_again);
    buttons->addWidget(m_copy);
    buttons->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(m_heading);
    layout->addWidget(m_progress);
    layout->addLayout(m_checks);
    layout->addLayout(buttons);
}

void DoctorPanel::begin()
{
    while (QLayoutItem *item = m_checks->takeAt(0)) {
        if (item->widget() != nullptr)
            item->widget()->deleteLater();
        delete item;
    }
    m_report.clear();
    m_again->hide();
    m_copy->hide();
    m_failed = 0;
    m_isRefused = false;
    m_heading->setText(tr("Testing the back end…"));
    m_progress->show();
    m_close->setText(tr("Cancel"));
}

void DoctorPanel::addCheck(const EndpointDoctor::Check &check)
{
    if (!check.ok)
        ++m_failed;
    // The one failure that the user mends, not the people who run the back end.
    if (check.finding == EndpointDoctor::Finding::StatusBad)
        m_isRefused = check.arguments.value(0) == u"401"_s;
    auto *row = new QWidget(this);
    auto *grid = new QGridLayout(row);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(1);
    grid->setColumnStretch(1, 1);
    // The mark is a letter-like sign, so that it is read out and seen without colour.
    auto *mark = makeLabel(check.ok ? u"✓"_s : u"✗"_s, row);
    mark->setAccessibleName(check.ok ? tr("Good") : tr("Problem"));
    mark->setForegroundRole(check.ok ? QPalette::WindowText : QPalette::BrightText);
    auto *name = makeLabel(ErrorTexts::checkName(check.name), row);
    QFont bold = font();
    bold.setBold(!check.ok);
    name->setFont(bold);
    grid->addWidget(mark, 0, 0, Qt::AlignTop);
    grid->addWidget(name, 0, 1);
    m_report.append(mark->text() + u' ' + name->text() + ": "_L1 + DoctorTexts::detail(check));
    int line = 1;
    auto *detail = makeLabel(DoctorTexts::detail(check), row);
    detail->setForegroundRole(QPalette::PlaceholderText);
    grid->addWidget(detail, line++, 1);
    if (const QString fix = DoctorTexts::fix(check); !fix.isEmpty()) {
        grid->addWidget(makeLabel(fix, row), line, 1);
        m_report.append("  "_L1 + fix);
    }
    m_checks->addWidget(row);
}

void DoctorPanel::finish(bool allOk)
{
    m_progress->hide();
    m_close->setText(tr("Back to the form"));
    m_again->show();
    m_copy->show();
    m_heading->setText(allOk             ? tr("Everything is in order. You can sign in.")
                           : m_isRefused ? tr("User or password is not accepted.")
                                         : tr("%n problem(s) found", nullptr, m_failed));
    announce(m_heading, m_heading->text());
}

QString DoctorPanel::report() const
{
    return m_heading->text() + u'\n' + m_report.join(u'\n') + u'\n';
}

} // namespace parley::ui
