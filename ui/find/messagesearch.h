// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chatclient.h"

#include <QDateTime>
#include <QObject>

#include <memory>
#include <vector>

namespace parley::ui {

/// Looks for words in the messages of one conversation, from the newest one back, page by page.
/// Reads on only while more hits are wanted, so that a frequent word does not read the whole
/// history. Not case sensitive; a file's name counts as well.
class MessageSearch final : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Idle, ///< nothing is looked for
        Searching, ///< a page is on its way
        Paused, ///< there are hits enough; next() goes on
        Stopped, ///< by the user; next() and resume() go on
        Failed, ///< a page could not be read; next() and resume() try again
        Finished, ///< the first message has been looked at
    };
    Q_ENUM(State)

    /// Reads a page as ChatMessages::history() does.
    using ReadPage = std::function<void(int count, std::optional<qint64> before, QObject *context,
                                        chat::Callback<chat::History> done)>;
    /// Hits that are found ahead of the current one before the search pauses.
    static constexpr int Ahead = 50;

    explicit MessageSearch(ReadPage readPage, QObject *parent = nullptr);
    ~MessageSearch() override;

    /// Whether \a message has \a words, in what it says or in the name of a file.
    [[nodiscard]] static bool hasWords(const chat::Message &message, const QString &words);

    /// Begins anew; empty: ends the search.
    void start(const QString &words);
    void stop();
    void resume();
    /// To the next older hit, which may have to be found first; from the oldest to the newest one.
    void next();
    /// To the next newer hit; from the newest to the oldest one that is known.
    void previous();
    /// A message came or was changed while the search goes on.
    void noteMessage(const chat::Message &message);
    void noteRemoved(qint64 index);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] QString words() const { return m_words; }
    /// Indexes of messages, newest first.
    [[nodiscard]] const std::vector<qint64> &hits() const { return m_hits; }
    /// Place in hits(); -1: none.
    [[nodiscard]] int current() const { return m_current; }
    /// Index of the current message; -1: none.
    [[nodiscard]] qint64 currentIndex() const;
    [[nodiscard]] int searchedCount() const { return m_searched; }
    /// When the oldest message was written that has been looked at.
    [[nodiscard]] QDateTime searchedBackTo() const { return m_backTo; }
    [[nodiscard]] const chat::ChatError &error() const { return m_error; } ///< while Failed

Q_SIGNALS:
    /// State, hits or counts are others.
    void changed();
    /// The user is to see another hit, or the same one again. \a index: of its message.
    void currentChanged(qint64 index);

private:
    void readOn();
    void take(const chat::History &page);
    void tellMoved();
    [[nodiscard]] bool wantsMore() const;

    ReadPage m_readPage;
    QString m_words;
    State m_state = State::Idle;
    std::vector<qint64> m_hits;
    int m_current = -1;
    bool m_isNextWanted = false; ///< the next hit becomes the current one as soon as it is found
    int m_searched = 0;
    std::optional<qint64> m_before {}; ///< where the next page ends; empty: with the newest message
    QDateTime m_backTo;
    chat::ChatError m_error;
    std::unique_ptr<QObject> m_page; ///< context of the page that is being read
};

} // namespace parley::ui
