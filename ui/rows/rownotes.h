// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "rows/names.h"

#include <QCoreApplication>

#include <deque>
#include <limits>
#include <set>

namespace parley::ui {

/// What is told between the messages of a conversation: who joined and left, how it was renamed,
/// and that messages were deleted. A note stands behind a message, which it names by its index; -1:
/// before the first one.
class RowNotes
{
    Q_DECLARE_TR_FUNCTIONS(parley::ui::RowNotes)

public:
    enum class Kind { Joined, Left, Renamed };
    /// So many notes are kept; the oldest go.
    static constexpr size_t MaxNotes = 50;
    /// So many people are named in one note.
    static constexpr qsizetype MaxPeople = 5;
    static constexpr qint64 End = std::numeric_limits<qint64>::max(); ///< behind all messages

    /// \a subject is an identity, or the new name as it was written. Several people who join at the
    /// same place, or leave, are one note.
    void add(Kind kind, const QString &subject, qint64 behind);
    void addDeleted(qint64 index) { m_deleted.insert(index); }

    /// Whether a note is about the person.
    [[nodiscard]] bool isAbout(const QString &identity) const;
    /// Whether people or the name of the conversation changed behind the message \a index and
    /// before the message \a next.
    [[nodiscard]] bool isAnyBetween(qint64 index, qint64 next) const;
    /// One line for each note between the two messages, fit to show.
    [[nodiscard]] QStringList between(qint64 index, qint64 next, const Names &names) const;

private:
    struct Note
    {
        Kind kind = Kind::Joined;
        qint64 behind = -1;
        QStringList subjects {};
    };
    [[nodiscard]] static QString textOf(const Note &note, const Names &names);

    std::deque<Note> m_notes; // as they came
    std::set<qint64> m_deleted; // indexes
};

} // namespace parley::ui
