// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

// What it costs to receive messages that come fast: CPU time of parley-cli for each, against
// Twilio's SDK in Node, and against a bare QWebSocket that parses and acknowledges the same frames.
// CPU time, not time on the wall: it is the same whatever else the machine does.

#include "feed.h"
#include "figure.h"
#include "servicechild.h"
#include "twilsock/frame.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QTimer>
#include <QWebSocket>

#include <cstdio>

using namespace parley;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int Messages = 20'000;
constexpr int PerSecond = 4'000;
constexpr int Rounds = 3; // of the fast ones; Twilio's SDK takes half a minute for its only one
constexpr auto Settle = 1s; // until nothing of the start is left to do
constexpr auto Patience = 300s;

void say(const char *word)
{
    std::printf("%s\n", word);
    std::fflush(stdout);
}

/// The bare QWebSocket, in a process of its own.
class Bare : public QObject
{
public:
    explicit Bare(const QUrl &url)
    {
        connect(&m_socket, &QWebSocket::connected, this, [] { say("ready"); });
        connect(&m_socket, &QWebSocket::binaryMessageReceived, this, &Bare::receive);
        m_socket.open(url);
    }

private:
    void receive(const QByteArray &bytes)
    {
        const auto decoded = twilsock::decodeFrame(bytes);
        const auto &frame = std::get<twilsock::Frame>(decoded);
        const QJsonObject payload = frame.payloadObject();
        m_socket.sendBinaryMessage(twilsock::encodeAck(frame.id()));
        if (payload["event_type"_L1] == "list_item_added"_L1 && ++m_messages == Messages)
            say("received");
    }

    QWebSocket m_socket;
    int m_messages = 0;
};

class Receive : public QObject
{
public:
    void run()
    {
        QTimer::singleShot(Patience, this, [this] { fail(u"it takes too long"_s); });
        m_nudge.setInterval(250ms);
        connect(&m_nudge, &QTimer::timeout, this, &Receive::nudge);
        m_service.start([this](const QString &problem) {
            if (!problem.isEmpty())
                return fail(problem);
            prepare();
        });
    }

private:
    enum class Who { Cli, Bare, Sdk };

    void fail(const QString &reason) { QCoreApplication::exit(bench::cannotMeasure(reason)); }

    void prepare()
    {
        m_feed = std::make_unique<bench::Feed>(m_service.serviceUrl());
        if (!m_feed->listen())
            return fail(u"no port can be had"_s);
        m_service.createConversation(u"Feed"_s, { u"bob"_s }, [this](const QString &path) {
            m_conversation = path;
            m_sdk = bench::sdkCommand({ u"receive"_s, QString::number(Messages) }, m_feed->url(),
                                      m_service.tokenUrlOf(u"bob"_s));
            next();
        });
    }

    void next()
    {
        if (m_bare.size() < m_cli.size())
            return start(Who::Bare);
        if (m_cli.size() < Rounds)
            return start(Who::Cli);
        if (m_sdk && m_sdkResults.empty())
            return start(Who::Sdk);
        report();
    }

    void start(Who who)
    {
        m_who = who;
        m_played = 0;
        m_isReady = false;
        m_child = std::make_unique<bench::Child>();
        const auto line = [this](const QByteArray &text) { heard(text); };
        const auto ended = [this](const QString &said) { fail(said); };
        if (who == Who::Cli) {
            m_child->start(bench::besides(u"parley-cli"_s),
                           m_service.cliArguments(u"bob"_s, m_feed->url()),
                           bench::ServiceChild::cliEnvironment(), line, ended);
        } else if (who == Who::Sdk) {
            m_child->start(m_sdk->program, m_sdk->arguments, m_sdk->environment, line, ended);
        } else {
            m_child->start(QCoreApplication::applicationFilePath(),
                           { m_feed->playedUrl().toString() }, {}, line, ended);
            return;
        }
        m_nudge.start();
    }

    /// Sends messages until one has been heard and can be copied.
    void nudge()
    {
        if (!m_isReady || !m_feed->canPlay())
            return m_service.sendMessage(m_conversation, u"nudge"_s);
        m_nudge.stop();
        QTimer::singleShot(Settle, this, &Receive::play);
    }

    void heard(const QByteArray &line)
    {
        const bool isMessage = line.contains("messageAdded");
        if (!m_isReady && (isMessage || line == "ready")) {
            m_isReady = true;
            if (m_who == Who::Bare)
                QTimer::singleShot(Settle, this, &Receive::play);
        } else if ((isMessage && line.contains("played") && ++m_played == Messages)
                   || line.contains("received")) {
            measure();
        }
    }

    void play()
    {
        if (!m_feed->canPlay() || !m_feed->hasClient())
            return fail(u"there is no message to copy, or no client to send it to"_s);
        m_before = m_child->cpuNanoseconds().value_or(0);
        m_feed->play(Messages, PerSecond);
    }

    void measure()
    {
        const double used = m_child->cpuNanoseconds().value_or(0) - m_before;
        std::vector<double> &results = m_who == Who::Cli ? m_cli
            : m_who == Who::Bare                         ? m_bare
                                                         : m_sdkResults;
        results.push_back(used / Messages);
        QTimer::singleShot(0, this, [this] {
            m_child.reset();
            m_feed->drop();
            next();
        });
    }

    void report()
    {
        const double cli = bench::median(m_cli);
        const double bare = bench::median(m_bare);
        bench::print({ .name = u"receive"_s,
                       .value = cli / bare,
                       .aim = 1.8,
                       .detail = u"CPU of parley-cli to receive a message / of a bare QWebSocket "
                                 "with the same frames (%1 / %2 us)"_s.arg(cli / 1000, 0, 'f', 1)
                                     .arg(bare / 1000, 0, 'f', 1) });
        if (m_sdkResults.empty())
            return QCoreApplication::exit(bench::noSdk());
        const double sdk = bench::median(m_sdkResults);
        bench::print(
            { .name = u"receive"_s,
              .value = cli / sdk,
              .aim = 0.045,
              .detail = u"the same / Twilio's SDK in Node (%1 / %2 us)"_s.arg(cli / 1000, 0, 'f', 1)
                            .arg(sdk / 1000, 0, 'f', 1) });
        QCoreApplication::exit(0);
    }

    bench::ServiceChild m_service;
    std::unique_ptr<bench::Feed> m_feed;
    std::optional<bench::SdkCommand> m_sdk;
    QString m_conversation; // path
    QTimer m_nudge;
    std::unique_ptr<bench::Child> m_child;
    Who m_who = Who::Cli;
    bool m_isReady = false;
    int m_played = 0;
    double m_before = 0;
    std::vector<double> m_cli; // nanoseconds for each message
    std::vector<double> m_bare;
    std::vector<double> m_sdkResults;
};

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    if (argc == 2) {
        const Bare bare { QUrl(QString::fromLocal8Bit(argv[1])) };
        return QCoreApplication::exec();
    }
    Receive receive;
    QTimer::singleShot(0, &receive, &Receive::run);
    return QCoreApplication::exec();
}
