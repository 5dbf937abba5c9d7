// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "demoprogram.h"

#include "figure.h"

#include <QApplication>

namespace parley::bench {

using namespace Qt::StringLiterals;

namespace {

ui::Options withoutKeychain()
{
    ui::Options options;
    options.noKeychain = true;
    return options;
}

} // namespace

DemoProgram::DemoProgram(QApplication &application, const QString &folder)
    : m_application(
        application, withoutKeychain(),
        { .settingsFile = folder + u"/settings.ini"_s, .dataFolder = folder, .keychain = false })
{ }

void DemoProgram::start(const std::function<void()> &shown)
{
    connect(&m_application, &ui::Application::readyToSignIn, this,
            [this] { m_application.signInDemo(u"alice"_s); });
    connect(&m_application, &ui::Application::mainWindowShown, this, shown);
    if (!m_application.start())
        QCoreApplication::exit(cannotMeasure(u"the program cannot run"_s));
}

} // namespace parley::bench
