// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

// The start of parley-cli with 500 conversations against that of Twilio's SDK in Node: from the
// start of the process until it is initialised, until all conversations are known, and the memory
// (proportional set size) that it holds then.

#include "figure.h"
#include "servicechild.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>

using namespace parley;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int Conversations = 500;
constexpr int Rounds = 5;
constexpr auto Settle = 1s; // for what loading has left to do
constexpr auto Patience = 180s;

struct Results
{
    std::vector<double> initialized {}; // nanoseconds
    std::vector<double> loaded {};
    std::vector<double> pss {}; // KiB
};

class Load : public QObject
{
public:
    void run()
    {
        QTimer::singleShot(Patience, this, [this] { fail(u"it takes too long"_s); });
        m_service.start([this](const QString &problem) {
            if (!problem.isEmpty())
                return fail(problem);
            prepare(1);
        });
    }

private:
    void fail(const QString &reason) { QCoreApplication::exit(bench::cannotMeasure(reason)); }

    void prepare(int number)
    {
        if (number > Conversations) {
            m_service.leave();
            m_sdk = bench::sdkCommand({ u"load"_s, QString::number(Conversations) },
                                      m_service.serviceUrl(), m_service.tokenUrlOf(u"alice"_s));
            return m_sdk ? next() : QCoreApplication::exit(bench::noSdk());
        }
        m_service.createConversation(
            u"Conversation %1"_s.arg(number), { u"bob"_s }, [this, number](const QString &path) {
                if (path.isEmpty())
                    return fail(u"no conversation could be made"_s);
                m_service.sendMessage(path, u"The only message"_s,
                                      [this, number] { prepare(number + 1); });
            });
    }

    void next()
    {
        if (m_sdkResults.pss.size() == Rounds)
            return report();
        const bool isSdk = m_sdkResults.pss.size() < m_cliResults.pss.size();
        m_results = isSdk ? &m_sdkResults : &m_cliResults;
        m_joined = 0;
        m_child = std::make_unique<bench::Child>();
        m_timer.start();
        const auto line = [this](const QByteArray &text) { heard(text); };
        const auto ended = [this](const QString &said) { fail(said); };
        if (isSdk) {
            m_child->start(m_sdk->program, m_sdk->arguments, m_sdk->environment, line, ended);
        } else {
            m_child->start(bench::besides(u"parley-cli"_s),
                           m_service.cliArguments(u"alice"_s, m_service.serviceUrl()),
                           bench::ServiceChild::cliEnvironment(), line, ended);
        }
    }

    void heard(const QByteArray &line)
    {
        const auto now = static_cast<double>(m_timer.nsecsElapsed());
        if (line.contains("\"initialized\"")) {
            m_results->initialized.push_back(now);
        } else if ((line.contains("\"conversationJoined\"") && ++m_joined == Conversations)
                   || line.contains("\"loaded\"")) {
            m_results->loaded.push_back(now);
            QTimer::singleShot(Settle, this, &Load::weigh);
        }
    }

    void weigh()
    {
        const std::optional<double> pss = m_child->pssKibibytes();
        if (!pss)
            return fail(u"this system has no smaps_rollup"_s);
        m_results->pss.push_back(*pss);
        m_child.reset();
        next();
    }

    void report()
    {
        const auto print = [this](const QString &name, std::vector<double> Results::*values,
                                  double aim, double unit, const QString &detail) {
            const double cli = bench::median(m_cliResults.*values);
            const double sdk = bench::median(m_sdkResults.*values);
            bench::print(
                { .name = name,
                  .value = cli / sdk,
                  .aim = aim,
                  .detail = detail.arg(cli / unit, 0, 'f', 1).arg(sdk / unit, 0, 'f', 1) });
        };
        print(
            u"initialize"_s, &Results::initialized, 0.25, 1e6,
            u"start of parley-cli to 'initialized' / Twilio's SDK in Node (medians %1 / %2 ms)"_s);
        print(u"load"_s, &Results::loaded, 0.25, 1e6,
              u"start to all of 500 conversations / the same (medians %1 / %2 ms)"_s);
        print(u"footprint"_s, &Results::pss, 0.2, 1024,
              u"PSS after that / the same (medians %1 / %2 MiB)"_s);
        QCoreApplication::exit(0);
    }

    bench::ServiceChild m_service;
    std::optional<bench::SdkCommand> m_sdk;
    std::unique_ptr<bench::Child> m_child;
    QElapsedTimer m_timer;
    Results m_cliResults;
    Results m_sdkResults;
    Results *m_results = nullptr; // of the child that runs
    int m_joined = 0;
};

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    Load load;
    QTimer::singleShot(0, &load, &Load::run);
    return QCoreApplication::exec();
}
