// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "diagnostics/logwindow.h"

#include "diagnostics/logrecorder.h"

#include <QApplication>
#include <QClipboard>
#include <QFontDatabase>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

namespace parley::ui {

LogWindow::LogWindow(LogRecorder &recorder, std::function<QString()> diagnostics, QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_recorder(recorder)
    , m_diagnostics(std::move(diagnostics))
    , m_filter(new QLineEdit(this))
    , m_text(new QPlainTextEdit(this))
{
    setWindowTitle(tr("Log – Parley"));
    m_filter->setPlaceholderText(tr("Filter lines"));
    m_filter->setAccessibleName(m_filter->placeholderText());
    m_filter->setClearButtonEnabled(true);
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setAccessibleName(tr("Log"));
    m_text->setPlaceholderText(tr("Nothing has been logged, or nothing fits the filter."));
    auto *copy = new QPushButton(tr("Copy diagnostics"), this);
    copy->setToolTip(tr("Versions, states and the last lines, without names and messages"));
    auto *close = new QPushButton(tr("Close"), this);
    connect(copy, &QPushButton::clicked, this, &LogWindow::copyDiagnostics);
    connect(close, &QPushButton::clicked, this, &QWidget::close);
    connect(m_filter, &QLineEdit::textChanged, this, &LogWindow::showLines);
    connect(&m_recorder, &LogRecorder::changed, this, &LogWindow::showLines);
    auto *hint = new QLabel(tr("No secrets and no messages are logged. More is told with the "
                               "environment variable QT_LOGGING_RULES=parley.*=true."),
                            this);
    hint->setWordWrap(true);
    hint->setForegroundRole(QPalette::PlaceholderText);

    auto *buttons = new QHBoxLayout;
    buttons->addWidget(copy);
    buttons->addStretch(1);
    buttons->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 14, 14, 12);
    layout->setSpacing(10);
    layout->addWidget(m_filter);
    layout->addWidget(m_text, 1);
    layout->addWidget(hint);
    layout->addLayout(buttons);
    resize(760, 480);
    showLines();
}

void LogWindow::showLines()
{
    const QString wanted = m_filter->text();
    QStringList lines = m_recorder.lines();
    if (!wanted.isEmpty())
        lines = lines.filter(wanted, Qt::CaseInsensitive);
    QScrollBar *bar = m_text->verticalScrollBar();
    const bool atEnd = bar->value() >= bar->maximum();
    const int before = bar->value();
    m_text->setPlainText(lines.join(u'\n'));
    bar->setValue(atEnd ? bar->maximum() : before);
}

QString LogWindow::shownText() const
{
    return m_text->toPlainText();
}

void LogWindow::copyDiagnostics()
{
    QApplication::clipboard()->setText(m_diagnostics());
}

} // namespace parley::ui
