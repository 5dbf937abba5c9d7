// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "simulatedclient.h"

#include "token/enumname.h"

#include <algorithm>
#include <deque>

namespace parley::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString bodyWithFiles(const chat::Message &message)
{
    QString body = message.body;
    for (const chat::Media &media : message.media)
        body += fileMark(media.filename, media.size);
    return body;
}

} // namespace

/// Asks the service's issuer, over a network that may be down. Checks the request budget.
class SimulatedClient::Provider final : public TokenProvider
{
public:
    explicit Provider(SimulatedClient &client)
        : m_client(client)
    { }

    void fetchToken(const QByteArray &, QObject *context, FetchCallback done) override
    {
        count();
        m_attempt = std::make_unique<QObject>();
        if (m_client.m_endpoint.isHanging)
            return;
        m_client.m_time.callAfter(50ms, m_attempt.get(),
                                  [this, guard = QPointer(context), done = std::move(done)] {
                                      if (guard)
                                          done(answer());
                                  });
    }
    void abort() override { m_attempt.reset(); }

private:
    [[nodiscard]] FetchOutcome answer() const
    {
        if (m_client.m_reachability.state() == Reachability::State::Unreachable)
            return { .result = TokenError { .code = TokenError::Code::Offline } };
        if (!m_client.m_endpoint.isUp)
            return { .result
                     = TokenError { .code = TokenError::Code::ServerError, .httpStatus = 503 } };
        FetchOutcome outcome = FetchOutcome::ofJwt(
            m_client.m_service.token(m_client.m_name, m_client.m_endpoint.life));
        outcome.serverTime = std::chrono::floor<std::chrono::seconds>(m_client.m_service.wallNow());
        return outcome;
    }
    void count()
    {
        const RefreshPolicy policy;
        const MonotonicTime now = m_client.m_time.now();
        m_starts.push_back(now);
        while (now - m_starts.front() >= policy.budgetWindow)
            m_starts.pop_front();
        if (int(m_starts.size()) > policy.budgetStarts)
            m_client.m_problem = u"more token requests than the budget allows"_s;
    }

    SimulatedClient &m_client;
    std::deque<MonotonicTime> m_starts {};
    std::unique_ptr<QObject> m_attempt {};
};

/// What a killed program takes along.
struct SimulatedClient::Run
{
    explicit Run(SimulatedClient &client)
        : provider(client)
        , tokens(provider,
                 { .clock = &client.m_clock,
                   .reachability = &client.m_reachability,
                   .random = [&client] { return client.m_dice.unit(); } })
        , chat({ .serviceUrl = QUrl(u"wss://simulation.invalid/v3/wsconnect"_s),
                 .applicationName = u"Simulation"_s },
               client.m_network.transports(client.m_number), client.m_http, client.m_clock,
               client.m_reachability, *client.m_outbox, [&client] { return client.m_dice.unit(); })
    {
        tokens.addConsumer(chat.tokenConsumer());
        chat.start();
        tokens.start();
    }

    Provider provider;
    TokenManager tokens;
    chat::ChatClient chat;
    std::unique_ptr<chat::MessageListModel> model {};
    std::multiset<QString> unanswered {}; // what was asked for, until its callback came
    QObject context {}; // of those callbacks; goes first
};

SimulatedClient::SimulatedClient(int number, SimulatedTime &time, Dice &dice,
                                 SimulatedNetwork &network, SimulatedService &service)
    : m_number(number)
    , m_name(u"user%1"_s.arg(number))
    , m_time(time)
    , m_dice(dice)
    , m_network(network)
    , m_service(service)
    , m_clock(time)
    , m_outbox(chat::makeMemoryOutboxStore())
    , m_http(number, network, service)
{ }

SimulatedClient::~SimulatedClient() = default;

void SimulatedClient::start()
{
    if (m_run)
        return;
    m_run = std::make_unique<Run>(*this);
    QObject::connect(&m_run->chat.conversations(), &chat::ChatConversations::added, &m_run->chat,
                     [this, run = m_run.get()](const chat::Conversation &conversation) {
                         if (!run->model && conversation.sid == m_service.conversationSid())
                             run->model = std::make_unique<chat::MessageListModel>(
                                 run->chat, conversation.sid);
                     });
}

void SimulatedClient::kill()
{
    m_run.reset();
}

void SimulatedClient::setNetwork(bool up)
{
    m_network.setUp(m_number, up);
    m_reachability.set(up ? Reachability::State::Reachable : Reachability::State::Unreachable);
}

void SimulatedClient::say(File file)
{
    if (!m_run)
        return;
    const QString body = u"%1 says %2"_s.arg(m_name).arg(m_said.size());
    Run *const run = m_run.get();
    chat::OutgoingMessage message { .body = body };
    QString mark;
    if (file == File::One) {
        const QString filename = u"%1.txt"_s.arg(m_said.size());
        message.attachments = {
            { .data = contentFor(body), .filename = filename, .contentType = u"text/plain"_s }
        };
        mark = fileMark(filename, contentFor(body).size());
    }
    run->unanswered.insert(body);
    const QString localId = run->chat.outbox().send(
        m_service.conversationSid(), message, &run->context,
        [this, run, body](const chat::Outcome<chat::Message> &outcome) {
            if (run->unanswered.count(body) != 1)
                m_problem = u"a message was answered twice"_s;
            run->unanswered.erase(body);
            if (const auto *error = std::get_if<chat::ChatError>(&outcome))
                m_problem = u"a message failed: "_s + chat::codeName(*error) + u' ' + error->detail;
        });
    if (!localId.isEmpty())
        m_said.push_back({ body, mark });
    else // the conversation is not known yet: the user's window would not offer it
        run->unanswered.erase(body);
}

std::optional<qint64> SimulatedClient::pickOwn() const
{
    if (!m_run || !m_run->model)
        return {};
    const auto &model = *m_run->model;
    std::vector<qint64> own;
    for (int row = 0; row < model.rowCount(); ++row) {
        const chat::Message message = model.at(row).message;
        if (message.index >= 0 && message.author == m_name)
            own.push_back(message.index);
    }
    if (own.empty())
        return {};
    return own[std::size_t(m_dice.below(int(own.size())))];
}

void SimulatedClient::edit()
{
    const auto place = pickOwn();
    if (!place)
        return;
    Run *const run = m_run.get();
    const int row = run->model->rowOfIndex(*place);
    const QString before = run->model->at(row).message.body;
    run->unanswered.insert(u"edit"_s);
    run->chat.messages().edit(
        m_service.conversationSid(), *place,
        u"%1 (%2)"_s.arg(before.section(u" ("_s, 0, 0)).arg(++m_edits), &run->context,
        [run](const auto &) { run->unanswered.erase(run->unanswered.find(u"edit"_s)); });
}

void SimulatedClient::remove()
{
    const auto place = pickOwn();
    if (!place)
        return;
    Run *const run = m_run.get();
    const QString body
        = run->model->at(run->model->rowOfIndex(*place)).message.body.section(u" ("_s, 0, 0);
    std::ranges::find(m_said, body, &Said::body)->mayBeGone = true;
    run->unanswered.insert(u"delete"_s);
    run->chat.messages().remove(
        m_service.conversationSid(), *place, &run->context,
        [run](const auto &) { run->unanswered.erase(run->unanswered.find(u"delete"_s)); });
}

bool SimulatedClient::hasSaid(const QStringList &bodies) const
{
    auto next = bodies.begin();
    for (const Said &said : m_said) {
        // It may have been edited: a number stands behind the body then.
        if (next != bodies.end() && next->endsWith(said.mark)
            && next->chopped(said.mark.size()).section(u" ("_s, 0, 0) == said.body)
            ++next;
        else if (!said.mayBeGone)
            return false;
    }
    return next == bodies.end();
}

void SimulatedClient::readAll()
{
    if (!m_run || !m_run->model)
        return;
    Run *const run = m_run.get();
    run->unanswered.insert(u"read"_s);
    run->chat.messages().setAllMessagesRead(
        m_service.conversationSid(), &run->context,
        [run](const auto &) { run->unanswered.erase(run->unanswered.find(u"read"_s)); });
}

void SimulatedClient::refreshToken()
{
    if (!m_run)
        return;
    Run *const run = m_run.get();
    run->unanswered.insert(u"refresh"_s);
    run->tokens.refresh(&run->context, [run](const auto &) {
        run->unanswered.erase(run->unanswered.find(u"refresh"_s));
    });
}

QStringList SimulatedClient::shown() const
{
    QStringList bodies;
    if (!m_run || !m_run->model)
        return bodies;
    const auto &model = *m_run->model;
    for (int row = 0; row < model.rowCount(); ++row)
        bodies.append(bodyWithFiles(model.at(row).message));
    return bodies;
}

bool SimulatedClient::isSettled() const
{
    return m_run && m_run->chat.connection().isConnected() && m_run->model
        && !m_run->model->isLoading() && m_run->unanswered.empty() && m_outbox->entries().empty();
}

QString SimulatedClient::problem() const
{
    if (!m_problem.isEmpty())
        return m_problem;
    if (!m_run)
        return {};
    if (!m_run->chat.connection().isConnected())
        return u"is not connected; the token is "_s + enumName(m_run->tokens.state());
    if (!m_run->model)
        return u"does not know the conversation"_s;
    if (!m_outbox->entries().empty())
        return u"has %1 messages in its outbox"_s.arg(m_outbox->entries().size());
    if (!m_run->unanswered.empty())
        return u"got no answer for: "_s + *m_run->unanswered.begin();
    if (m_run->model->isLoading())
        return u"still loads messages"_s;
    if (m_run->chat.connection().acceptedToken() != m_run->tokens.token())
        return u"runs on another token than its token manager has"_s;
    return {};
}

} // namespace parley::test
