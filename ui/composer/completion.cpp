// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "composer/completion.h"

#include "composer/emojidata.h"
#include "text/emoji.h"
#include "theme/avatar.h"
#include "theme/themecolors.h"
#include "widgets/announce.h"

#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QPlainTextEdit>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QTextBlock>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace parley::ui {
namespace {

constexpr int SuggestionRole = Qt::UserRole + 1;
constexpr int RowPadding = 7;
constexpr qsizetype MinEmojiLetters = 2; ///< ":)" and "12:3" are no beginnings
constexpr qsizetype MaxWord = 40;

bool endsWord(QChar c)
{
    return c.isSpace() || c == u'@' || c == u':';
}

/// Paints the emoji in colour and the words in the font of the field, and a person's picture.
class SuggestionDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const ThemeColors &colors = colorsFor(option.palette);
        if (option.state.testFlag(QStyle::State_Selected))
            painter->fillRect(option.rect, colors.selected);
        QRect line = option.rect.adjusted(10, 0, -10, 0);
        const auto suggestion = index.data(SuggestionRole).value<Suggestion>();
        if (!suggestion.identity.isEmpty())
            paintPerson(*painter, option, suggestion, line);
        painter->setFont(option.font);
        painter->setPen(colors.text);
        drawLine(*painter, line,
                 int(QStyle::visualAlignment(option.direction, Qt::AlignLeft)) | Qt::AlignVCenter
                     | Qt::AlignAbsolute | Qt::TextSingleLine,
                 index.data().toString());
    }
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &) const override
    {
        return { 100, option.fontMetrics.height() + 2 * RowPadding };
    }

private:
    /// At the beginning of \a line, which is cut by that.
    static void paintPerson(QPainter &painter, const QStyleOptionViewItem &option,
                            const Suggestion &person, QRect &line)
    {
        const int size = line.height() - RowPadding;
        const QRect picture = QStyle::visualRect(
            option.direction, line, QRect(line.left(), line.top() + RowPadding / 2, size, size));
        line = QStyle::visualRect(option.direction, line, line.adjusted(size + 8, 0, 0, 0));
        painter.setRenderHint(QPainter::Antialiasing);
        paintAvatar(painter, picture, person.identity, person.name);
        if (person.online)
            paintPresence(painter, picture, *person.online, colorsFor(option.palette),
                          option.direction);
    }
};

/// From the sign `@` or `:` to the cursor; empty: there is none at the beginning of a word.
QString wordBefore(const QString &text, int cursor)
{
    for (int at = cursor - 1; at >= 0 && cursor - at <= MaxWord; --at) {
        const QChar c = text.at(at);
        if (c == u'@' || c == u':') {
            const bool isBeginning
                = at == 0 || text.at(at - 1).isSpace() || text.at(at - 1) == u'(';
            return isBeginning ? text.mid(at, cursor - at) : QString();
        }
        if (endsWord(c))
            return {};
    }
    return {};
}

std::vector<Suggestion> emojiFor(const QString &letters)
{
    std::vector<Suggestion> first;
    std::vector<Suggestion> second;
    for (const EmojiGroup &group : emojiGroups()) {
        for (const Emoji &emoji : group.emojis) {
            // ":thumbsup" and ":thumbs_up" as well
            QString name = emoji.name.toCaseFolded();
            const qsizetype inner = name.indexOf(u' ' + letters);
            name.remove(u' ');
            const Suggestion suggestion { emoji.text, emoji.text + u"  "_s + emoji.name };
            if (name.startsWith(letters))
                first.push_back(suggestion);
            else if (inner >= 0)
                second.push_back(suggestion);
        }
    }
    // A heart before a broken one, and before one with eyes.
    std::ranges::stable_sort(first, {}, [](const Suggestion &each) { return each.label.size(); });
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

void fillItem(QStandardItem &item, const Suggestion &suggestion)
{
    QString spoken = suggestion.label;
    if (suggestion.online)
        spoken += u", "_s
            + (*suggestion.online ? Completion::tr("online") : Completion::tr("offline"));
    item.setText(suggestion.label);
    item.setData(spoken, Qt::AccessibleTextRole);
    item.setData(QVariant::fromValue(suggestion), SuggestionRole);
}

} // namespace

Completion::Completion(QPlainTextEdit &field, QObject *parent)
    : QObject(parent)
    , m_field(field)
    , m_list(new QListView(&field))
    , m_model(new QStandardItemModel(this))
{
    // A window of its own, so that it may lie outside the field; one that takes no focus.
    m_list->setWindowFlags(Qt::ToolTip);
    m_list->setAttribute(Qt::WA_ShowWithoutActivating);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new SuggestionDelegate(m_list));
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setAccessibleName(tr("Suggestions"));
    m_list->hide();
    connect(m_list, &QListView::clicked, this, &Completion::take);
    connect(&m_field, &QPlainTextEdit::cursorPositionChanged, this, &Completion::update);
    connect(&m_field, &QPlainTextEdit::textChanged, this, &Completion::update);
    m_field.installEventFilter(this);
}

bool Completion::isShown() const
{
    return m_list && m_list->isVisible();
}

std::vector<Suggestion> Completion::suggestionsFor(const QString &word) const
{
    std::vector<Suggestion> found;
    if (word.startsWith(u'@') && m_findPeople)
        found = m_findPeople(word.mid(1));
    else if (word.startsWith(u':') && word.size() > MinEmojiLetters)
        found = emojiFor(word.mid(1).toCaseFolded().remove(u'_'));
    if (int(found.size()) > MaxSuggestions)
        found.resize(MaxSuggestions);
    return found;
}

void Completion::update()
{
    if (m_taking || !m_field.hasFocus())
        return;
    const QTextCursor cursor = m_field.textCursor();
    m_word = cursor.hasSelection() ? QString()
                                   : wordBefore(cursor.block().text(), cursor.positionInBlock());
    if (m_word.isEmpty() || !m_word.startsWith(m_refused))
        m_refused.clear();
    const std::vector<Suggestion> suggestions = m_word.isEmpty() || !m_refused.isEmpty()
        ? std::vector<Suggestion>()
        : suggestionsFor(m_word);
    if (suggestions.empty())
        hide();
    else
        show(suggestions);
}

void Completion::show(const std::vector<Suggestion> &suggestions)
{
    m_model->clear();
    int width = 120;
    for (const Suggestion &suggestion : suggestions) {
        auto *item = new QStandardItem;
        fillItem(*item, suggestion);
        m_model->appendRow(item);
        width = std::max(width, m_list->fontMetrics().horizontalAdvance(suggestion.label) + 30);
    }
    const int row = m_list->sizeHintForRow(0);
    if (!suggestions.front().identity.isEmpty())
        width += row; // the picture
    m_list->resize(std::min(width, 360), row * int(suggestions.size()) + 2 * m_list->frameWidth());
    const QRect cursor = m_field.cursorRect();
    const bool isMirrored = m_field.layoutDirection() == Qt::RightToLeft;
    const int x = isMirrored ? cursor.right() - m_list->width() : cursor.left();
    // Not beyond the edges of the field, and so not beyond those of the screen.
    const int inside = std::clamp(x, 0, std::max(0, m_field.viewport()->width() - m_list->width()));
    m_list->move(m_field.viewport()->mapToGlobal(QPoint(inside, -m_list->height() - 6)));
    m_list->show();
    choose(0);
}

void Completion::choose(int row)
{
    const QModelIndex index = m_model->index(row, 0);
    m_list->setCurrentIndex(index);
    announce(m_list, tr("Suggestion: %1").arg(index.data(Qt::AccessibleTextRole).toString()));
}

void Completion::refresh()
{
    if (!isShown())
        return;
    const std::vector<Suggestion> suggestions = suggestionsFor(m_word);
    for (int row = 0; row < m_model->rowCount(); ++row) {
        QStandardItem *item = m_model->item(row);
        const QString identity = item->data(SuggestionRole).value<Suggestion>().identity;
        const auto it = std::ranges::find(suggestions, identity, &Suggestion::identity);
        if (!identity.isEmpty() && it != suggestions.end())
            fillItem(*item, *it);
    }
}

void Completion::hide()
{
    if (m_list)
        m_list->hide();
}

void Completion::move(int by)
{
    const int count = m_model->rowCount();
    choose((m_list->currentIndex().row() + by + count) % count);
}

void Completion::take()
{
    const QString text = m_list->currentIndex().data(SuggestionRole).value<Suggestion>().text;
    if (text.isEmpty())
        return;
    m_taking = true;
    QTextCursor cursor = m_field.textCursor();
    cursor.movePosition(QTextCursor::PreviousCharacter, QTextCursor::KeepAnchor,
                        int(m_word.size()));
    cursor.insertText(text + u' ');
    m_field.setTextCursor(cursor);
    m_taking = false;
    hide();
}

bool Completion::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut || event->type() == QEvent::Hide)
        hide();
    if (!isShown())
        return QObject::eventFilter(watched, event);
    const bool isKey
        = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (!isKey)
        return QObject::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool isPlain
        = key->modifiers() == Qt::NoModifier || key->modifiers() == Qt::KeypadModifier;
    const bool isOurs = isPlain
        && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down || key->key() == Qt::Key_Tab
            || key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter
            || key->key() == Qt::Key_Escape);
    if (!isOurs)
        return false;
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    if (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down) {
        move(key->key() == Qt::Key_Up ? -1 : 1);
    } else if (key->key() == Qt::Key_Escape) {
        m_refused = m_word;
        hide();
    } else {
        take();
    }
    return true;
}

} // namespace parley::ui
