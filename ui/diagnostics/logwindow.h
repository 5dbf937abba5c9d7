// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QTimer>
#include <QWidget>

#include <functional>

class QLineEdit;
class QPlainTextEdit;

namespace parley::ui {

class LogRecorder;

/// The program's log, as it grows, with a filter; and 'Copy diagnostics' for a report.
class LogWindow final : public QWidget
{
    Q_OBJECT

public:
    /// \a recorder must outlive this object. \a diagnostics makes the text of a report.
    LogWindow(LogRecorder &recorder, std::function<QString()> diagnostics,
              QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void showLines();
    void appendLines();
    void copyDiagnostics();

    LogRecorder &m_recorder;
    std::function<QString()> m_diagnostics;
    QLineEdit *m_filter = nullptr;
    QPlainTextEdit *m_text = nullptr;
    QTimer m_delay;
    qint64 m_count = 0; ///< of the recorder's lines, when it was last asked
};

} // namespace parley::ui
