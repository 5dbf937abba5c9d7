// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QDBusContext>
#include <QDBusObjectPath>
#include <QObject>
#include <QProcess>
#include <QVariantMap>

namespace parley::test {

/// A gnome-keyring-daemon on the bus of this process, whose files are below HOME. With
/// with-keyring.sh and PARLEY_BARE_BUS both are the test's own.
class RealKeyring
{
public:
    ~RealKeyring() { kill(); }

    /// Starts the daemon with its keyring unlocked.
    [[nodiscard]] bool start();
    void kill();
    [[nodiscard]] bool isRunning() const { return m_daemon.state() == QProcess::Running; }
    /// The process does nothing any more, as on a machine that is too busy.
    void stop();
    void goOn();

    /// Locks the keyring where the secrets are, as another program of the desktop may do.
    [[nodiscard]] bool lock();
    /// As another program does that knows the password.
    [[nodiscard]] bool unlock();
    [[nodiscard]] bool isLocked() const;
    /// How many entries QtKeychain has in \a service, locked ones included.
    [[nodiscard]] qsizetype count(const QString &service) const;

private:
    QProcess m_daemon;
};

/// Stands in for the dialog that asks the user for the password of the keyring (gcr-prompter). The
/// real one needs a display and a user.
class FakePrompter final : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.gnome.keyring.internal.Prompter")

public:
    FakePrompter();
    ~FakePrompter() override;

    /// The dialog is open.
    [[nodiscard]] bool isAsking() const { return !m_asking.path().isEmpty(); }
    /// Answers at once as a user who closes every dialog.
    bool dismissesAll = false;
    /// The user closes the dialog.
    void dismiss();
    int asked = 0;

public Q_SLOTS:
    Q_SCRIPTABLE void BeginPrompting(const QDBusObjectPath &callback);
    Q_SCRIPTABLE void PerformPrompt(const QDBusObjectPath &callback, const QString &type,
                                    const QVariantMap &properties, const QString &exchange);
    Q_SCRIPTABLE void StopPrompting(const QDBusObjectPath &callback);

private:
    void ready(const QDBusObjectPath &callback, const QString &reply);

    QString m_keyring;
    QDBusObjectPath m_asking;
};

} // namespace parley::test
