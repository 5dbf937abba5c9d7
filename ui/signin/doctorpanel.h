// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/advice/endpointdoctor.h"

#include <QStringList>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace parley::ui {

/// What the endpoint doctor finds: each check with a mark, what was seen and how to fix it.
class DoctorPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit DoctorPanel(QWidget *parent = nullptr);

    void begin();
    void addCheck(const parley::EndpointDoctor::Check &check);
    void finish(bool allOk);
    /// What was found, a line for each check, as text for a message to those who run the back end.
    [[nodiscard]] QString report() const;

Q_SIGNALS:
    void closeRequested();
    void testAgainRequested();

private:
    QLabel *m_heading = nullptr;
    QProgressBar *m_progress = nullptr;
    QVBoxLayout *m_checks = nullptr;
    QPushButton *m_close = nullptr;
    QPushButton *m_again = nullptr; ///< shown at the end, like the next one
    QPushButton *m_copy = nullptr;
    QStringList m_report;
    int m_failed = 0;
    bool m_isRefused = false; // status 401
};

} // namespace parley::ui
