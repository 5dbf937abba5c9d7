// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

// What the local service's answers cost after long use: 10,000 conversations with 1,000,000
// messages against 100 with 1,000, for the same requests of a user who is in 100 conversations. The
// two services run in this process and are asked in turn.

#include "figure.h"
#include "filledstore.h"
#include "localservice/localservice.h"
#include "rawclient.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimer>

#include <array>
#include <memory>

using namespace parley;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr bench::Filling Few { 100, 100, 505, 5 };
constexpr bench::Filling Many { 10'000, 100, 100'090, 90 };
constexpr int Opens = 6; // the first makes the accounts
constexpr int WarmUpRounds = 20;
constexpr int Rounds = 300;
constexpr auto Patience = 300s;

/// One kind of request: what it is called, and what it asks for.
struct Question
{
    QString name {};
    QString method {};
    QString path {}; ///< %1: SID of the longest conversation; %2: path of all conversations
    QJsonObject body {};
};

std::vector<Question> questions()
{
    return {
        { u"list"_s, u"GET"_s, u"/v3/Maps/alice.channels/Items?PageSize=100"_s, {} },
        { u"page"_s, u"GET"_s, u"/v3/Lists/%1.messages/Items?Order=desc&PageSize=50"_s, {} },
        { u"send"_s,
          u"POST"_s,
          u"%2/%1/Messages"_s,
          { { u"body"_s, bench::bodyOfFilledMessage(1) } } },
    };
}

/// A service on its filled database, and one client.
class Subject
{
public:
    [[nodiscard]] bool fill(const QString &path, const bench::Filling &filling)
    {
        m_path = path;
        m_conversation = bench::fillStore(path, filling);
        return !m_conversation.isEmpty();
    }

    [[nodiscard]] bool open()
    {
        m_service.reset();
        QElapsedTimer timer;
        timer.start();
        m_service = std::make_unique<localservice::LocalService>(
            localservice::Config { .databasePath = m_path, .demoData = false });
        const bool isOpen = m_service->start();
        opens.push_back(static_cast<double>(timer.nsecsElapsed()));
        return isOpen;
    }

    void connect(QNetworkAccessManager &network, QObject *context,
                 const std::function<void(const QString &)> &done)
    {
        bench::fetchToken(
            network, m_service->tokenUrl(), u"alice"_s, context,
            [this, done](const QString &token) {
                m_client.open(m_service->serviceUrl(), token, [this, done](const QString &problem) {
                    if (!problem.isEmpty())
                        return done(problem);
                    m_client.request(
                        u"GET"_s, u"/Client/v2/Configuration"_s, {},
                        [this, done](int, const QJsonObject &json) {
                            m_conversations
                                = QUrl(json["links"_L1]["conversations"_L1].toString()).path();
                            done({});
                        });
                });
            });
    }

    void ask(const Question &question, std::function<void(int status, double nanoseconds)> done)
    {
        QString path = question.path;
        path.replace("%1"_L1, m_conversation).replace("%2"_L1, m_conversations);
        m_timer.start();
        m_client.request(question.method, path, question.body,
                         [this, done = std::move(done)](int status, const QJsonObject &) {
                             done(status, static_cast<double>(m_timer.nsecsElapsed()));
                         });
    }

    std::vector<double> opens;
    std::vector<std::vector<double>> answers { questions().size() };

private:
    QString m_path;
    QString m_conversation;
    QString m_conversations;
    std::unique_ptr<localservice::LocalService> m_service;
    bench::RawClient m_client;
    QElapsedTimer m_timer;
};

class Growth : public QObject
{
public:
    void run()
    {
        QTimer::singleShot(Patience, this, [this] { fail(u"it takes too long"_s); });
        if (!m_subjects[0].fill(m_folder.filePath(u"few.sqlite"_s), Few)
            || !m_subjects[1].fill(m_folder.filePath(u"many.sqlite"_s), Many))
            return fail(u"the databases cannot be filled"_s);
        for (int i = 0; i < Opens; ++i) {
            for (Subject &subject : m_subjects) {
                if (!subject.open())
                    return fail(u"the local service cannot start"_s);
            }
        }
        for (Subject &subject : m_subjects) {
            subject.connect(m_network, this, [this](const QString &problem) {
                if (!problem.isEmpty())
                    return fail(problem);
                if (++m_connected == m_subjects.size())
                    next();
            });
        }
    }

private:
    void fail(const QString &reason) { QCoreApplication::exit(bench::cannotMeasure(reason)); }

    void next()
    {
        if (m_question == m_questions.size())
            return report();
        Subject &subject = m_subjects[m_subject];
        subject.ask(m_questions[m_question], [this, &subject](int status, double nanoseconds) {
            if (status < 200 || status >= 300)
                return fail(
                    u"a request to %1 was answered with %2"_s.arg(m_questions[m_question].name)
                        .arg(status));
            std::vector<double> &answers = subject.answers[m_question];
            answers.push_back(nanoseconds);
            m_subject = 1 - m_subject;
            if (m_subject == 0 && answers.size() == WarmUpRounds + Rounds)
                ++m_question;
            QTimer::singleShot(0, this, &Growth::next);
        });
    }

    static double medianBehind(std::vector<double> values, int warmUp)
    {
        values.erase(values.begin(), values.begin() + warmUp);
        return bench::median(values);
    }

    void report()
    {
        const auto print = [](const QString &what, double few, double many) {
            bench::print({ .name = u"growth"_s,
                           .value = many / few,
                           .aim = 1.2,
                           .detail = u"%1: 1,000,000 messages in 10,000 conversations / 1,000 in "
                                     "100 (medians %2 / %3 us)"_s.arg(what)
                                         .arg(many / 1000, 0, 'f', 0)
                                         .arg(few / 1000, 0, 'f', 0) });
        };
        print(u"open"_s, medianBehind(m_subjects[0].opens, 1),
              medianBehind(m_subjects[1].opens, 1));
        for (std::size_t i = 0; i < m_questions.size(); ++i) {
            print(m_questions[i].name, medianBehind(m_subjects[0].answers[i], WarmUpRounds),
                  medianBehind(m_subjects[1].answers[i], WarmUpRounds));
        }
        QCoreApplication::exit(0);
    }

    QTemporaryDir m_folder;
    QNetworkAccessManager m_network;
    std::array<Subject, 2> m_subjects;
    std::vector<Question> m_questions = questions();
    std::size_t m_connected = 0;
    std::size_t m_question = 0;
    std::size_t m_subject = 0; // 0: few, 1: many
};

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    Growth growth;
    QTimer::singleShot(0, &growth, &Growth::run);
    return QCoreApplication::exec();
}
