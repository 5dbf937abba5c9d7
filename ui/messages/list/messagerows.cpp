// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/list/messagerows.h"

#include "media/mediastore.h"

#include <QAbstractItemModel>
#include <QWidget>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace parley::ui {
namespace {

constexpr int HeightEstimate = 58;
constexpr size_t KeptLayouts = 400;

} // namespace

MessageRows::MessageRows(const QWidget &area, const QFont &font)
    : m_area(area)
    , m_today(QDate::currentDate())
    , m_metrics(font)
{ }

void MessageRows::setModel(QAbstractItemModel *model, qint64 firstUnread)
{
    if (m_model != nullptr)
        m_model->disconnect(this);
    m_model = model;
    m_firstUnread = firstUnread;
    m_hasNewer = false;
    if (model != nullptr) {
        connect(model, &QAbstractItemModel::rowsInserted, this, &MessageRows::rowsInserted);
        connect(model, &QAbstractItemModel::rowsRemoved, this, &MessageRows::rowsRemoved);
        connect(model, &QAbstractItemModel::dataChanged, this, &MessageRows::dataChanged);
        connect(model, &QAbstractItemModel::modelReset, this, &MessageRows::resetRows);
        connect(model, &QAbstractItemModel::layoutChanged, this, &MessageRows::layOutAnew);
        connect(model, &QAbstractItemModel::rowsMoved, this, &MessageRows::layOutAnew);
    }
    resetRows();
}

void MessageRows::setNames(const Names &names)
{
    const bool isLaidOutAnew = m_names.partner != names.partner;
    m_names = names;
    if (isLaidOutAnew)
        layOutAnew();
}

void MessageRows::setNotes(const RowNotes &notes)
{
    m_notes = notes;
    layOutAnew();
}

void MessageRows::setMedia(MediaStore *media)
{
    m_media = media;
    if (media != nullptr)
        connect(media, &MediaStore::changed, this, &MessageRows::mediaChanged);
}

MediaStore *MessageRows::media() const
{
    return m_media;
}

void MessageRows::setHasNewer(bool hasNewer)
{
    if (m_hasNewer == hasNewer)
        return;
    m_hasNewer = hasNewer;
    forget(count() - 1); // what is told below it depends on that
    Q_EMIT changed();
}

void MessageRows::setFont(const QFont &font)
{
    const bool isFormatted = m_metrics.isFormatted;
    m_metrics = RowMetrics(font);
    m_metrics.isFormatted = isFormatted;
    layOutAnew();
}

void MessageRows::layOutAnew()
{
    m_layouts.clear();
    m_heights.forgetMeasures();
    Q_EMIT changed();
}

void MessageRows::followWidth()
{
    if (m_area.width() == m_laidOutWidth)
        return;
    m_laidOutWidth = m_area.width();
    m_layouts.clear();
    m_heights.forgetMeasures();
}

chat::Message MessageRows::message(int row) const
{
    return listedMessage(*m_model, row).message;
}

qint64 MessageRows::messageIndex(int row) const
{
    return message(row).index;
}

QDate MessageRows::day(int row) const
{
    return message(row).dateCreated.toLocalTime().date();
}

MessageRow MessageRows::read(int row) const
{
    // What follows the last row is not known while there is more behind it.
    const bool isCut = m_hasNewer && row == count() - 1;
    static const RowNotes none;
    return MessageRow::read(*m_model, row, m_firstUnread, m_names, isCut ? none : m_notes);
}

QString MessageRows::description(int row) const
{
    if (!contains(row))
        return {};
    const MessageRow message = read(row);
    const QString readers = readersOf(message);
    const QString words = MessageTexts::description(message);
    return readers.isEmpty() ? words : words + u". "_s + readers;
}

QString MessageRows::readersOf(const MessageRow &row) const
{
    return row.isOwn && row.message.index >= 0 && m_names.readersOf
        ? MessageTexts::readers(m_names.readersOf(row.message.index))
        : QString();
}

const RowLayout &MessageRows::layout(int row)
{
    auto &entry = m_layouts[row];
    if (entry == nullptr) {
        ++m_layoutCount;
        entry = std::make_unique<RowLayout>(read(row), m_metrics, m_area.width(),
                                            m_area.layoutDirection(), m_today, m_media);
        m_heights.set(row, entry->height());
    }
    return *entry;
}

int MessageRows::measure(int row)
{
    return m_heights.isMeasured(row) ? m_heights.height(row) : layout(row).height();
}

void MessageRows::trim(int first, int last)
{
    if (m_layouts.size() <= KeptLayouts)
        return;
    const int around = int(KeptLayouts / 4);
    std::erase_if(m_layouts, [first, last, around](const auto &entry) {
        return entry.first < first - around || entry.first > last + around;
    });
}

void MessageRows::forget(int row)
{
    m_layouts.erase(row);
    m_heights.forgetMeasure(row);
}

void MessageRows::resetRows()
{
    m_layouts.clear();
    m_heights.reset(m_model != nullptr ? m_model->rowCount() : 0, HeightEstimate);
    Q_EMIT reset();
}

void MessageRows::rowsInserted(const QModelIndex &, int first, int last)
{
    if (first < count())
        m_layouts.clear(); // their rows have moved; those in view are few
    m_heights.insert(first, last - first + 1, HeightEstimate);
    m_heights.forgetMeasure(last + 1); // its head may go
    forget(first - 1); // likewise what is told below it
    Q_EMIT inserted(first, last);
}

void MessageRows::rowsRemoved(const QModelIndex &, int first, int last)
{
    m_heights.remove(first, last - first + 1);
    m_layouts.clear();
    m_heights.forgetMeasure(first);
    m_heights.forgetMeasure(first - 1);
    Q_EMIT removed(first, last);
}

void MessageRows::dataChanged(const QModelIndex &first, const QModelIndex &last)
{
    for (int row = first.row() - 1; row <= last.row() + 1; ++row)
        forget(row); // neighbours as well: what stands between them may change
    Q_EMIT changed();
}

void MessageRows::mediaChanged(const QString &sid)
{
    std::vector<int> rows;
    for (const auto &[row, layout] : m_layouts) {
        if (std::ranges::any_of(layout->row().message.media,
                                [&sid](const chat::Media &media) { return media.sid == sid; }))
            rows.push_back(row);
    }
    for (const int row : rows)
        forget(row);
    if (!rows.empty())
        Q_EMIT changed();
}

} // namespace parley::ui
