// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/demo/demoassistant.h"

#include "localservice/conversations/conversationservice.h"
#include "localservice/demo/demodata.h"
#include "localservice/store/conversationstore.h"
#include "localservice/store/jsontext.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

bool mentions(const QString &text, const QStringList &words)
{
    return std::any_of(words.begin(), words.end(), [&text](const QString &word) {
        return text.contains(word, Qt::CaseInsensitive);
    });
}

} // namespace

DemoAssistant::DemoAssistant(ConversationService &service, ConversationStore &store, Clock &clock,
                             QObject *parent)
    : QObject(parent)
    , m_service(service)
    , m_store(store)
    , m_clock(clock)
{
    QFile file(u":/parley/demo/assistant.json"_s);
    if (file.open(QIODevice::ReadOnly)) {
        const QJsonArray topics
            = QJsonDocument::fromJson(file.readAll()).object().value("topics"_L1).toArray();
        for (const auto value : topics) {
            const QJsonObject topic = value.toObject();
            m_topics.push_back(
                { strings(topic.value("words"_L1)), strings(topic.value("answers"_L1)) });
        }
    }
    connect(&m_service, &ConversationService::messageAdded, this, &DemoAssistant::messageAdded);
}

void DemoAssistant::messageAdded(const QString &conversationSid, const QString &author,
                                 const QString &body)
{
    if (author == DemoAssistantAccount::identity()
        || !m_store.isParticipant(conversationSid, DemoAssistantAccount::identity()))
        return;
    if (!m_unread.contains(conversationSid)) {
        m_unread.insert(conversationSid);
        m_clock.callAfter(ReadingTime, this, [this, conversationSid] { read(conversationSid); });
    }
    if (!isAddressed(conversationSid, body))
        return;
    const bool isBusy = m_pending.contains(conversationSid);
    m_pending.insert(conversationSid, body);
    if (!isBusy)
        m_clock.callAfter(ReadingTime, this,
                          [this, conversationSid] { startTyping(conversationSid); });
}

bool DemoAssistant::isAddressed(const QString &conversationSid, const QString &body) const
{
    return m_store.participantCount(conversationSid, false) <= 2
        || mentions(body, { u"@echo"_s, u"assistant"_s });
}

void DemoAssistant::read(const QString &conversationSid)
{
    m_unread.remove(conversationSid);
    stay();
    m_service.readAll(DemoAssistantAccount::identity(), conversationSid);
}

void DemoAssistant::stay()
{
    if (!m_leaving)
        m_service.setPresent(DemoAssistantAccount::identity(), true);
    m_leaving = std::make_unique<QObject>();
    m_clock.callAfter(OnlineTime, m_leaving.get(), [this] {
        m_leaving.release()->deleteLater(); // this function is called with it as its context
        m_service.setPresent(DemoAssistantAccount::identity(), false);
    });
}

void DemoAssistant::startTyping(const QString &conversationSid)
{
    m_service.sendTyping(DemoAssistantAccount::identity(), conversationSid);
    m_clock.callAfter(TypingTime, this, [this, conversationSid] { answer(conversationSid); });
}

void DemoAssistant::answer(const QString &conversationSid)
{
    const QString question = m_pending.take(conversationSid);
    stay();
    m_service.postMessage(DemoAssistantAccount::identity(), conversationSid,
                          nextAnswer(conversationSid, question));
    m_service.readAll(DemoAssistantAccount::identity(), conversationSid);
}

QString DemoAssistant::nextAnswer(const QString &conversationSid, const QString &question)
{
    const auto topic
        = std::find_if(m_topics.begin(), m_topics.end(), [&question](const Topic &candidate) {
              return candidate.words.isEmpty() || mentions(question, candidate.words);
          });
    if (topic == m_topics.end() || topic->answers.isEmpty())
        return u"I am here."_s;
    const int turn = m_given[conversationSid]++;
    return topic->answers.at(turn % topic->answers.size());
}

} // namespace parley::localservice
