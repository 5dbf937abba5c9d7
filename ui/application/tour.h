// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/oneshot.h"

#include <QObject>
#include <QString>

#include <functional>
#include <vector>

class QWidget;

namespace parley::ui {

class Application;
class MainWindow;
class SignInWindow;
class WatchedApplication;

/// Walks through the program as the demo account alice and saves a picture of each step: for the
/// documentation, and as a check that the whole program works together.
class Tour final : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive this object. \a folder is made if it is missing.
    Tour(Application &application, WatchedApplication &qtApplication, QString folder,
         QObject *parent = nullptr);

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
    void addStep(const QString &name, std::function<void()> begin,
                 std::function<bool()> isDone = {});
    void addSignInSteps();
    void addDoctorSteps();
    void addLoadingSteps();
    void addChatSteps();
    void addDialogSteps();
    void addInspectorSteps();
    void addFaultSteps();
    void addThemeSteps();
    void beginStep();
    void poll();
    void finishStep();
    void fail(const QString &reason);
    [[nodiscard]] bool savePicture(const QString &path) const;
    [[nodiscard]] QWidget *shownWindow() const;
    [[nodiscard]] MainWindow &window() const;
    [[nodiscard]] SignInWindow &signInWindow() const;
    void openGeneral();
    void refresh();
    void closeDialogs();

    Application &m_application;
    WatchedApplication &m_qtApplication;
    QString m_folder;
    OneShot m_delay;
    MonotonicTime m_stepStart { 0 };
    std::vector<Step> m_steps;
    size_t m_current = 0;
};

} // namespace parley::ui
