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

/// What the window remembers between two runs. Never a secret.
class UiSettings
{
public:
    static constexpr QLatin1String MainWindowName { "window" };

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
    /// In per cent of the system's.
    [[nodiscard]] int textSize() const;
    void setTextSize(int percent);
    /// Messages are shown formatted, else as they were written.
    [[nodiscard]] bool formatting() const;
    void setFormatting(bool shown);
    /// The list and the last messages are kept on disk for the next start.
    [[nodiscard]] bool keepsConversations() const;
    void setKeepsConversations(bool on);
    [[nodiscard]] bool notifications() const;
    void setNotifications(bool shown);
    /// Author and words; without them a notification only says that there is a message.
    [[nodiscard]] bool notificationContent() const;
    void setNotificationContent(bool shown);
    [[nodiscard]] bool tray() const;
    void setTray(bool shown);
    /// Closing the window leaves the program running behind its tray icon.
    [[nodiscard]] bool closeToTray() const;
    void setCloseToTray(bool on);
    [[nodiscard]] bool inspectorShown() const;
    void setInspectorShown(bool shown);
    /// From now on the place of the window is that of \a user alone, so that a second user on this
    /// desk does not change the first one's. Until it is saved it is the first one's.
    void usePlaceOf(const QString &user);
    [[nodiscard]] bool hasOwnGeometry() const;
    /// Of the main window, or of another \a window.
    [[nodiscard]] QByteArray geometry(QLatin1String window = MainWindowName) const;
    void setGeometry(const QByteArray &geometry, QLatin1String window = MainWindowName);
    [[nodiscard]] QByteArray windowState() const;
    void setWindowState(const QByteArray &state);
    [[nodiscard]] QByteArray splitter() const;
    void setSplitter(const QByteArray &state);
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
    [[nodiscard]] QByteArray place(const QString &key) const;
    void setPlace(const QString &key, const QByteArray &value);

    mutable QSettings m_settings;
    QString m_placePrefix; ///< empty: the place of the plain start
};

/// `basic`, `bearer`, `query`: as in the options.
[[nodiscard]] QString authName(TokenAuth auth);
[[nodiscard]] std::optional<TokenAuth> authFromName(const QString &name);

} // namespace parley::ui
