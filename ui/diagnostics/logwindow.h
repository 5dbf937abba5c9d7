// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

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

    [[nodiscard]] QString shownText() const;

private:
    void showLines();
    void copyDiagnostics();

    LogRecorder &m_recorder;
    std::function<QString()> m_diagnostics;
    QLineEdit *m_filter = nullptr;
    QPlainTextEdit *m_text = nullptr;
};

} // namespace parley::ui
