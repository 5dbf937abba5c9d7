// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

// A window that keeps an access token usable. Start it with the URL of your token end point; user
// and password come from the environment: EXAMPLE_USER, EXAMPLE_PASSWORD.
#include "token/httptokenprovider.h"
#include "token/tokenmanager.h"

#include <QApplication>
#include <QLabel>
#include <QNetworkAccessManager>
#include <QPushButton>
#include <QVBoxLayout>

/// Stands for your client: give the token to your SDK here, and pass its answer on.
class Client final : public parley::TokenConsumer
{
public:
    void offerToken(const parley::AccessToken &token, parley::TokenReply reply) override
    {
        qInfo() << "the client runs on" << token;
        reply.accept();
    }
    void withdrawToken() override { qInfo() << "the client disconnects"; }
};

int main(int argc, char **argv)
{
    using namespace Qt::StringLiterals;
    using parley::TokenManager;
    QApplication application(argc, argv);
    QNetworkAccessManager network;
    parley::HttpTokenProvider provider(network, QUrl(QApplication::arguments().value(1)),
                                       parley::TokenAuth::Basic);
    const QString user = qEnvironmentVariable("EXAMPLE_USER");
    provider.setCredential({ .user = user, .secret = qEnvironmentVariable("EXAMPLE_PASSWORD") });
    TokenManager tokens(provider);
    tokens.setExpectedIdentity(user); // a token of another user is refused
    Client client;
    tokens.addConsumer(&client);

    QWidget window;
    auto *const status = new QLabel(&window);
    auto *const refresh = new QPushButton(u"Refresh now"_s, &window);
    auto *const layout = new QVBoxLayout(&window);
    layout->addWidget(status);
    layout->addWidget(refresh);
    QObject::connect(refresh, &QPushButton::clicked, &tokens,
                     [&tokens, &window] { tokens.refresh(&window, {}); });
    QObject::connect(&tokens, &TokenManager::stateChanged, status,
                     [status](TokenManager::State state) { status->setNum(int(state)); });
    QObject::connect(&tokens, &TokenManager::tokenUpdated, status, [status, &tokens] {
        status->setText(u"The token works for %1 s."_s.arg(tokens.timeLeft().count() / 1000));
    });
    QObject::connect(&tokens, &TokenManager::tokenUpdateFailed, status,
                     [status](const parley::TokenError &error) { status->setText(error.detail); });
    window.show();
    tokens.start();
    return QApplication::exec();
}
