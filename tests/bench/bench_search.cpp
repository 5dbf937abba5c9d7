// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

// How long the search in an open conversation of 100,000 messages takes on the local service, until
// it has found a message. The search reads page after page, from the newest message back.

#include "figure.h"
#include "filledstore.h"
#include "find/messagesearch.h"
#include "localclient.h"
#include "servers.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimer>

using namespace parley;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int Messages = 100'000;
constexpr int HitBack = 1000; ///< a word that one in a thousand messages has
constexpr int Rounds = 7;
constexpr auto Patience = 120s;

class Search : public QObject
{
public:
    void run()
    {
        QTimer::singleShot(Patience, this, [this] { fail(u"it takes too long"_s); });
        m_sid = bench::fillStore(m_folder.filePath(u"local-service.sqlite"_s),
                                 { 1, 1, Messages, Messages });
        if (m_sid.isEmpty())
            return fail(u"the database cannot be filled"_s);
        m_servers = std::make_unique<bench::Servers>(m_folder.path());
        if (!m_servers->problem().isEmpty())
            return fail(m_servers->problem());
        m_alice = std::make_unique<bench::LocalClient>(m_servers->tokenUrl(),
                                                       m_servers->serviceUrl(), u"alice"_s);
        connect(&m_alice->chat().conversations(), &chat::ChatConversations::loaded, this,
                &Search::next);
        m_alice->start([this](const QString &problem) {
            if (!problem.isEmpty())
                fail(problem);
        });
    }

private:
    void fail(const QString &reason) { QCoreApplication::exit(bench::cannotMeasure(reason)); }

    void next()
    {
        if (m_whole.size() == Rounds)
            return report();
        find(Messages - HitBack, m_near, [this] { find(0, m_whole, [this] { next(); }); });
    }

    void find(int index, std::vector<double> &results, const std::function<void()> &then)
    {
        m_search = std::make_unique<ui::MessageSearch>(
            [this](int count, std::optional<qint64> before, QObject *context,
                   chat::Callback<chat::History> done) {
                m_alice->chat().messages().history(m_sid, count, before, context, std::move(done));
            });
        connect(m_search.get(), &ui::MessageSearch::currentChanged, this,
                [this, index, then, &results](qint64 found) {
                    results.push_back(static_cast<double>(m_timer.nsecsElapsed()));
                    if (found != index)
                        return fail(u"another message was found"_s);
                    QTimer::singleShot(0, this, then);
                });
        m_timer.start();
        m_search->start(bench::bodyOfFilledMessage(index).section(u':', 0, 0));
    }

    void report()
    {
        bench::print({ .name = u"search"_s,
                       .value = bench::median(m_near) / 1e6,
                       .aim = 300,
                       .unit = u"ms"_s,
                       .detail = u"first hit among %1 messages, %2 back (median of %3; the oldest "
                                 "message: %4 ms)"_s.arg(Messages)
                                     .arg(HitBack)
                                     .arg(Rounds)
                                     .arg(bench::median(m_whole) / 1e6, 0, 'f', 0) });
        QCoreApplication::exit(0);
    }

    QTemporaryDir m_folder;
    QString m_sid;
    std::unique_ptr<bench::Servers> m_servers;
    std::unique_ptr<bench::LocalClient> m_alice;
    std::unique_ptr<ui::MessageSearch> m_search;
    QElapsedTimer m_timer;
    std::vector<double> m_near;
    std::vector<double> m_whole;
};

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    Search search;
    QTimer::singleShot(0, &search, &Search::run);
    return QCoreApplication::exec();
}
