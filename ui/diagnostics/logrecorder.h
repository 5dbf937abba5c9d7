// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QStringList>

#include <mutex>

namespace parley::ui {

/// Keeps the last lines of the program's log for the log window, and passes every line on. From any
/// thread. While one exists no other may be made.
class LogRecorder final : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype Capacity = 2000;

    explicit LogRecorder(QObject *parent = nullptr);
    /// Puts the handler of before back.
    ~LogRecorder() override;

    [[nodiscard]] QStringList lines() const;
    /// Those of lines() that have come after the first \a count lines of all, which becomes the
    /// count of now.
    [[nodiscard]] QStringList linesAfter(qint64 &count) const;

Q_SIGNALS:
    /// In the thread of this object, once for any number of lines.
    void changed();

private:
    static void handle(QtMsgType type, const QMessageLogContext &context, const QString &text);
    void record(QtMsgType type, const QMessageLogContext &context, const QString &text);

    mutable std::mutex m_mutex;
    QStringList m_lines;
    qint64 m_count = 0; ///< of all lines ever
    bool m_isTelling = false; ///< changed() is on its way
    QtMessageHandler m_before = nullptr;
};

} // namespace parley::ui
