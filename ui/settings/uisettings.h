// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "theme/theme.h"
#include "token/httptokenprovider.h"

#include <QByteArray>
#include <QSettings>
#include <QString>
#include <QUrl>

#include <optional>

namespace parley::ui {

/// One value in a file of settings; \a standard counts until the user has chosen another one.
template <typename Value> class Setting
{
public:
    /// \a store must outlive this object.
    Setting(QSettings &store, const QString &key, const Value &standard)
        : m_store(store)
        , m_key(key)
        , m_standard(standard)
    { }
    [[nodiscard]] Value operator()() const
    {
        return m_store.value(m_key, m_standard).template value<Value>();
    }
    void set(const Value &value) { m_store.setValue(m_key, value); }

private:
    QSettings &m_store;
    const QString m_key;
    const Value m_standard;
};

/// What the window remembers between two runs. Never a secret.
class UiSettings
{
public:
    /// An empty \a file: the user's own settings.
    explicit UiSettings(const QString &file = {});

    /// Where the last sign-in went, so that the next start can go there again.
    struct SignIn
    {
        bool embedded = true; ///< the local service of this program
        QUrl tokenUrl {};
        TokenAuth auth = TokenAuth::Basic;
        QUrl serviceUrl {};
        QString identity {};
    };
    [[nodiscard]] std::optional<SignIn> lastSignIn() const;
    void setLastSignIn(const SignIn &signIn);
    void forgetIdentity();

    [[nodiscard]] ThemeChoice theme() const;
    void setTheme(ThemeChoice choice);
    /// From now on the place of the window is that of \a user alone, so that a second user on this
    /// desk does not change the first one's. Until it is saved it is the first one's.
    void usePlaceOf(const QString &user);
    [[nodiscard]] bool hasOwnGeometry() const;
    /// How the main window stands and is divided.
    struct Place
    {
        QByteArray geometry {};
        QByteArray state {};
        QByteArray splitter {};
        QByteArray timeline {}; ///< geometry of its own window
        int participantsWidth = 0; ///< of their panel; 0: not chosen yet
    };
    [[nodiscard]] Place place() const;
    void setPlace(const Place &place);
    /// \a account names an identity and where it is signed in.
    [[nodiscard]] QString lastConversation(const QString &account) const;
    void setLastConversation(const QString &account, const QString &sid);

    /// The ports of the embedded service, kept so that its keychain entries are found again.
    [[nodiscard]] quint16 tokenPort() const;
    [[nodiscard]] quint16 servicePort() const;
    void setPorts(quint16 tokenPort, quint16 servicePort);

    /// For others that keep something in the same file.
    [[nodiscard]] QSettings &store() { return m_settings; }

private:
    mutable QSettings m_settings;
    QString m_placePrefix; ///< empty: the place of the plain start

public:
    Setting<int> textSize; ///< in per cent of the system's
    Setting<bool> formatting; ///< messages are shown formatted, else as they were written
    Setting<bool> keepsConversations; ///< list and last messages, on disk for the next start
    Setting<bool> notifications;
    /// Author and words; without them a notification only says that there is a message.
    Setting<bool> notificationContent;
    Setting<bool> tray;
    Setting<bool> closeToTray; ///< closing the window leaves the program running behind its icon
    Setting<bool> inspectorShown;
    Setting<bool> participantsShown;
};

} // namespace parley::ui
