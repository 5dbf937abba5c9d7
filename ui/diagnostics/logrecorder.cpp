// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "diagnostics/logrecorder.h"

#include <QDateTime>

#include <algorithm>
#include <atomic>

namespace parley::ui {

using namespace Qt::StringLiterals;

namespace {

// Qt's message handler is a plain function, so it has to find its recorder by itself.
std::atomic<LogRecorder *> theRecorder { nullptr };

QString levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return u"debug"_s;
    case QtInfoMsg:
        return u"info"_s;
    case QtWarningMsg:
        return u"warning"_s;
    case QtCriticalMsg:
        return u"critical"_s;
    case QtFatalMsg:
        return u"fatal"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

LogRecorder::LogRecorder(QObject *parent)
    : QObject(parent)
{
    Q_ASSERT(theRecorder == nullptr);
    theRecorder = this;
    m_before = qInstallMessageHandler(&LogRecorder::handle);
}

LogRecorder::~LogRecorder()
{
    qInstallMessageHandler(m_before);
    theRecorder = nullptr;
}

void LogRecorder::handle(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    LogRecorder *recorder = theRecorder;
    if (recorder != nullptr)
        recorder->record(type, context, text);
}

void LogRecorder::record(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    if (m_before != nullptr)
        m_before(type, context, text);
    const QString category
        = context.category != nullptr ? QString::fromLatin1(context.category) : u"default"_s;
    const QString line = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs) + u' '
        + levelName(type) + u' ' + category + u": "_s + text;
    const std::scoped_lock lock(m_mutex);
    if (m_lines.size() >= Capacity)
        m_lines.removeFirst();
    m_lines.append(line);
    ++m_count;
    if (m_isTelling)
        return;
    m_isTelling = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            {
                const std::scoped_lock inner(m_mutex);
                m_isTelling = false;
            }
            Q_EMIT changed();
        },
        Qt::QueuedConnection);
}

QStringList LogRecorder::lines() const
{
    const std::scoped_lock lock(m_mutex);
    return m_lines;
}

QStringList LogRecorder::linesAfter(qint64 &count) const
{
    const std::scoped_lock lock(m_mutex);
    const qint64 fresh = std::min(m_count - count, qint64(m_lines.size()));
    count = m_count;
    return m_lines.mid(m_lines.size() - fresh);
}

} // namespace parley::ui
