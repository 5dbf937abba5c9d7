// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "settings/uisettings.h"

namespace parley::ui {
namespace {

QString identityKey(const QString &identity)
{
    // An identity may hold a slash, which QSettings takes for a group.
    return QStringLiteral("conversation/")
        + QString::fromLatin1(identity.toUtf8().toBase64(QByteArray::Base64UrlEncoding));
}

} // namespace

UiSettings::UiSettings(const QString &file)
    : m_settings(file.isEmpty() ? QSettings().fileName() : file,
                 file.isEmpty() ? QSettings().format() : QSettings::IniFormat)
{ }

std::optional<UiSettings::SignIn> UiSettings::lastSignIn() const
{
    if (!m_settings.contains(u"signIn/embedded"_qs))
        return std::nullopt;
    SignIn last;
    last.embedded = m_settings.value(u"signIn/embedded"_qs).toBool();
    last.tokenUrl = m_settings.value(u"signIn/tokenUrl"_qs).toUrl();
    last.auth
        = authFromName(m_settings.value(u"signIn/auth"_qs).toString()).value_or(TokenAuth::Basic);
    last.serviceUrl = m_settings.value(u"signIn/serviceUrl"_qs).toUrl();
    last.identity = m_settings.value(u"signIn/identity"_qs).toString();
    return last;
}

void UiSettings::setLastSignIn(const SignIn &signIn)
{
    m_settings.setValue(u"signIn/embedded"_qs, signIn.embedded);
    m_settings.setValue(u"signIn/tokenUrl"_qs, signIn.tokenUrl);
    m_settings.setValue(u"signIn/auth"_qs, authName(signIn.auth));
    m_settings.setValue(u"signIn/serviceUrl"_qs, signIn.serviceUrl);
    m_settings.setValue(u"signIn/identity"_qs, signIn.identity);
}

void UiSettings::forgetIdentity()
{
    m_settings.remove(u"signIn/identity"_qs);
}

ThemeChoice UiSettings::theme() const
{
    const QString name = m_settings.value(u"window/theme"_qs).toString();
    if (name == u"light")
        return ThemeChoice::Light;
    return name == u"dark" ? ThemeChoice::Dark : ThemeChoice::System;
}

void UiSettings::setTheme(ThemeChoice choice)
{
    QString name;
    switch (choice) {
    case ThemeChoice::System:
        name = u"system"_qs;
        break;
    case ThemeChoice::Light:
        name = u"light"_qs;
        break;
    case ThemeChoice::Dark:
        name = u"dark"_qs;
        break;
    }
    m_settings.setValue(u"window/theme"_qs, name);
}

bool UiSettings::notifications() const
{
    return m_settings.value(u"notifications/shown"_qs, true).toBool();
}

void UiSettings::setNotifications(bool shown)
{
    m_settings.setValue(u"notifications/shown"_qs, shown);
}

bool UiSettings::notificationContent() const
{
    return m_settings.value(u"notifications/content"_qs, true).toBool();
}

void UiSettings::setNotificationContent(bool shown)
{
    m_settings.setValue(u"notifications/content"_qs, shown);
}

bool UiSettings::tray() const
{
    return m_settings.value(u"tray/shown"_qs, false).toBool();
}

void UiSettings::setTray(bool shown)
{
    m_settings.setValue(u"tray/shown"_qs, shown);
}

bool UiSettings::closeToTray() const
{
    return m_settings.value(u"tray/close"_qs, false).toBool();
}

void UiSettings::setCloseToTray(bool on)
{
    m_settings.setValue(u"tray/close"_qs, on);
}

bool UiSettings::inspectorShown() const
{
    return m_settings.value(u"window/inspector"_qs, false).toBool();
}

void UiSettings::setInspectorShown(bool shown)
{
    m_settings.setValue(u"window/inspector"_qs, shown);
}

QByteArray UiSettings::geometry() const
{
    return m_settings.value(u"window/geometry"_qs).toByteArray();
}

void UiSettings::setGeometry(const QByteArray &geometry)
{
    m_settings.setValue(u"window/geometry"_qs, geometry);
}

QByteArray UiSettings::windowState() const
{
    return m_settings.value(u"window/state"_qs).toByteArray();
}

void UiSettings::setWindowState(const QByteArray &state)
{
    m_settings.setValue(u"window/state"_qs, state);
}

QByteArray UiSettings::splitter() const
{
    return m_settings.value(u"window/splitter"_qs).toByteArray();
}

void UiSettings::setSplitter(const QByteArray &state)
{
    m_settings.setValue(u"window/splitter"_qs, state);
}

QString UiSettings::lastConversation(const QString &identity) const
{
    return m_settings.value(identityKey(identity)).toString();
}

void UiSettings::setLastConversation(const QString &identity, const QString &sid)
{
    m_settings.setValue(identityKey(identity), sid);
}

quint16 UiSettings::tokenPort() const
{
    return quint16(m_settings.value(u"localService/tokenPort"_qs, 0).toUInt());
}

quint16 UiSettings::servicePort() const
{
    return quint16(m_settings.value(u"localService/servicePort"_qs, 0).toUInt());
}

void UiSettings::setPorts(quint16 tokenPort, quint16 servicePort)
{
    m_settings.setValue(u"localService/tokenPort"_qs, tokenPort);
    m_settings.setValue(u"localService/servicePort"_qs, servicePort);
}

QString authName(TokenAuth auth)
{
    switch (auth) {
    case TokenAuth::Basic:
        return u"basic"_qs;
    case TokenAuth::Bearer:
        return u"bearer"_qs;
    case TokenAuth::Query:
        return u"query"_qs;
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
