// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "find/messagesearch.h"

#include <QPointer>

#include <algorithm>
#include <functional>
#include <utility>

namespace parley::ui {
namespace {

/// The first page is small, so that the first hit comes soon.
constexpr int FirstPage = 50;
constexpr int LaterPage = 100;

} // namespace

MessageSearch::MessageSearch(ReadPage readPage, QObject *parent)
    : QObject(parent)
    , m_readPage(std::move(readPage))
{ }

MessageSearch::~MessageSearch() = default;

bool MessageSearch::hasWords(const chat::Message &message, const QString &words)
{
    return message.body.contains(words, Qt::CaseInsensitive)
        || std::ranges::any_of(message.media, [&words](const chat::Media &media) {
               return media.filename.contains(words, Qt::CaseInsensitive);
           });
}

void MessageSearch::start(const QString &words)
{
    m_page.reset();
    m_words = words;
    m_hits.clear();
    m_current = -1;
    m_isNextWanted = false;
    m_searched = 0;
    m_before.reset();
    m_backTo = QDateTime();
    m_state = State::Idle;
    if (!m_words.isEmpty())
        readOn();
    Q_EMIT changed();
}

void MessageSearch::stop()
{
    if (m_state != State::Searching)
        return;
    m_page.reset();
    m_isNextWanted = false;
    m_state = State::Stopped;
    Q_EMIT changed();
}

void MessageSearch::resume()
{
    if (m_state != State::Paused && m_state != State::Stopped && m_state != State::Failed)
        return;
    readOn();
    Q_EMIT changed();
}

void MessageSearch::next()
{
    const bool isKnown = m_current + 1 < int(m_hits.size());
    if (!isKnown && m_state != State::Finished) {
        m_isNextWanted = true;
        resume();
        return;
    }
    if (m_hits.empty())
        return;
    m_current = isKnown ? m_current + 1 : 0;
    if (m_state == State::Paused && wantsMore())
        readOn();
    tellMoved();
}

void MessageSearch::previous()
{
    m_isNextWanted = false;
    if (m_hits.empty())
        return;
    m_current = m_current > 0 ? m_current - 1 : int(m_hits.size()) - 1;
    tellMoved();
}

void MessageSearch::tellMoved()
{
    const QPointer<MessageSearch> self(this);
    Q_EMIT currentChanged(currentIndex());
    if (self != nullptr)
        Q_EMIT changed();
}

qint64 MessageSearch::currentIndex() const
{
    return m_current >= 0 ? m_hits[size_t(m_current)] : -1;
}

bool MessageSearch::wantsMore() const
{
    return m_isNextWanted || int(m_hits.size()) - (m_current + 1) < Ahead;
}

void MessageSearch::readOn()
{
    m_state = State::Searching;
    m_page = std::make_unique<QObject>();
    m_readPage(m_before ? LaterPage : FirstPage, m_before, m_page.get(),
               [this](const chat::Outcome<chat::History> &outcome) {
                   m_page.release()->deleteLater(); // this is one of its calls
                   if (const auto *error = std::get_if<chat::ChatError>(&outcome)) {
                       m_error = *error;
                       m_isNextWanted = false;
                       m_state = State::Failed;
                       Q_EMIT changed();
                       return;
                   }
                   take(std::get<chat::History>(outcome));
               });
}

void MessageSearch::take(const chat::History &page)
{
    m_searched += int(page.messages.size());
    for (auto message = page.messages.rbegin(); message != page.messages.rend(); ++message) {
        if (hasWords(*message, m_words))
            m_hits.push_back(message->index);
    }
    if (!page.messages.empty()) {
        m_before = page.messages.front().index;
        m_backTo = page.messages.front().dateCreated;
    }
    const bool isFirst = m_current < 0 && !m_hits.empty();
    const bool isMoved = isFirst || (m_isNextWanted && m_current + 1 < int(m_hits.size()));
    if (isMoved) {
        m_isNextWanted = false;
        ++m_current;
    }
    if (!page.hasOlder || page.messages.empty()) {
        m_isNextWanted = false;
        m_state = State::Finished;
    } else if (wantsMore()) {
        readOn();
    } else {
        m_state = State::Paused;
    }
    if (isMoved)
        tellMoved();
    else
        Q_EMIT changed();
}

void MessageSearch::noteMessage(const chat::Message &message)
{
    if (m_state == State::Idle || message.index < 0)
        return;
    const bool isKnown = std::ranges::binary_search(m_hits, message.index, std::greater<>());
    if (isKnown == hasWords(message, m_words))
        return;
    if (isKnown) {
        noteRemoved(message.index);
        return;
    }
    // What has not been looked at yet comes with its page.
    if (m_before && message.index < *m_before)
        return;
    if (!m_before && m_state != State::Finished)
        return;
    const auto place = std::ranges::lower_bound(m_hits, message.index, std::greater<>());
    const int row = int(place - m_hits.begin());
    m_hits.insert(place, message.index);
    if (m_current >= row)
        ++m_current;
    Q_EMIT changed();
}

void MessageSearch::noteRemoved(qint64 index)
{
    const auto place = std::ranges::lower_bound(m_hits, index, std::greater<>());
    if (place == m_hits.end() || *place != index)
        return;
    const int row = int(place - m_hits.begin());
    m_hits.erase(place);
    // The user stays where the message was: next() goes to the hit that took its place.
    if (m_current >= row)
        --m_current;
    Q_EMIT changed();
}

} // namespace parley::ui
