// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "ownbackend.h"

#include "token/httptokenprovider.h"
#include "token/tracewriter.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDateTime>
#include <QJsonDocument>
#include <QTimer>

#include <cstdio>

using namespace parley;
using namespace Qt::StringLiterals;

namespace {

/// As a back end would sign it; the signature is for the service alone.
QByteArray makeToken(int number)
{
    const auto encoded = [](const QByteArray &bytes) {
        return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    };
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    const QJsonObject grants { { u"identity"_s, u"alice"_s },
                               { u"chat"_s, QJsonObject { { u"service_sid"_s, u"IS1"_s } } } };
    const QJsonObject claims { { u"iat"_s, now + number },
                               { u"exp"_s, now + number + 3600 },
                               { u"grants"_s, grants } };
    return encoded(R"({"alg":"HS256","cty":"twilio-fpa;v=1"})") + '.'
        + encoded(QJsonDocument(claims).toJson()) + ".c2ln";
}

} // namespace

/// The whole life of a token in an application that has nothing but this folder.
int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    SystemClock clock;
    LocalReachability reachability;
    int fetched = 0;
    OwnBackEnd backEnd(clock, [&fetched] { return makeToken(++fetched); });
    OwnClient client;
    TokenManager manager(backEnd, { .clock = &clock, .reachability = &reachability });
    QBuffer trace;
    trace.open(QIODevice::WriteOnly);
    const TraceWriter writer(manager, trace);
    manager.addConsumer(&client);

    int updates = 0;
    QObject::connect(&manager, &TokenManager::tokenUpdated, &application, [&] {
        if (++updates == 1)
            manager.refresh(&application, [&manager](const std::optional<TokenError> &error) {
                if (error)
                    QCoreApplication::exit(2);
                QMetaObject::invokeMethod(
                    &manager, [&manager] { manager.signOut(); }, Qt::QueuedConnection);
            });
    });
    QObject::connect(&manager, &TokenManager::stateChanged, &application,
                     [](TokenManager::State state) {
                         if (state == TokenManager::State::SignedOut)
                             QCoreApplication::quit();
                     });
    QTimer::singleShot(std::chrono::seconds(30), &application, [] { QCoreApplication::exit(3); });
    manager.start();
    if (const int status = QCoreApplication::exec(); status != 0)
        return status;

    const bool good = fetched == 2 && !client.hasToken() && trace.data().count('\n') > 10
        && !trace.data().contains("eyJ");
    std::printf("%d tokens, %d lines of trace\n", fetched, int(trace.data().count('\n')));
    return good ? 0 : 1;
}
