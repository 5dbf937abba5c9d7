// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "conversations/identityinput.h"

#include "chat/chatclient.h"
#include "conversations/conversationname.h"
#include "conversations/peoplemodel.h"
#include "widgets/problemlabel.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QRegularExpression>
#include <QStandardItemModel>

using namespace Qt::StringLiterals;

namespace parley::ui {
namespace {

constexpr int IdentityRole = Qt::UserRole + 1;
constexpr int WordsRole = Qt::UserRole + 2; ///< what the typed letters are looked for in

const QRegularExpression &separators()
{
    static const QRegularExpression pattern(u"[,;\\s]+"_s);
    return pattern;
}

/// Completes the last one of several identities.
class IdentityCompleter final : public QCompleter
{
public:
    IdentityCompleter(QAbstractItemModel *people, IdentityInput::Count count, QObject *parent)
        : QCompleter(people, parent)
        , m_count(count)
    { }

    [[nodiscard]] QString pathFromIndex(const QModelIndex &index) const override
    {
        const QString identity = index.data(IdentityRole).toString();
        return m_count == IdentityInput::Count::One ? identity : m_before + identity + u", "_s;
    }
    [[nodiscard]] QStringList splitPath(const QString &path) const override
    {
        if (m_count == IdentityInput::Count::One)
            return { path };
        const qsizetype start = lastStart(path);
        m_before = path.left(start);
        return { path.mid(start) };
    }

private:
    static qsizetype lastStart(const QString &text)
    {
        qsizetype start = 0;
        for (const QRegularExpressionMatch &match : separators().globalMatch(text))
            start = match.capturedEnd();
        return start;
    }

    IdentityInput::Count m_count;
    mutable QString m_before; ///< the identities before the one that is completed
};

} // namespace

IdentityInput::IdentityInput(chat::ChatClient &client, QLineEdit &field, QLabel &note, Count count)
    : QObject(&field)
    , m_client(client)
    , m_field(field)
    , m_note(note)
    , m_usualNote(note.text())
    , m_people(new QStandardItemModel(this))
    , m_count(count)
{
    m_note.setTextFormat(Qt::PlainText);
    m_note.setWordWrap(true);
    m_note.setForegroundRole(QPalette::PlaceholderText);
    m_note.setVisible(!m_usualNote.isEmpty());
    readPeople();
    auto *completer = new IdentityCompleter(m_people, count, this);
    completer->setCompletionRole(WordsRole);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_field.setCompleter(completer);
    connect(&m_field, &QLineEdit::textChanged, this, &IdentityInput::updateNote);
}

void IdentityInput::readPeople()
{
    m_people->clear();
    for (const QString &identity : PeopleModel::knownIdentities(m_client)) {
        const QString name = personName(m_client, identity);
        auto *item = new QStandardItem(nameWithIdentity(m_client, identity));
        item->setData(identity, IdentityRole);
        item->setData(QString(identity + u' ' + name), WordsRole);
        m_people->appendRow(item);
    }
    m_people->sort(0);
}

QStringList IdentityInput::identities() const
{
    const QString text = m_field.text().trimmed();
    if (m_count == Count::One)
        return text.isEmpty() ? QStringList() : QStringList { text };
    QStringList several = text.split(separators(), Qt::SkipEmptyParts);
    several.removeDuplicates();
    return several;
}

bool IdentityInput::isChoosing() const
{
    const QAbstractItemView *suggestions = m_field.completer()->popup();
    return suggestions->isVisible() && suggestions->currentIndex().isValid();
}

QStringList IdentityInput::unknown() const
{
    QStringList typed = identities();
    const QStringList known = PeopleModel::knownIdentities(m_client);
    typed.removeIf([this, &known](const QString &identity) {
        return identity == m_client.identity() || known.contains(identity);
    });
    return typed;
}

void IdentityInput::updateNote()
{
    QStringList names;
    for (const QString &identity : unknown())
        names.append(ShownText::identity(identity));
    if (names.isEmpty())
        m_note.setText(m_usualNote);
    else
        m_note.setText(tr("You share no conversation with %1. The service accepts every identity, "
                          "so check the spelling.")
                           .arg(QLocale().createSeparatedList(names)));
    m_note.setVisible(!m_note.text().isEmpty());
    growToFit(*m_note.window());
    m_field.setAccessibleDescription(m_note.text());
}

} // namespace parley::ui
