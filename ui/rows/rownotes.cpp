// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "rows/rownotes.h"

#include "text/showntext.h"

#include <QLocale>

#include <algorithm>
#include <iterator>

namespace parley::ui {

void RowNotes::add(Kind kind, const QString &subject, qint64 behind)
{
    const bool isContinued = kind != Kind::Renamed && !m_notes.empty()
        && m_notes.back().kind == kind && m_notes.back().behind == behind
        && m_notes.back().subjects.size() < MaxPeople;
    if (isContinued) {
        m_notes.back().subjects.append(subject);
        return;
    }
    m_notes.push_back({ kind, behind, { subject } });
    if (m_notes.size() > MaxNotes)
        m_notes.pop_front();
}

bool RowNotes::isAbout(const QString &identity) const
{
    return std::ranges::any_of(
        m_notes, [&identity](const Note &note) { return note.subjects.contains(identity); });
}

bool RowNotes::isAnyBetween(qint64 index, qint64 next) const
{
    return std::ranges::any_of(m_notes, [index, next](const Note &note) {
        return note.behind >= index && note.behind < next;
    });
}

QStringList RowNotes::between(qint64 index, qint64 next, const Names &names) const
{
    QStringList lines;
    const auto deleted = std::distance(m_deleted.upper_bound(index), m_deleted.lower_bound(next));
    if (deleted > 0) {
        //: In the place of messages that were deleted while the conversation was open.
        lines.append(tr("%n message(s) deleted", nullptr, int(deleted)));
    }
    for (const Note &note : m_notes) {
        if (note.behind >= index && note.behind < next)
            lines.append(textOf(note, names));
    }
    return lines;
}

QString RowNotes::textOf(const Note &note, const Names &names)
{
    if (note.kind == Kind::Renamed) // the service does not tell who did it
        return tr("The conversation is now called “%1”")
            .arg(ShownText::name(note.subjects.first()));
    QStringList people;
    for (const QString &identity : note.subjects)
        people.append(names.of(identity));
    const QString all = QLocale().createSeparatedList(people);
    const int count = int(people.size());
    if (note.kind == Kind::Left) {
        //: %1: those who left the conversation, one or more.
        return tr("%1 left", nullptr, count).arg(all);
    }
    //: %1: those who joined the conversation, one or more.
    return tr("%1 joined", nullptr, count).arg(all);
}

} // namespace parley::ui
