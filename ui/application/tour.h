// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/delay.h"

#include <QObject>
#include <QString>

#include <functional>
#include <vector>

class QApplication;
class QWidget;

namespace parley::ui {

class Application;

/// Walks through the first minute as the demo account alice and saves a picture of each step: for
/// the documentation, and as a check that the whole program works together.
class Tour final : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive this object. \a folder is made if it is missing.
    Tour(Application &application, QApplication &qtApplication, QString folder,
         QObject *parent = nullptr);
    ~Tour() override;

    /// Ends the program with 0, or with 1 and a line on standard error if a step does not come.
    void start();

private:
    /// A step: begin() starts it, isDone() tells when its picture may be taken.
    struct Step
    {
        QString name {};
        std::function<void()> begin {};
        std::function<bool()> isDone {};
    };
    void addSignInSteps();
    void addChatSteps();
    void addTokenSteps();
    void addThemeSteps();
    void beginStep();
    void poll();
    void finishStep();
    void fail(const QString &reason);
    [[nodiscard]] QWidget *shownWindow() const;
    void openGeneral();

    Application &m_application;
    QApplication &m_qtApplication;
    QString m_folder;
    Delay m_delay;
    MonotonicTime m_stepStart { 0 };
    std::vector<Step> m_steps;
    size_t m_current = 0;
};

} // namespace parley::ui
