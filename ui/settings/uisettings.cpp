// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "settings/uisettings.h"

using namespace Qt::StringLiterals;

namespace parley::ui {

namespace {

/// A name may hold a slash, which QSettings takes for a group.
QString inKey(const QString &name)
{
    return QString::fromLatin1(name.toUtf8().toBase64(QByteArray::Base64UrlEncoding));
}

QString conversationKey(const QString &account)
{
    return "conversation/"_L1 + inKey(account);
}

} // namespace

UiSettings::UiSettings(const QString &file)
    : m_settings(file.isEmpty() ? QSettings().fileName() : file,
                 file.isEmpty() ? QSettings().format() : QSettings::IniFormat)
{ }

std::optional<UiSettings::SignIn> UiSettings::lastSignIn() const
{
    if (!m_settings.contains(u"signIn/embedded"_s))
        return std::nullopt;
    SignIn last;
    last.embedded = m_settings.value(u"signIn/embedded"_s).toBool();
    last.tokenUrl = m_settings.value(u"signIn/tokenUrl"_s).toUrl();
    last.auth
        = authFromName(m_settings.value(u"signIn/auth"_s).toString()).value_or(TokenAuth::Basic);
    last.serviceUrl = m_settings.value(u"signIn/serviceUrl"_s).toUrl();
    last.identity = m_settings.value(u"signIn/identity"_s).toString();
    return last;
}

void UiSettings::setLastSignIn(const SignIn &signIn)
{
    m_settings.setValue(u"signIn/embedded"_s, signIn.embedded);
    m_settings.setValue(u"signIn/tokenUrl"_s, signIn.tokenUrl);
    m_settings.setValue(u"signIn/auth"_s, authName(signIn.auth));
    m_settings.setValue(u"signIn/serviceUrl"_s, signIn.serviceUrl);
    m_settings.setValue(u"signIn/identity"_s, signIn.identity);
}

void UiSettings::forgetIdentity()
{
    m_settings.remove(u"signIn/identity"_s);
}

ThemeChoice UiSettings::theme() const
{
    const QString name = m_settings.value(u"window/theme"_s).toString();
    if (name == u"light")
        return ThemeChoice::Light;
    return name == u"dark" ? ThemeChoice::Dark : ThemeChoice::System;
}

int UiSettings::textSize() const
{
    return m_settings.value(u"window/textSize"_s, 100).toInt();
}

void UiSettings::setTextSize(int percent)
{
    m_settings.setValue(u"window/textSize"_s, percent);
}

void UiSettings::setTheme(ThemeChoice choice)
{
    QString name;
    switch (choice) {
    case ThemeChoice::System:
        name = u"system"_s;
        break;
    case ThemeChoice::Light:
        name = u"light"_s;
        break;
    case ThemeChoice::Dark:
        name = u"dark"_s;
        break;
    }
    m_settings.setValue(u"window/theme"_s, name);
}

bool UiSettings::formatting() const
{
    return m_settings.value(u"window/formatting"_s, true).toBool();
}

void UiSettings::setFormatting(bool shown)
{
    m_settings.setValue(u"window/formatting"_s, shown);
}

bool UiSettings::keepsConversations() const
{
    return m_settings.value(u"conversations/kept"_s, true).toBool();
}

void UiSettings::setKeepsConversations(bool on)
{
    m_settings.setValue(u"conversations/kept"_s, on);
}

bool UiSettings::notifications() const
{
    return m_settings.value(u"notifications/shown"_s, true).toBool();
}

void UiSettings::setNotifications(bool shown)
{
    m_settings.setValue(u"notifications/shown"_s, shown);
}

bool UiSettings::notificationContent() const
{
    return m_settings.value(u"notifications/content"_s, true).toBool();
}

void UiSettings::setNotificationContent(bool shown)
{
    m_settings.setValue(u"notifications/content"_s, shown);
}

bool UiSettings::tray() const
{
    return m_settings.value(u"tray/shown"_s, false).toBool();
}

void UiSettings::setTray(bool shown)
{
    m_settings.setValue(u"tray/shown"_s, shown);
}

bool UiSettings::closeToTray() const
{
    return m_settings.value(u"tray/close"_s, false).toBool();
}

void UiSettings::setCloseToTray(bool on)
{
    m_settings.setValue(u"tray/close"_s, on);
}

bool UiSettings::inspectorShown() const
{
    return m_settings.value(u"window/inspector"_s, false).toBool();
}

void UiSettings::setInspectorShown(bool shown)
{
    m_settings.setValue(u"window/inspector"_s, shown);
}

void UiSettings::usePlaceOf(const QString &user)
{
    m_placePrefix = "users/"_L1 + inKey(user) + u'/';
}

bool UiSettings::hasOwnGeometry() const
{
    return m_settings.contains(m_placePrefix + "window/geometry"_L1);
}

QByteArray UiSettings::place(const QString &key) const
{
    return m_settings.value(m_placePrefix + key, m_settings.value(key)).toByteArray();
}

void UiSettings::setPlace(const QString &key, const QByteArray &value)
{
    m_settings.setValue(m_placePrefix + key, value);
}

QByteArray UiSettings::geometry(QLatin1String window) const
{
    return place(window + "/geometry"_L1);
}

void UiSettings::setGeometry(const QByteArray &geometry, QLatin1String window)
{
    setPlace(window + "/geometry"_L1, geometry);
}

QByteArray UiSettings::windowState() const
{
    return place(u"window/state"_s);
}

void UiSettings::setWindowState(const QByteArray &state)
{
    setPlace(u"window/state"_s, state);
}

QByteArray UiSettings::splitter() const
{
    return place(u"window/splitter"_s);
}

void UiSettings::setSplitter(const QByteArray &state)
{
    setPlace(u"window/splitter"_s, state);
}

QString UiSettings::lastConversation(const QString &account) const
{
    return m_settings.value(conversationKey(account)).toString();
}

void UiSettings::setLastConversation(const QString &account, const QString &sid)
{
    m_settings.setValue(conversationKey(account), sid);
}

quint16 UiSettings::tokenPort() const
{
    return quint16(m_settings.value(u"localService/tokenPort"_s, 0).toUInt());
}

quint16 UiSettings::servicePort() const
{
    return quint16(m_settings.value(u"localService/servicePort"_s, 0).toUInt());
}

void UiSettings::setPorts(quint16 tokenPort, quint16 servicePort)
{
    m_settings.setValue(u"localService/tokenPort"_s, tokenPort);
    m_settings.setValue(u"localService/servicePort"_s, servicePort);
}

QString authName(TokenAuth auth)
{
    switch (auth) {
    case TokenAuth::Basic:
        return u"basic"_s;
    case TokenAuth::Bearer:
        return u"bearer"_s;
    case TokenAuth::Query:
        return u"query"_s;
    }
    Q_UNREACHABLE();
}

std::optional<TokenAuth> authFromName(const QString &name)
{
    for (const TokenAuth auth : { TokenAuth::Basic, TokenAuth::Bearer, TokenAuth::Query }) {
        if (authName(auth) == name)
            return auth;
    }
    return std::nullopt;
}

} // namespace parley::ui
