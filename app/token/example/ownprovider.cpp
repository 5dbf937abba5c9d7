// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

// A token provider of your own. Here another program writes the token into a file, whose path is
// the first argument.
#include "token/tokenmanager.h"

#include <QCoreApplication>
#include <QFile>
#include <QTimer>

class FileProvider final : public parley::TokenProvider
{
public:
    void fetchToken(const QByteArray &, QObject *context, FetchCallback done) override
    {
        QTimer::singleShot(0, context, [done] { // never before this call has returned
            QFile file(QCoreApplication::arguments().value(1));
            if (!file.open(QIODevice::ReadOnly)) // the code decides what comes next
                return done({ parley::TokenError { .code = parley::TokenError::Code::Offline,
                                                   .detail = file.errorString() } });
            done(parley::FetchOutcome::ofJwt(file.read(parley::AccessToken::MaxTokenBytes + 1)));
        });
    }
    void abort() override { } // the manager destroys the context, so the timer stops
};

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    FileProvider provider;
    parley::TokenManager tokens(provider);
    QObject::connect(&tokens, &parley::TokenManager::tokenUpdated, &application,
                     [](const parley::AccessToken &token) { qInfo() << "use" << token; });
    QObject::connect(&tokens, &parley::TokenManager::tokenUpdateFailed, &application,
                     [](const parley::TokenError &error) { qWarning() << error.detail; });
    tokens.start();
    return QCoreApplication::exec();
}
