// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/clioptions.h"
#include "cli/linereader.h"
#include "platform/hiddentyping.h"

#include <memory>

namespace parley {

/// Takes the secret from where the command line says, and passes the other lines of standard input
/// on.
class SecretInput final : public QObject
{
    Q_OBJECT

public:
    /// \a reader must outlive this object.
    SecretInput(const CliOptions &options, LineReader &reader, QObject *parent = nullptr);
    void start();

Q_SIGNALS:
    void secretRead(const QString &secret); ///< never empty
    void secretMissing(); ///< standard input ended first, or its first line is empty
    void keychainWanted();
    void lineRead(const QByteArray &line);
    void lineTooLong();
    void ended();

private:
    void takeLine(const QByteArray &line);
    void takeEnd();

    const CliOptions::SecretSource m_source;
    const QString m_variable;
    LineReader &m_reader;
    bool m_isSecretDue;
    std::unique_ptr<HiddenTyping> m_hidden; ///< while a password is typed at a terminal
};

} // namespace parley
