// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QProcess>
#include <QTemporaryDir>

#include <functional>
#include <optional>

namespace parley::bench {

/// A program that is measured from outside, with a home of its own. It is killed with this object.
class Child final : public QObject
{
public:
    struct Variable
    {
        const char *name = nullptr;
        QString value {};
    };

    Child();
    ~Child() override;

    /// \a line gets every line of standard output; \a ended comes at most once, if the program ends
    /// by itself, with what it said on standard error.
    void start(const QString &program, const QStringList &arguments,
               const QList<Variable> &environment, std::function<void(const QByteArray &)> line,
               std::function<void(const QString &)> ended);

    /// CPU time that all its threads have used so far.
    [[nodiscard]] std::optional<double> cpuNanoseconds() const;
    /// Proportional set size.
    [[nodiscard]] std::optional<double> pssKibibytes() const;

private:
    void read();

    QTemporaryDir m_home;
    QProcess m_process;
    std::function<void(const QByteArray &)> m_line;
};

/// A program of this build.
[[nodiscard]] QString besides(const QString &program);

/// Twilio's SDK in Node, by sdk.js with these arguments. It gets its token itself, as parley-cli.
struct SdkCommand
{
    QString program {};
    QStringList arguments {};
    QList<Child::Variable> environment {};
};
/// Nothing: there is no Node.js, or the tests' copy of the SDK is not installed.
[[nodiscard]] std::optional<SdkCommand> sdkCommand(const QStringList &arguments,
                                                   const QUrl &serviceUrl, const QUrl &tokenUrl);

} // namespace parley::bench
