// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

// What the whole program holds in memory (proportional set size) when it is signed in and has a
// conversation of 1,000 messages open, with as many of them loaded as a list ever keeps, the
// embedded service included. The messages are written by another process before, so that nothing of
// that work is counted.

#include "chat/messagelistmodel.h"
#include "demoprogram.h"
#include "figure.h"
#include "localclient.h"
#include "localservice/localservice.h"
#include "mainwindow/mainwindow.h"
#include "messages/page/conversationpage.h"

#include <QApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>

using namespace parley;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int Messages = 1000;
constexpr int Loaded = std::min(Messages, chat::MessageListModel::MaxRows);
constexpr auto Patience = 120s;
constexpr auto Settle = 1s; // for what painting and loading have left to do

QString conversationName()
{
    return u"A thousand messages"_s;
}

/// Half of a tweet to a paragraph, as people write.
QString bodyOf(int number)
{
    static constexpr char16_t Sentence[] = u"It was the best of times, it was the worst of times. ";
    return u"%1: %2"_s.arg(number).arg(QString::fromUtf16(Sentence).repeated(1 + number % 5));
}

/// Writes the conversation into the database that the embedded service will open.
class Writer : public QObject
{
public:
    explicit Writer(const QString &folder)
        : m_service({ .databasePath = folder + u"/local-service.sqlite"_s })
    { }

    void run()
    {
        if (!m_service.start())
            return fail(m_service.errorString());
        m_alice = std::make_unique<bench::LocalClient>(m_service.tokenUrl(), m_service.serviceUrl(),
                                                       u"alice"_s);
        m_alice->start([this](const QString &problem) {
            if (!problem.isEmpty())
                return fail(problem);
            m_alice->chat().conversations().create(
                { .friendlyName = conversationName() }, this,
                [this](const chat::Outcome<chat::Conversation> &made) {
                    if (!std::holds_alternative<chat::Conversation>(made))
                        return fail(u"no conversation could be made"_s);
                    m_conversation = std::get<chat::Conversation>(made).sid;
                    write(1);
                });
        });
    }

private:
    void fail(const QString &reason) { QCoreApplication::exit(bench::cannotMeasure(reason)); }

    void write(int number)
    {
        if (number > Messages)
            return QCoreApplication::exit(0);
        m_alice->chat().outbox().send(m_conversation, { .body = bodyOf(number) }, this,
                                      [this, number](const chat::Outcome<chat::Message> &sent) {
                                          if (!std::holds_alternative<chat::Message>(sent))
                                              return fail(u"a message was refused"_s);
                                          write(number + 1);
                                      });
    }

    localservice::LocalService m_service;
    std::unique_ptr<bench::LocalClient> m_alice;
    QString m_conversation;
};

/// The program itself, led to the open conversation.
class Reader : public QObject
{
public:
    Reader(QApplication &application, const QString &folder)
        : m_program(application, folder)
    { }

    void run()
    {
        m_program.start([this] {
            chat::ChatClient *chat = &m_program.application().session()->chat();
            connect(&chat->conversations(), &chat::ChatConversations::loaded, this, &Reader::open);
            if (chat->conversations().areLoaded())
                open();
        });
    }

private:
    void fail(const QString &reason) { QCoreApplication::exit(bench::cannotMeasure(reason)); }

    void open()
    {
        if (m_messages != nullptr)
            return;
        for (const chat::Conversation &conversation :
             m_program.application().session()->chat().conversations().all()) {
            if (conversation.friendlyName != conversationName())
                continue;
            m_program.application().mainWindow()->openConversation(conversation.sid);
            m_messages = m_program.application().mainWindow()->page()->messages();
            connect(m_messages, &chat::MessageListModel::loadingChanged, this, &Reader::load);
            return load();
        }
        fail(u"the conversation is not there"_s);
    }

    /// Page after page, as a user who scrolls up.
    void load()
    {
        if (m_messages->isLoading())
            return;
        if (m_messages->rowCount() < Loaded && m_messages->canFetchOlder())
            return QTimer::singleShot(0, m_messages, &chat::MessageListModel::fetchOlder);
        if (m_messages->rowCount() < Loaded)
            return fail(u"only %1 messages can be loaded"_s.arg(m_messages->rowCount()));
        QTimer::singleShot(Settle, this, &Reader::report);
    }

    void report()
    {
        const std::optional<double> kibibytes = bench::pssKibibytes();
        if (!kibibytes)
            return fail(u"this system has no smaps_rollup"_s);
        bench::print({ .name = u"memory"_s,
                       .value = *kibibytes / 1024,
                       .aim = 60,
                       .unit = u" MiB"_s,
                       .detail = u"PSS, signed in, a conversation of %1 messages open, "
                                 "%2 of them loaded"_s.arg(Messages)
                                     .arg(m_messages->rowCount()) });
        QCoreApplication::exit(0);
    }

    bench::DemoProgram m_program;
    chat::MessageListModel *m_messages = nullptr;
};

template <typename Role, typename... Arguments> int runRole(Arguments &&...arguments)
{
    Role role(std::forward<Arguments>(arguments)...);
    QTimer::singleShot(0, &role, &Role::run);
    QTimer::singleShot(Patience, &role, [] {
        QCoreApplication::exit(bench::cannotMeasure(u"it takes too long"_s));
    });
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char *argv[])
{
    const QString role = argc == 3 ? QString::fromLocal8Bit(argv[1]) : QString();
    const QString folder = argc == 3 ? QString::fromLocal8Bit(argv[2]) : QString();
    if (role == "write"_L1) {
        QCoreApplication application(argc, argv);
        return runRole<Writer>(folder);
    }
    if (role == "read"_L1) {
        QApplication application(argc, argv);
        return runRole<Reader>(application, folder);
    }
    const QTemporaryDir data;
    const QString self = QString::fromLocal8Bit(argv[0]);
    for (const QString &step : { u"write"_s, u"read"_s }) {
        if (const int status = QProcess::execute(self, { step, data.path() }); status != 0)
            return status;
    }
    return 0;
}
