// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/endpointdoctor.h"

#include <QWidget>

#include <memory>

class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace parley::ui {

/// What the endpoint doctor finds: each check with a mark, what was seen and how to mend it.
class DoctorPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit DoctorPanel(QWidget *parent = nullptr);
    ~DoctorPanel() override;

    void begin();
    void addCheck(const parley::EndpointDoctor::Check &check);
    void finish(bool allOk);

Q_SIGNALS:
    void closeRequested();

private:
    QLabel *m_heading = nullptr;
    QProgressBar *m_progress = nullptr;
    QVBoxLayout *m_checks = nullptr;
    QPushButton *m_close = nullptr;
    int m_failed = 0;
    bool m_isRefused = false; // status 401
};

} // namespace parley::ui
