// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/chatclient.h"
#include "chat/outboxstore.h"
#include "credentials/credentialstore.h"
#include "token/httptokenprovider.h"
#include "token/tokenmanager.h"

#include <QCoreApplication>
#include <QNetworkAccessManager>

#include <cstdio>

using namespace parley;

/// Signs in at the local service whose two URLs are the arguments, and says who it is there.
int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const auto keychain = makeKeychainStore("consumer"); // it is enough that it can be linked
    SystemClock clock;
    SystemReachability reachability;
    QNetworkAccessManager network;
    const auto outbox = chat::makeMemoryOutboxStore();
    chat::ChatClient client({ .serviceUrl = QUrl(arguments.value(2)) },
                            twilsock::webSocketTransports(), network, clock, reachability, *outbox);
    HttpTokenProvider provider(network, QUrl(arguments.value(1)), TokenAuth::Basic);
    provider.setCredential({ .user = "alice", .secret = qgetenv("CONSUMER_PASSWORD") });
    TokenManager tokens(provider);
    tokens.addConsumer(client.tokenConsumer());
    QObject::connect(&client, &chat::ChatClient::stateChanged, &application, [&client] {
        if (client.state() != chat::ChatClient::State::Initialized)
            return;
        std::puts(qPrintable(client.identity()));
        QCoreApplication::quit();
    });
    client.start();
    tokens.start();
    return QCoreApplication::exec();
}
