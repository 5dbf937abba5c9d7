// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "application/tour.h"

#include "application/application.h"
#include "diagnostics/watchedapplication.h"
#include "mainwindow/mainwindow.h"
#include "signin/signinwindow.h"

#include <QDialog>
#include <QDir>
#include <QPainter>

#include <cstdio>

namespace parley::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds PollInterval { 50 };
constexpr std::chrono::milliseconds Settle { 350 }; ///< after a step, for what it has set in motion
constexpr std::chrono::milliseconds StepLimit { 30000 };

} // namespace

Tour::Tour(Application &application, WatchedApplication &qtApplication, QString folder,
           QObject *parent)
    : QObject(parent)
    , m_application(application)
    , m_qtApplication(qtApplication)
    , m_folder(std::move(folder))
    , m_delay(application.clock())
{
    addSignInSteps();
    addDoctorSteps();
    addLoadingSteps();
    addChatSteps();
    addDialogSteps();
    addInspectorSteps();
    addFaultSteps();
    addThemeSteps();
}

void Tour::start()
{
    if (!QDir().mkpath(m_folder)) {
        fail(u"the folder cannot be made"_s);
        return;
    }
    beginStep();
}

void Tour::addStep(const QString &name, std::function<void()> begin, std::function<bool()> isDone)
{
    const QString number = u"%1-"_s.arg(m_steps.size() + 1, 2, 10, QChar(u'0'));
    m_steps.push_back({ number + name, std::move(begin), std::move(isDone) });
}

MainWindow &Tour::window() const
{
    return *m_application.mainWindow();
}

SignInWindow &Tour::signInWindow() const
{
    return *m_application.signInWindow();
}

void Tour::beginStep()
{
    if (m_current >= m_steps.size()) {
        std::printf("parley: %zu pictures; %d event handlers computed for more than %d ms, "
                    "the longest for %d ms\n",
                    m_steps.size(), m_qtApplication.stalls(),
                    int(WatchedApplication::Limit.count()), int(m_qtApplication.longest().count()));
        m_qtApplication.exit(0);
        return;
    }
    m_stepStart = m_application.clock().monotonicNow();
    m_steps[m_current].begin();
    poll();
}

void Tour::poll()
{
    const Step &step = m_steps[m_current];
    if (!step.isDone || step.isDone()) {
        m_delay.start(Settle, [this] { finishStep(); });
        return;
    }
    if (m_application.clock().monotonicNow() - m_stepStart > StepLimit) {
        fail(u"it did not come"_s);
        return;
    }
    m_delay.start(PollInterval, [this] { poll(); });
}

QWidget *Tour::shownWindow() const
{
    if (m_application.mainWindow() != nullptr)
        return m_application.mainWindow();
    return m_application.signInWindow();
}

/// The window, and the dialog of the moment where it stands.
bool Tour::savePicture(const QString &path) const
{
    QWidget *window = shownWindow();
    QPixmap picture = window->grab();
    const QList<QDialog *> dialogs = window->findChildren<QDialog *>();
    for (QDialog *dialog : dialogs) {
        if (!dialog->isVisible())
            continue;
        QPainter painter(&picture);
        painter.fillRect(window->rect(), QColor(0, 0, 0, 70));
        const QPoint at(std::max(0, (window->width() - dialog->width()) / 2),
                        std::max(0, (window->height() - dialog->height()) / 2));
        painter.drawPixmap(at, dialog->grab());
    }
    return picture.save(path);
}

void Tour::finishStep()
{
    const QString path = m_folder + u'/' + m_steps[m_current].name + u".png"_s;
    m_qtApplication.setWatching(false); // a picture is the tour's own doing
    const bool saved = savePicture(path);
    if (!saved) {
        fail(u"the picture cannot be saved"_s);
        return;
    }
    ++m_current;
    // From another event, so that the picture's time is not the step's.
    m_delay.start(std::chrono::milliseconds(1), [this] {
        m_qtApplication.setWatching(true);
        beginStep();
    });
}

void Tour::closeDialogs()
{
    const QList<QDialog *> dialogs = shownWindow()->findChildren<QDialog *>();
    for (QDialog *dialog : dialogs)
        dialog->reject();
}

void Tour::fail(const QString &reason)
{
    const QString step = m_current < m_steps.size() ? m_steps[m_current].name : QString();
    std::fprintf(stderr, "parley: the tour stopped at %s: %s\n", qPrintable(step),
                 qPrintable(reason));
    m_qtApplication.exit(1);
}

} // namespace parley::ui
