// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "cli/secretinput.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace parley {

using Source = CliOptions::SecretSource;

namespace {

/// The system goes on showing what a program was started with, so the bytes themselves have to go.
void eraseFromEnvironment(const QByteArray &name)
{
    if (char *value = std::getenv(name.constData()))
        std::fill_n(value, std::strlen(value), '\0');
    qunsetenv(name.constData());
}

} // namespace

SecretInput::SecretInput(const CliOptions &options, LineReader &reader, QObject *parent)
    : QObject(parent)
    , m_source(options.secretSource)
    , m_variable(options.secretVariable)
    , m_reader(reader)
    , m_isSecretDue(options.secretSource == Source::StandardInput)
{
    connect(&m_reader, &LineReader::lineRead, this, &SecretInput::takeLine);
    connect(&m_reader, &LineReader::lineTooLong, this, &SecretInput::lineTooLong);
    connect(&m_reader, &LineReader::ended, this, &SecretInput::takeEnd);
}

void SecretInput::start()
{
    switch (m_source) {
    case Source::StandardInput:
        m_hidden = std::make_unique<HiddenTyping>();
        break;
    case Source::Environment: {
        const QByteArray name = m_variable.toLocal8Bit();
        const QString secret = qEnvironmentVariable(name.constData());
        eraseFromEnvironment(name);
        Q_EMIT secretRead(secret);
        break;
    }
    case Source::Keychain:
        Q_EMIT keychainWanted();
        break;
    }
    m_reader.start();
}

void SecretInput::takeLine(const QByteArray &line)
{
    if (!std::exchange(m_isSecretDue, false)) {
        Q_EMIT lineRead(line);
        return;
    }
    m_hidden.reset();
    const QString secret = QString::fromUtf8(line);
    if (secret.isEmpty())
        Q_EMIT secretMissing();
    else
        Q_EMIT secretRead(secret);
}

void SecretInput::takeEnd()
{
    m_hidden.reset();
    if (std::exchange(m_isSecretDue, false))
        Q_EMIT secretMissing();
    else
        Q_EMIT ended();
}

} // namespace parley
