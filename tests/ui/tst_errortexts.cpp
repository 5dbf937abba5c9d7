// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "errortexts.h"

#include <QMetaEnum>
#include <QSet>
#include <QTest>

using namespace parley;
using parley::ui::ErrorText;
using parley::ui::ErrorTexts;

namespace {

bool isSentence(const QString &text)
{
    return text.size() > 10 && text.at(0).isUpper()
        && (text.endsWith(u'.') || text.endsWith(u'…') || text.endsWith(u'?'));
}

/// What a server said: must never be seen.
QString serverText()
{
    return QStringLiteral("SECRET <b>server</b> words");
}

} // namespace

class tst_ErrorTexts final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTokenErrorHasItsOwnWords()
    {
        QSet<QString> summaries;
        for (int code = 0; code <= int(TokenError::Code::Protocol); ++code) {
            TokenError error;
            error.code = TokenError::Code(code);
            error.detail = serverText();
            error.httpStatus = 503;
            const ErrorText text = ErrorTexts::describe(error);
            QVERIFY2(isSentence(text.summary), qPrintable(text.summary));
            QVERIFY2(isSentence(text.advice), qPrintable(text.advice));
            QVERIFY(!text.summary.contains(QLatin1String("SECRET")));
            QVERIFY(!text.advice.contains(QLatin1String("SECRET")));
            QVERIFY2(!summaries.contains(text.summary), qPrintable(text.summary));
            summaries.insert(text.summary);
        }
    }

    void offlineServiceDownAndRefusedDiffer()
    {
        const auto summary = [](TokenError::Code code) {
            TokenError error;
            error.code = code;
            return ErrorTexts::describe(error).summary;
        };
        QVERIFY(summary(TokenError::Code::Offline) != summary(TokenError::Code::ServerError));
        QVERIFY(summary(TokenError::Code::ServerError)
                != summary(TokenError::Code::CredentialRejected));
        QVERIFY(summary(TokenError::Code::Offline)
                != summary(TokenError::Code::CredentialRejected));
    }

    void everyBrokenTokenHasItsOwnReason()
    {
        QSet<QString> reasons;
        for (int i = 0; i <= int(TokenError::Malformation::BadGrants); ++i) {
            const QString text = ErrorTexts::malformation(TokenError::Malformation(i));
            QVERIFY2(isSentence(text), qPrintable(text));
            reasons.insert(text);
        }
        QCOMPARE(reasons.size(), int(TokenError::Malformation::BadGrants) + 1);
    }

    void everyChatErrorHasWords()
    {
        for (int code = 0; code <= int(chat::ChatError::Code::Cancelled); ++code) {
            chat::ChatError error;
            error.code = chat::ChatError::Code(code);
            error.detail = serverText();
            const QString text = ErrorTexts::describe(error);
            QVERIFY2(isSentence(text), qPrintable(text));
            QVERIFY(!text.contains(QLatin1String("SECRET")));
        }
        chat::ChatError refused;
        refused.code = chat::ChatError::Code::Refused;
        refused.serviceCode = 50430;
        QVERIFY(ErrorTexts::describe(refused).contains(QLatin1String("50430")));
    }

    void everyStateAndTriggerHasWords()
    {
        const auto states = QMetaEnum::fromType<TokenManager::State>();
        for (int i = 0; i < states.keyCount(); ++i)
            QVERIFY(!ErrorTexts::state(TokenManager::State(states.value(i))).isEmpty());
        const auto triggers = QMetaEnum::fromType<TokenManager::Trigger>();
        for (int i = 0; i < triggers.keyCount(); ++i)
            QVERIFY(!ErrorTexts::trigger(TokenManager::Trigger(triggers.value(i))).isEmpty());
        const auto keychain = QMetaEnum::fromType<Session::KeychainStatus>();
        int silent = 0;
        for (int i = 0; i < keychain.keyCount(); ++i) {
            const QString text = ErrorTexts::keychain(Session::KeychainStatus(keychain.value(i)));
            if (text.isEmpty())
                ++silent;
            else
                QVERIFY2(isSentence(text), qPrintable(text));
        }
        QCOMPARE(silent, 3); // idle, reading, saved
    }

    void tokenUrlsAreJudged_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("good");
        QTest::addRow("https") << QStringLiteral("https://example.com/token") << true;
        QTest::addRow("http on this computer")
            << QStringLiteral("http://127.0.0.1:8080/token") << true;
        QTest::addRow("empty") << QString() << false;
        QTest::addRow("http elsewhere") << QStringLiteral("http://example.com/token") << false;
        QTest::addRow("no host") << QStringLiteral("https:///token") << false;
        QTest::addRow("another scheme") << QStringLiteral("ftp://example.com/token") << false;
        QTest::addRow("password inside")
            << QStringLiteral("https://a:b@example.com/token") << false;
    }
    void tokenUrlsAreJudged()
    {
        QFETCH(QString, url);
        QFETCH(bool, good);
        const QString problem = ErrorTexts::tokenUrlProblem(QUrl(url), TokenAuth::Basic);
        QCOMPARE(problem.isEmpty(), good);
        if (!good)
            QVERIFY2(isSentence(problem), qPrintable(problem));
    }

    void everyConnectionStateHasWords()
    {
        using twilsock::ConnectionState;
        QSet<QString> texts;
        for (const auto state : { ConnectionState::Disconnected, ConnectionState::Connecting,
                                  ConnectionState::Connected, ConnectionState::Disconnecting,
                                  ConnectionState::Denied })
            texts.insert(ErrorTexts::connection(state, std::nullopt));
        QCOMPARE(texts.size(), 5);
        QVERIFY(ErrorTexts::connection(ConnectionState::Connecting, std::chrono::seconds(8))
                    .contains(QLatin1Char('8')));
    }
};

QTEST_GUILESS_MAIN(tst_ErrorTexts)
#include "tst_errortexts.moc"
