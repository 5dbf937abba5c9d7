// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"
#include "messages/list/heightindex.h"
#include "messages/row/rowlayout.h"

#include <QDate>
#include <QObject>
#include <QPointer>

#include <memory>
#include <unordered_map>
#include <utility>

class QAbstractItemModel;
class QWidget;

namespace parley::ui {

/// The rows of a model with MessageListModel's roles, as they are shown. A row is laid out when it
/// is asked for, and the heights of all others are estimates, so that the cost does not depend on
/// the length of the conversation.
class MessageRows final : public QObject
{
    Q_OBJECT

public:
    /// The rows are as wide as \a area and have its direction. It must outlive this object.
    MessageRows(const QWidget &area, const QFont &font);

    /// \a model must outlive its use here; null: there are no rows. \a firstUnread: the index of
    /// the first message that is new, -1: none.
    void setModel(QAbstractItemModel *model, qint64 firstUnread);
    /// The display names for identities, and the identity that is shown without a name. Rows that
    /// are laid out afterwards use them.
    void setNames(const Names &names);
    /// Previews and downloads of files; must outlive this object.
    void setMedia(MediaStore *media);
    /// What is told between the messages.
    void setNotes(const RowNotes &notes);
    /// Whether messages are shown formatted, else as they were written.
    void setFormatted(bool isFormatted) { change(m_metrics.isFormatted, isFormatted); }
    /// Decides which messages stand below 'Today'.
    void setToday(const QDate &today) { change(m_today, today); }
    /// True: the model ends before the newest message.
    void setHasNewer(bool hasNewer);
    void setFont(const QFont &font);
    /// All texts are made anew: the time zone, the language or the direction is another one.
    void layOutAnew();
    /// The same if the area has another width than before.
    void followWidth();

    [[nodiscard]] QAbstractItemModel *model() const { return m_model; }
    [[nodiscard]] int count() const { return m_heights.count(); }
    [[nodiscard]] bool contains(int row) const { return row >= 0 && row < count(); }
    [[nodiscard]] bool hasNewer() const { return m_hasNewer; }
    [[nodiscard]] qint64 firstUnread() const { return m_firstUnread; }
    [[nodiscard]] const Names &names() const { return m_names; }
    [[nodiscard]] const QDate &today() const { return m_today; }
    [[nodiscard]] const RowMetrics &metrics() const { return m_metrics; }
    [[nodiscard]] MediaStore *media() const;

    [[nodiscard]] chat::Message message(int row) const;
    /// -1: the service has not confirmed the message.
    [[nodiscard]] qint64 messageIndex(int row) const;
    /// On which it was written, in local time.
    [[nodiscard]] QDate day(int row) const;
    [[nodiscard]] MessageRow read(int row) const;
    /// All that a row says, for assistive technology.
    [[nodiscard]] QString description(int row) const;
    /// Who has read an own message of a group; empty: it is none, or it has not been read.
    [[nodiscard]] QString readersOf(const MessageRow &row) const;

    [[nodiscard]] const RowLayout &layout(int row);
    /// The exact height, for which the row is laid out if need be.
    [[nodiscard]] int measure(int row);
    /// Some of them are estimates.
    [[nodiscard]] const HeightIndex &heights() const { return m_heights; }
    /// Lets layouts go that are far from the rows \a first to \a last, if there are too many.
    void trim(int first, int last);
    /// How many rows have been laid out since this object exists: for tests and benchmarks.
    [[nodiscard]] int layoutCount() const { return m_layoutCount; }

Q_SIGNALS:
    void inserted(int first, int last);
    void removed(int first, int last);
    /// The rows are others than before.
    void reset();
    /// The rows are the same, but some of them look different.
    void changed();

private:
    template <typename Value> void change(Value &value, const Value &wanted)
    {
        if (std::exchange(value, wanted) != wanted)
            layOutAnew();
    }
    void resetRows();
    void rowsInserted(const QModelIndex &parent, int first, int last);
    void rowsRemoved(const QModelIndex &parent, int first, int last);
    void dataChanged(const QModelIndex &first, const QModelIndex &last);
    void mediaChanged(const QString &sid);
    void forget(int row);

    const QWidget &m_area;
    QPointer<QAbstractItemModel> m_model;
    QPointer<MediaStore> m_media;
    Names m_names;
    RowNotes m_notes;
    QDate m_today;
    RowMetrics m_metrics;
    qint64 m_firstUnread = -1;
    bool m_hasNewer = false;
    HeightIndex m_heights;
    std::unordered_map<int, std::unique_ptr<RowLayout>> m_layouts;
    int m_laidOutWidth = -1;
    int m_layoutCount = 0;
};

} // namespace parley::ui
