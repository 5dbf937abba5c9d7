// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

// How long a message takes from one client through the local service to another, against a bare
// WebSocket that sends the same text back. Both go over loopback, in turn. First all is in memory;
// then the outbox of the sender and the database of the service are files, and the sender and the
// server of the bare WebSocket write one row each before they pass the text on.

#include "durablerows.h"
#include "figure.h"
#include "localclient.h"
#include "servers.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimer>
#include <QWebSocket>

using namespace parley;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int WarmUpTrips = 50;
constexpr int Trips = 1000;
constexpr qsizetype BodyCharacters = 200;
constexpr auto Patience = 60s;

class RoundTrips : public QObject
{
public:
    enum class Storage { Memory, Files };

    explicit RoundTrips(Storage storage)
        : m_rows(
            storage == Storage::Files ? std::make_unique<bench::DurableRows>(
                m_folder.filePath(u"sent.sqlite"_s), bench::DurableRows::Survives::PowerFailure)
                                      : nullptr)
        , m_servers(m_rows ? m_folder.path() : QString())
    { }

    void run()
    {
        QTimer::singleShot(Patience, this, [this] { fail(u"it takes too long"_s); });
        if (!m_servers.problem().isEmpty())
            return fail(m_servers.problem());
        const auto ready = [this](const QString &problem) {
            if (!problem.isEmpty())
                fail(problem);
            else if (++m_ready == 3)
                begin();
        };
        connect(&m_echo, &QWebSocket::connected, this, [ready] { ready({}); });
        connect(&m_echo, &QWebSocket::binaryMessageReceived, this, &RoundTrips::echoed);
        m_echo.open(m_servers.bareUrl());
        m_alice.start(ready);
        m_bob.start(ready);
    }

private:
    void fail(const QString &reason) { QCoreApplication::exit(bench::cannotMeasure(reason)); }

    void begin()
    {
        connect(&m_bob.chat().conversations(), &chat::ChatConversations::joined, this,
                [this] { trip(); });
        connect(&m_bob.chat().messages(), &chat::ChatMessages::added, this, [this] {
            m_message.push_back(elapsed());
            finishPart();
        });
        m_alice.chat().conversations().create(
            { .friendlyName = u"Round trips"_s }, this,
            [this](const chat::Outcome<chat::Conversation> &made) {
                if (!std::holds_alternative<chat::Conversation>(made))
                    return fail(u"no conversation could be made"_s);
                m_conversation = std::get<chat::Conversation>(made).sid;
                m_alice.chat().participants().add(m_conversation, u"bob"_s, this,
                                                  [](const auto &) {});
            });
    }

    [[nodiscard]] double elapsed() const { return static_cast<double>(m_timer.nsecsElapsed()); }

    void trip()
    {
        if (m_bare.size() == WarmUpTrips + Trips)
            return report();
        m_parts = 0;
        m_timer.start();
        m_alice.chat().outbox().send(m_conversation, { .body = QString(BodyCharacters, u'm') },
                                     this, [this](const auto &) { finishPart(); });
    }

    /// The message has to arrive and to be confirmed before the bare WebSocket has its turn, in a
    /// fresh turn of the event loop.
    void finishPart()
    {
        if (++m_parts < 2)
            return;
        QTimer::singleShot(0, this, [this] {
            m_timer.start();
            if (m_rows)
                m_rows->add(QByteArray(BodyCharacters, 'm'));
            m_echo.sendBinaryMessage(QByteArray(BodyCharacters, 'm'));
        });
    }

    void echoed()
    {
        m_bare.push_back(elapsed());
        QTimer::singleShot(0, this, &RoundTrips::trip);
    }

    void report()
    {
        const auto medianOf = [](std::vector<double> &values) {
            values.erase(values.begin(), values.begin() + WarmUpTrips);
            return bench::median(values);
        };
        const double message = medianOf(m_message);
        const double bare = medianOf(m_bare);
        bench::print(
            { .name = u"roundtrip"_s,
              .value = message / bare,
              .aim = m_rows ? 1.6 : 3.5,
              .detail
              = u"message client-service-client%3 "
                "(medians %1 / %2 us)"_s.arg(message / 1000, 0, 'f', 0)
                    .arg(bare / 1000, 0, 'f', 0)
                    .arg(
                        m_rows
                            ? u", kept in files / echo of a bare WebSocket and two durable writes"_s
                            : u" / echo of a bare WebSocket"_s) });
        QCoreApplication::exit(0);
    }

    QTemporaryDir m_folder;
    std::unique_ptr<bench::DurableRows> m_rows; // null: nothing is kept
    bench::Servers m_servers;
    QWebSocket m_echo;
    bench::LocalClient m_alice { m_servers.tokenUrl(), m_servers.serviceUrl(), u"alice"_s,
                                 m_rows ? m_folder.filePath(u"outbox.sqlite"_s) : QString() };
    bench::LocalClient m_bob { m_servers.tokenUrl(), m_servers.serviceUrl(), u"bob"_s };
    QString m_conversation;
    QElapsedTimer m_timer;
    std::vector<double> m_message;
    std::vector<double> m_bare;
    int m_ready = 0;
    int m_parts = 0;
};

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    for (const auto storage : { RoundTrips::Storage::Memory, RoundTrips::Storage::Files }) {
        RoundTrips trips(storage);
        QTimer::singleShot(0, &trips, &RoundTrips::run);
        if (const int status = QCoreApplication::exec(); status != 0)
            return status;
    }
    return 0;
}
