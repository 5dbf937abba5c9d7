// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "errortexts.h"
#include "signin/doctortexts.h"

#include <QMetaEnum>
#include <QSet>
#include <QTest>

using namespace parley;
using namespace Qt::StringLiterals;
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
    return u"SECRET <b>server</b> words"_s;
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
            QVERIFY(!text.summary.contains("SECRET"_L1));
            QVERIFY(!text.advice.contains("SECRET"_L1));
            QVERIFY2(!summaries.contains(text.summary), qPrintable(text.summary));
            summaries.insert(text.summary);
        }
    }

    void everyFindingOfTheDoctorHasItsOwnWords()
    {
        using Finding = EndpointDoctor::Finding;
        for (int finding = 0; finding <= int(Finding::ServiceSilent); ++finding) {
            EndpointDoctor::Check check { .ok = true,
                                          .detail = serverText(),
                                          .fix = serverText(),
                                          .finding = Finding(finding),
                                          .arguments = { u"405"_s, u"7"_s } };
            const QString detail = ui::DoctorTexts::detail(check);
            QVERIFY2(!detail.isEmpty() && detail.endsWith(u'.'), qPrintable(detail));
            QVERIFY2(!detail.contains("SECRET"_L1), qPrintable(detail));
            QVERIFY2(!detail.contains(u'%'), qPrintable(detail));
            QVERIFY(ui::DoctorTexts::fix(check).isEmpty());
            check.ok = false;
            const QString fix = ui::DoctorTexts::fix(check);
            QVERIFY2(fix.isEmpty() || isSentence(fix) || fix.startsWith(u'“')
                         || fix.startsWith("service_sid"_L1),
                     qPrintable(fix));
            QVERIFY2(!fix.contains("SECRET"_L1), qPrintable(fix));
            // The window has no options of a command line.
            QVERIFY2(!(detail + fix).contains("--"_L1), qPrintable(fix));
        }
    }

    void theDoctorSaysWhatToDoAboutAStatus_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : { 201, 302, 400, 401, 403, 404, 405, 429, 500, 503 })
            QTest::addRow("%d", status) << status;
    }
    void theDoctorSaysWhatToDoAboutAStatus()
    {
        QFETCH(int, status);
        const EndpointDoctor::Check check { .finding = EndpointDoctor::Finding::StatusBad,
                                            .arguments = { QString::number(status) } };
        QVERIFY(ui::DoctorTexts::detail(check).contains(QString::number(status)));
        QVERIFY(isSentence(ui::DoctorTexts::fix(check)));
    }

    void theDoctorSaysWhatIsWrongWithAnAnswer_data()
    {
        QTest::addColumn<TokenError>("error");
        for (const auto code : { TokenError::Code::NotOurService, TokenError::Code::EmptyAnswer,
                                 TokenError::Code::TooLarge })
            QTest::addRow("%s", qPrintable(codeName(code)))
                << TokenError { .code = code, .detail = serverText() };
        for (int i = 0; i <= int(TokenError::Malformation::BadGrants); ++i) {
            const auto malformation = TokenError::Malformation(i);
            QTest::addRow("%s", qPrintable(malformationName(malformation)))
                << TokenError { .code = TokenError::Code::Malformed,
                                .malformation = malformation,
                                .detail = serverText() };
        }
    }
    void theDoctorSaysWhatIsWrongWithAnAnswer()
    {
        QFETCH(TokenError, error);
        const EndpointDoctor::Check check { .finding = EndpointDoctor::Finding::AnswerUnusable,
                                            .error = error };
        for (const QString &text :
             { ui::DoctorTexts::detail(check), ui::DoctorTexts::fix(check) }) {
            QVERIFY2(isSentence(text), qPrintable(text));
            QVERIFY2(!text.contains("SECRET"_L1), qPrintable(text));
            QVERIFY2(!text.contains("Parley keeps trying"_L1), qPrintable(text));
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
            QVERIFY(!text.contains("SECRET"_L1));
        }
        chat::ChatError refused;
        refused.code = chat::ChatError::Code::Refused;
        refused.serviceCode = 50430;
        QVERIFY(ErrorTexts::describe(refused).contains("50430"_L1));
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
        QTest::addRow("https") << u"https://example.com/token"_s << true;
        QTest::addRow("http on this computer") << u"http://127.0.0.1:8080/token"_s << true;
        QTest::addRow("empty") << QString() << false;
        QTest::addRow("http elsewhere") << u"http://example.com/token"_s << false;
        QTest::addRow("no host") << u"https:///token"_s << false;
        QTest::addRow("another scheme") << u"ftp://example.com/token"_s << false;
        QTest::addRow("password inside") << u"https://a:b@example.com/token"_s << false;
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
