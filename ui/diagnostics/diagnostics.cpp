// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "diagnostics/diagnostics.h"

#include "chat/chatclient.h"
#include "session/session.h"
#include "settings/uisettings.h"

#include <QDir>
#include <QGuiApplication>
#include <QLocale>
#include <QMetaEnum>
#include <QRegularExpression>
#include <QScreen>
#include <QSysInfo>

namespace parley::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LogLines = 100;

template <typename Enum> QString name(Enum value)
{
    return QString::fromLatin1(QMetaEnum::fromType<Enum>().valueToKey(int(value)));
}

QString seconds(std::chrono::milliseconds span)
{
    return QString::number(span.count() / 1000) + u" s"_s;
}

QStringList programLines()
{
    QStringList lines {
        u"Parley %1, Qt %2"_s.arg(QStringLiteral(PARLEY_VERSION), QLatin1String(qVersion())),
        u"%1, %2, platform %3"_s.arg(QSysInfo::prettyProductName(),
                                     QSysInfo::currentCpuArchitecture(),
                                     QGuiApplication::platformName()),
        u"locale %1"_s.arg(QLocale().name()),
    };
    const QList<QScreen *> screens = QGuiApplication::screens();
    for (const QScreen *screen : screens) {
        lines.append(u"screen %1×%2 at %3"_s.arg(screen->size().width())
                         .arg(screen->size().height())
                         .arg(screen->devicePixelRatio()));
    }
    return lines;
}

QStringList sessionLines(Session &session)
{
    TokenManager &tokens = session.tokens();
    QStringList lines {
        u"authentication %1, service %2"_s.arg(authName(session.config().auth),
                                               session.config().serviceUrl.isEmpty() ? u"Twilio"_s
                                                                                     : u"own"_s),
        u"connection %1, chat %2, conversations %3"_s.arg(
            name(session.chat().connection().state()), name(session.chat().state()),
            QString::number(session.chat().conversations().all().size())),
        u"keychain %1"_s.arg(name(session.keychainStatus())),
        u"token %1, generation %2, left %3, clock offset %4"_s.arg(
            name(tokens.state()), QString::number(tokens.generation()), seconds(tokens.timeLeft()),
            seconds(tokens.serverClockOffset())),
    };
    if (tokens.warning())
        lines.append(u"warning %1"_s.arg(name(*tokens.warning())));
    if (tokens.lastError())
        lines.append(u"last error %1, status %2"_s.arg(codeName(tokens.lastError()->code))
                         .arg(tokens.lastError()->httpStatus));
    if (tokens.nextAttemptIn())
        lines.append(u"next attempt in %1"_s.arg(seconds(*tokens.nextAttemptIn())));
    return lines;
}

/// Log lines name files, objects of the service and tokens, so they may name the user.
QString withoutUser(QString line, const QString &identity)
{
    line.replace(QDir::toNativeSeparators(QDir::homePath()), u"~"_s);
    line.replace(QDir::homePath(), u"~"_s);
    if (!identity.isEmpty())
        line.replace(
            QRegularExpression(u"(?<!\\w)%1(?!\\w)"_s.arg(QRegularExpression::escape(identity)),
                               QRegularExpression::UseUnicodePropertiesOption),
            u"(identity)"_s);
    return line;
}

} // namespace

QString diagnosticsText(Session &session, const QStringList &log)
{
    QStringList lines = programLines() + sessionLines(session);
    lines.append(QString());
    const QString identity = session.chat().identity();
    for (const QString &line : log.mid(std::max<qsizetype>(0, log.size() - LogLines)))
        lines.append(withoutUser(line, identity));
    return lines.join(u'\n') + u'\n';
}

} // namespace parley::ui
