// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "inspector/eventlogview.h"

#include "inspector/eventlogmodel.h"
#include "session/events/eventjson.h"
#include "text/tooltips.h"
#include "text/walltime.h"
#include "theme/icons.h"
#include "theme/themecolors.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QListView>
#include <QSaveFile>
#include <QScrollBar>
#include <QStandardPaths>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace parley::ui {

namespace {

/// One line each, with a mark before those that tell of a failure.
class LineDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &) const override
    {
        return { 100, option.fontMetrics.height() + 6 };
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->textElideMode = Qt::ElideRight;
        if (!index.data(EventLogModel::ProblemRole).toBool())
            return;
        option->text.prepend(u"⚠ "_s);
        option->palette.setColor(QPalette::Text, colorsFor(option->palette).error);
    }
};

} // namespace

EventLogView::EventLogView(EventLogModel &log, QWidget *parent)
    : QWidget(parent)
    , m_log(log)
    , m_filter(new EventLogFilter(this))
    , m_group(new QComboBox(this))
    , m_search(new QLineEdit(this))
    , m_list(new QListView(this))
{
    m_filter->setSourceModel(&m_log);
    m_group->addItem(tr("Token"), int(EventLogModel::Group::Token));
    m_group->addItem(tr("Connection"), int(EventLogModel::Group::Connection));
    m_group->addItem(tr("Chat"), int(EventLogModel::Group::Chat));
    //: Every step that the token manager takes, with its cause.
    m_group->addItem(tr("Trace"), int(EventLogModel::Group::Trace));
    m_group->addItem(tr("Events"), int(EventLogFilter::AllButTrace));
    m_group->addItem(tr("All"), int(EventLogFilter::AllEvents));
    m_filter->setGroup(int(EventLogModel::Group::Token));
    m_group->setAccessibleName(tr("Kind of events"));
    m_search->setPlaceholderText(tr("Filter events"));
    m_search->setAccessibleName(tr("Filter events"));
    m_search->setClearButtonEnabled(true);
    connect(m_group, &QComboBox::currentIndexChanged, this,
            [this] { m_filter->setGroup(m_group->currentData().toInt()); });
    connect(m_search, &QLineEdit::textChanged, m_filter, &EventLogFilter::setSearch);

    m_list->setModel(m_filter);
    m_list->setItemDelegate(new LineDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Events"));
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.88);
    m_list->setFont(small);
    connect(m_filter, &QAbstractItemModel::rowsInserted, this, [this] {
        const QScrollBar *bar = m_list->verticalScrollBar();
        if (bar->value() >= bar->maximum() - 4) // who has scrolled back reads; do not pull him away
            m_list->scrollToBottom();
    });

    auto *copyButton = new QToolButton(this);
    copyButton->setIcon(themedIcon(u"copy"_s));
    copyButton->setToolTip(tr("Copy the selected events, or all"));
    copyButton->setAccessibleName(tr("Copy events"));
    connect(copyButton, &QToolButton::clicked, this, &EventLogView::copy);
    auto *exportButton = new QToolButton(this);
    exportButton->setIcon(themedIcon(u"download"_s));
    exportButton->setToolTip(
        toolTipText(tr("Save all events to a file, without secrets and messages")));
    exportButton->setAccessibleName(tr("Export events"));
    connect(exportButton, &QToolButton::clicked, this, &EventLogView::chooseFile);
    for (QToolButton *button : { copyButton, exportButton }) {
        button->setAutoRaise(true);
        button->setIconSize(QSize(18, 18));
    }

    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(m_group);
    row->addWidget(m_search, 1);
    row->addWidget(copyButton);
    row->addWidget(exportButton);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(row);
    layout->addWidget(m_list, 1);
}

QString EventLogView::selectedAsJsonLines() const
{
    QModelIndexList rows = m_list->selectionModel()->selectedIndexes();
    std::sort(rows.begin(), rows.end());
    if (rows.isEmpty()) {
        for (int row = 0; row < m_filter->rowCount(); ++row)
            rows.append(m_filter->index(row, 0));
    }
    QString lines;
    for (const QModelIndex &index : rows) {
        const QJsonObject event = index.data(EventLogModel::EventRole).toJsonObject();
        lines += QString::fromUtf8(eventjson::line(event)) + u'\n';
    }
    return lines;
}

void EventLogView::showOnly(int group)
{
    m_group->setCurrentIndex(m_group->findData(group));
}

void EventLogView::showTraceSince(WallTime since)
{
    m_search->clear();
    showOnly(int(EventLogModel::Group::Trace));
    // The monotonic clock and the wall clock round in their own ways.
    const QDateTime from = dateTimeOf(since - std::chrono::milliseconds(50));
    const int last = m_filter->rowCount() - 1;
    int first = last + 1;
    while (first > 0 && EventLogModel::timeOf(eventAt(first - 1)) >= from)
        --first;
    int request = first - 1;
    while (request >= 0 && eventAt(request)["kind"_L1] != "request"_L1)
        --request;
    if (request >= 0)
        first = request;
    m_list->clearSelection();
    if (first <= last) {
        m_list->setCurrentIndex(m_filter->index(first, 0));
        m_list->selectionModel()->select(
            QItemSelection(m_filter->index(first, 0), m_filter->index(last, 0)),
            QItemSelectionModel::ClearAndSelect);
        m_list->scrollTo(m_filter->index(first, 0), QAbstractItemView::PositionAtTop);
    }
    m_list->setFocus(Qt::OtherFocusReason);
}

void EventLogView::showMoment(WallTime at)
{
    m_search->clear();
    showOnly(int(EventLogModel::Group::Token));
    const QDateTime wanted = dateTimeOf(at);
    std::optional<std::pair<qint64, int>> best; // how far, and the row
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        const QDateTime time = EventLogModel::timeOf(eventAt(row));
        const qint64 distance = std::abs(time.msecsTo(wanted));
        if (!best || distance < best->first)
            best = { distance, row };
    }
    if (best)
        m_list->setCurrentIndex(m_filter->index(best->second, 0));
    m_list->setFocus(Qt::OtherFocusReason);
}

QJsonObject EventLogView::eventAt(int row) const
{
    return m_filter->index(row, 0).data(EventLogModel::EventRole).toJsonObject();
}

void EventLogView::copy()
{
    QApplication::clipboard()->setText(selectedAsJsonLines());
}

QString EventLogView::exportTo(const QString &path) const
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return tr("The file cannot be written: %1").arg(file.errorString());
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    file.write(m_log.toJsonLines());
    if (!file.commit())
        return tr("The file cannot be written: %1").arg(file.errorString());
    return {};
}

void EventLogView::chooseFile()
{
    auto *dialog
        = new QFileDialog(this, tr("Export events"),
                          QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->selectFile(u"parley-events.jsonl"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"jsonl"_s);
    dialog->setNameFilter(tr("JSON lines (*.jsonl)"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        const QString problem = exportTo(path);
        if (!problem.isEmpty())
            Q_EMIT problemOccurred(problem);
    });
    dialog->open();
}

} // namespace parley::ui
