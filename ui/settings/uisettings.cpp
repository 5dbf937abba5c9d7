// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "settings/uisettings.h"

#include <QStringList>

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

/// In the order of ThemeChoice.
QStringList themeNames()
{
    return { u"system"_s, u"light"_s, u"dark"_s };
}

} // namespace

UiSettings::UiSettings(const QString &file)
    : m_settings(file.isEmpty() ? QSettings().fileName() : file,
                 file.isEmpty() ? QSettings().format() : QSettings::IniFormat)
    , textSize(m_settings, u"window/textSize"_s, 100)
    , formatting(m_settings, u"window/formatting"_s, true)
    , keepsConversations(m_settings, u"conversations/kept"_s, true)
    , notifications(m_settings, u"notifications/shown"_s, true)
    , notificationContent(m_settings, u"notifications/content"_s, true)
    , tray(m_settings, u"tray/shown"_s, false)
    , closeToTray(m_settings, u"tray/close"_s, false)
    , inspectorShown(m_settings, u"window/inspector"_s, false)
    , participantsShown(m_settings, u"window/participants"_s, false)
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
    const qsizetype at = themeNames().indexOf(m_settings.value(u"window/theme"_s).toString());
    return at < 0 ? ThemeChoice::System : ThemeChoice(at);
}

void UiSettings::setTheme(ThemeChoice choice)
{
    m_settings.setValue(u"window/theme"_s, themeNames().at(int(choice)));
}

void UiSettings::usePlaceOf(const QString &user)
{
    m_placePrefix = "users/"_L1 + inKey(user) + u'/';
}

bool UiSettings::hasOwnGeometry() const
{
    return m_settings.contains(m_placePrefix + "window/geometry"_L1);
}

UiSettings::Place UiSettings::place() const
{
    const auto read = [this](const QString &key) {
        return m_settings.value(m_placePrefix + key, m_settings.value(key));
    };
    return { read(u"window/geometry"_s).toByteArray(), read(u"window/state"_s).toByteArray(),
             read(u"window/splitter"_s).toByteArray(), read(u"timeline/geometry"_s).toByteArray(),
             read(u"participants/width"_s).toInt() };
}

void UiSettings::setPlace(const Place &place)
{
    m_settings.setValue(m_placePrefix + "window/geometry"_L1, place.geometry);
    m_settings.setValue(m_placePrefix + "window/state"_L1, place.state);
    m_settings.setValue(m_placePrefix + "window/splitter"_L1, place.splitter);
    m_settings.setValue(m_placePrefix + "timeline/geometry"_L1, place.timeline);
    m_settings.setValue(m_placePrefix + "participants/width"_L1, place.participantsWidth);
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

} // namespace parley::ui
