// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

// What an idle connection costs the local service: the growth of its memory (proportional set size)
// by a thousand clients that have signed in and say nothing more.

#include "figure.h"
#include "servicechild.h"

#include <QCoreApplication>
#include <QTimer>

#include <sys/resource.h>

#include <vector>

using namespace parley;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int Connections = 1000;
constexpr int FirstConnections = 20; // they pay for what is made once
constexpr auto Settle = 1s;
constexpr auto Patience = 60s;

class Idle : public QObject
{
public:
    void run()
    {
        QTimer::singleShot(Patience, this,
                           [this] { fail(u"only %1 are connected"_s.arg(m_clients.size())); });
        m_service.start([this](const QString &problem) {
            if (!problem.isEmpty())
                return fail(problem);
            m_service.leave();
            m_service.token(u"bob"_s, [this](const QString &token) {
                m_token = token;
                add();
            });
        });
    }

private:
    void fail(const QString &reason) { QCoreApplication::exit(bench::cannotMeasure(reason)); }

    void add()
    {
        m_clients.push_back(std::make_unique<bench::RawClient>());
        m_clients.back()->open(m_service.serviceUrl(), m_token, [this](const QString &problem) {
            if (!problem.isEmpty())
                return fail(problem);
            if (m_clients.size() == FirstConnections)
                QTimer::singleShot(Settle, this, &Idle::weighBefore);
            else if (m_clients.size() == Connections)
                QTimer::singleShot(Settle, this, &Idle::report);
            else
                QTimer::singleShot(0, this, &Idle::add); // we are inside one of them
        });
    }

    void weighBefore()
    {
        m_before = m_service.process().pssKibibytes();
        add();
    }

    void report()
    {
        const std::optional<double> after = m_service.process().pssKibibytes();
        if (!m_before || !after)
            return fail(u"this system has no smaps_rollup"_s);
        bench::print({ .name = u"idle"_s,
                       .value = (*after - *m_before) / (Connections - FirstConnections),
                       .aim = 64,
                       .unit = u" KiB"_s,
                       .detail = u"memory of the local service for each of %1 idle connections "
                                 "(%2 MiB with all of them)"_s.arg(Connections)
                                     .arg(*after / 1024, 0, 'f', 1) });
        QCoreApplication::exit(0);
    }

    bench::ServiceChild m_service;
    QString m_token;
    std::vector<std::unique_ptr<bench::RawClient>> m_clients;
    std::optional<double> m_before; // KiB
};

/// A thousand sockets are more than many systems allow a process at first.
void raiseFileLimit()
{
    rlimit limit {};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace

int main(int argc, char *argv[])
{
    raiseFileLimit(); // the service inherits it
    QCoreApplication application(argc, argv);
    Idle idle;
    QTimer::singleShot(0, &idle, &Idle::run);
    return QCoreApplication::exec();
}
