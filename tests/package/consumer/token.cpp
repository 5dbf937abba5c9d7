// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/httptokenprovider.h"
#include "token/tokenmanager.h"

#include <QCoreApplication>
#include <QNetworkAccessManager>

#include <cstdio>

/// Asks a token end point that is not there and says what came of it.
int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QNetworkAccessManager network;
    parley::HttpTokenProvider provider(network, QUrl("http://127.0.0.1:1/token"),
                                       parley::TokenAuth::Basic);
    provider.setCredential({ .user = "alice", .secret = "secret" });
    parley::TokenManager tokens(provider);
    QObject::connect(&tokens, &parley::TokenManager::tokenUpdateFailed, &application,
                     [](const parley::TokenError &error) {
                         std::puts(qPrintable(parley::codeName(error.code)));
                         QCoreApplication::quit();
                     });
    tokens.start();
    return QCoreApplication::exec();
}
