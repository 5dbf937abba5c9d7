// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "find/datefinder.h"

#include <memory>

namespace parley::ui {
namespace {

using History = chat::History;

class DayFinder final : public std::enable_shared_from_this<DayFinder>
{
public:
    DayFinder(chat::ChatClient &client, QString conversation, const QDate &day, QObject *context,
              DayFound done)
        : m_client(client)
        , m_conversation(std::move(conversation))
        , m_day(day)
        , m_context(context)
        , m_done(std::move(done))
    { }

    /// The message that is looked for is one of \a first … \a last, or there is none.
    void look(qint64 first, qint64 last)
    {
        if (first > last) {
            m_done(m_found);
            return;
        }
        const qint64 middle = first + (last - first) / 2;
        // The newest message up to the middle: indexes have gaps.
        m_client.messages().history(
            m_conversation, 1, middle + 1, m_context,
            [self = shared_from_this(), first, middle, last](const chat::Outcome<History> &answer) {
                if (const auto *error = std::get_if<chat::ChatError>(&answer)) {
                    self->m_done(*error);
                    return;
                }
                const auto &page = std::get<History>(answer);
                const bool isLater = !page.messages.empty()
                    && page.messages.back().dateCreated.toLocalTime().date() >= self->m_day;
                if (!isLater) {
                    self->look(middle + 1, last);
                    return;
                }
                self->m_found = page.messages.back();
                self->look(first, self->m_found->index - 1);
            });
    }

private:
    chat::ChatClient &m_client;
    QString m_conversation;
    QDate m_day;
    QObject *m_context;
    DayFound m_done;
    std::optional<chat::Message> m_found {};
};

} // namespace

void findDay(chat::ChatClient &client, const QString &conversation, qint64 newest, const QDate &day,
             QObject *context, const DayFound &done)
{
    // Each request in flight owns it.
    std::make_shared<DayFinder>(client, conversation, day, context, done)->look(0, newest);
}

} // namespace parley::ui
