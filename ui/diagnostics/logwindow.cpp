// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "diagnostics/logwindow.h"

#include "diagnostics/logrecorder.h"
#include "widgets/windowplacement.h"

#include <QApplication>
#include <QClipboard>
#include <QFontDatabase>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <chrono>

namespace parley::ui {
namespace {

constexpr std::chrono::milliseconds AppendDelay { 250 }; ///< a burst of lines is one change

} // namespace

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
    m_text->setUndoRedoEnabled(false);
    m_text->setMaximumBlockCount(int(LogRecorder::Capacity));
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
    m_delay.setSingleShot(true);
    m_delay.setInterval(AppendDelay);
    connect(&m_delay, &QTimer::timeout, this, &LogWindow::appendLines);
    connect(&m_recorder, &LogRecorder::changed, this, [this] {
        if (isVisible() && !m_delay.isActive())
            m_delay.start();
    });
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
    placeWindow(*this, parent != nullptr ? parent->window() : nullptr);
}

void LogWindow::showEvent(QShowEvent *event)
{
    appendLines();
    QWidget::showEvent(event);
}

void LogWindow::showLines()
{
    m_text->clear();
    m_count = 0;
    appendLines();
}

/// Only what is new: the place and the selection of who reads stay, and the text is not laid out
/// anew, which may take so long that the watchdog has something to log.
void LogWindow::appendLines()
{
    QStringList lines = m_recorder.linesAfter(m_count);
    const QString wanted = m_filter->text();
    if (!wanted.isEmpty())
        lines = lines.filter(wanted, Qt::CaseInsensitive);
    if (!lines.isEmpty())
        m_text->appendPlainText(lines.join(u'\n'));
}

void LogWindow::copyDiagnostics()
{
    QApplication::clipboard()->setText(m_diagnostics());
}

} // namespace parley::ui
