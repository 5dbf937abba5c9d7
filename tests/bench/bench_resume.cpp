// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

// From the start of the process to the messages of the last conversation on the screen, for a user
// who is in 500 conversations and signed in: the credential comes from the keyring of the session,
// the embedded service starts as well. './dev bench' gives it a display and a keyring of its own.

#include "application/application.h"
#include "chat/messagelistmodel.h"
#include "conversations/sidebar.h"
#include "figure.h"
#include "filledstore.h"
#include "mainwindow/mainwindow.h"
#include "messages/page/conversationpage.h"
#include "messages/view/messageview.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QPaintEvent>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

using namespace parley;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr bench::Filling Conversations { 500, 500, 200, 3 };
constexpr int Starts = 9;
constexpr auto Patience = 60s;
constexpr auto Settle = 3s; // until what was read is kept on disk

/// The clock that all processes of the machine share.
qint64 nanosecondsNow()
{
    return std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// The whole program, in one of its two runs: it signs in, opens the longest conversation and ends;
/// or it is started again and says when the messages are painted.
class Run : public QObject
{
public:
    Run(QApplication &qtApplication, const QString &folder, qint64 startedAt)
        : m_application(qtApplication, {},
                        { .settingsFile = folder + u"/settings.ini"_s, .dataFolder = folder })
        , m_startedAt(startedAt)
    { }

    void run()
    {
        QTimer::singleShot(Patience, this, [this] { fail(u"it takes too long"_s); });
        connect(&m_application, &ui::Application::readyToSignIn, this, [this] {
            if (m_startedAt > 0)
                return fail(u"the keyring has no credential"_s);
            m_application.signInDemo(u"alice"_s);
        });
        connect(&m_application, &ui::Application::mainWindowShown, this, [this] {
            if (m_startedAt > 0)
                return qApp->installEventFilter(this);
            connect(&m_application.session()->chat().conversations(),
                    &chat::ChatConversations::loaded, this, &Run::open);
        });
        if (!m_application.start())
            fail(u"the program cannot run"_s);
    }

    bool eventFilter(QObject *object, QEvent *event) override
    {
        if (event->type() != QEvent::Paint || m_application.mainWindow() == nullptr)
            return false;
        const ui::ConversationPage *const page = m_application.mainWindow()->page();
        if (page->messages() == nullptr || object != page->view()->viewport()
            || page->messages()->rowCount() == 0)
            return false;
        qApp->removeEventFilter(this);
        QTimer::singleShot(0, this, [this] { // it is painted then
            std::printf("%lld\n", static_cast<long long>(nanosecondsNow() - m_startedAt));
            m_application.terminate();
        });
        return false;
    }

private:
    void fail(const QString &reason) { QCoreApplication::exit(bench::cannotMeasure(reason)); }

    void open()
    {
        for (const chat::Conversation &conversation :
             m_application.session()->chat().conversations().all()) {
            if (conversation.friendlyName == Conversations.nameOfFirst())
                Q_EMIT m_application.mainWindow()->findChild<ui::Sidebar *>()->conversationChosen(
                    conversation.sid); // as by a click: what a user opens is opened again
        }
        QTimer::singleShot(Settle, this, [this] { m_application.terminate(); });
    }

    ui::Application m_application;
    qint64 m_startedAt = 0; // 0: the first run
};

int runProgram(int argc, char **argv, const QString &folder, qint64 startedAt)
{
    QApplication application(argc, argv);
    Run run(application, folder, startedAt);
    QTimer::singleShot(0, &run, &Run::run);
    return QApplication::exec();
}

} // namespace

int main(int argc, char *argv[])
{
    if (argc == 3)
        return runProgram(argc, argv, QString::fromLocal8Bit(argv[1]),
                          QByteArray(argv[2]).toLongLong());
    const QTemporaryDir folder;
    if (bench::fillStore(folder.filePath(u"local-service.sqlite"_s), Conversations).isEmpty())
        return bench::cannotMeasure(u"the database cannot be filled"_s);
    std::vector<double> starts;
    for (int i = 0; i <= Starts; ++i) {
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        const qint64 startedAt = i == 0 ? 0 : nanosecondsNow();
        process.start(QString::fromLocal8Bit(argv[0]),
                      { folder.path(), QString::number(startedAt) });
        if (!process.waitForFinished(-1) || process.exitCode() != 0)
            return bench::cannotMeasure(u"the program has failed"_s);
        if (i > 0)
            starts.push_back(process.readAllStandardOutput().trimmed().toDouble());
    }
    bench::print({ .name = u"resume"_s,
                   .value = bench::median(starts) / 1e6,
                   .aim = 400,
                   .unit = u"ms"_s,
                   .detail = u"start to the painted messages of the last conversation, signed in "
                             "from a keyring, %1 conversations (median of %2)"_s
                                 .arg(Conversations.conversations)
                                 .arg(Starts) });
    return 0;
}
