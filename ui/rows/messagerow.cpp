// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "rows/messagerow.h"

#include "media/imagedecoder.h"
#include "text/filenames.h"
#include "text/formattedtext.h"
#include "text/showntext.h"
#include "text/timetexts.h"

#include <QAbstractItemModel>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace parley::ui {

namespace {

using Model = chat::MessageListModel;
using Delivery = chat::Message::Delivery;

constexpr qint64 GroupPauseSeconds = 5 * 60;
constexpr size_t MaxChips = 40; ///< below one message
constexpr qsizetype MaxNames = 20; ///< in a tooltip

/// By others, at or behind the mark.
bool isNew(const chat::ListedMessage &listed, qint64 firstUnread)
{
    return listed.message.index >= firstUnread && !listed.isOwn;
}

/// Whether \a row is the first one that is new; own messages among the new ones do not count.
bool isFirstNew(const QAbstractItemModel &model, int row, qint64 firstUnread)
{
    if (firstUnread < 0 || !isNew(listedMessage(model, row), firstUnread))
        return false;
    for (int earlier = row - 1; earlier >= 0; --earlier) {
        const chat::ListedMessage listed = listedMessage(model, earlier);
        if (isNew(listed, firstUnread))
            return false;
        if (listed.message.index < firstUnread)
            break;
    }
    return true;
}

/// The index of the message in \a row; RowNotes::End: there is none that the service has confirmed.
qint64 confirmedIndex(const QAbstractItemModel &model, int row)
{
    const qint64 index = row < model.rowCount() ? listedMessage(model, row).message.index : -1;
    return index >= 0 ? index : RowNotes::End;
}

/// The beginning of \a body in one line, without the marks that format it.
QString unmarkedLine(const QString &body)
{
    const QString beginning = ShownText::body(body.left(2 * ShownText::MaxLine));
    return ShownText::line(FormattedText::read(beginning).text);
}

/// One after the other, each ended by a full stop unless it ends by itself.
QString sentences(const QStringList &parts)
{
    QString all;
    for (const QString &part : parts) {
        if (!all.isEmpty())
            all += QStringView(u".!?\u2026").contains(all.back()) ? u" "_s : u". "_s;
        all += part;
    }
    return all;
}

std::vector<ReactionChip> chipsOf(const chat::ReactionList &reactions, const Names &names)
{
    std::vector<ReactionChip> chips;
    for (const chat::Reaction &reaction : reactions) {
        if (chips.size() == MaxChips)
            break; // others would only push the messages apart
        ReactionChip chip;
        chip.emoji = reaction.emoji;
        chip.label = ShownText::name(reaction.emoji, u"?"_s);
        chip.count = int(reaction.identities.size());
        for (const QString &identity : reaction.identities) {
            if (identity == names.own)
                chip.own = true;
            else if (chip.names.size() < MaxNames)
                chip.names.append(names.of(identity));
        }
        chips.push_back(chip);
    }
    return chips;
}

} // namespace

chat::ListedMessage listedMessage(const QAbstractItemModel &model, int row)
{
    return model.index(row, 0).data(Model::MessageRole).value<chat::ListedMessage>();
}

MessageRow MessageRow::read(const QAbstractItemModel &model, int row, qint64 firstUnread,
                            const Names &names, const RowNotes &notes)
{
    MessageRow result { listedMessage(model, row) };
    const chat::Message &message = result.message;
    result.authorName = names.lookUp ? names.of(message.author) : ShownText::name(message.author);
    result.showsAuthor = !result.isOwn && message.author != names.partner;
    result.isPinned = !chat::pinnedBy(message).isEmpty();
    if (result.reply && result.reply->isVerified && result.reply->author != names.own)
        result.replyName = names.of(result.reply->author);
    result.reactions = chipsOf(chat::reactionsOf(message), names);

    result.startsDay = true;
    result.startsGroup = true;
    if (row > 0) {
        const chat::Message before = listedMessage(model, row - 1).message;
        const QDateTime &created = before.dateCreated;
        result.startsDay = created.toLocalTime().date() != message.dateCreated.toLocalTime().date();
        result.startsGroup = result.startsDay || before.author != message.author
            || created.secsTo(message.dateCreated) > GroupPauseSeconds
            || notes.isAnyBetween(confirmedIndex(model, row - 1), confirmedIndex(model, row));
    }
    result.startsUnread = isFirstNew(model, row, firstUnread);
    result.startsGroup = result.startsGroup || result.startsUnread;
    if (row == 0 && (result.isFirst || message.index <= 0))
        result.notesBefore = notes.between(-1, confirmedIndex(model, 0), names);
    if (message.index >= 0)
        result.notesBehind = notes.between(message.index, confirmedIndex(model, row + 1), names);
    return result;
}

bool MessageRow::hasOwnReaction(const QString &emoji) const
{
    return std::ranges::any_of(
        reactions, [&emoji](const ReactionChip &chip) { return chip.own && chip.emoji == emoji; });
}

QString MessageTexts::description(const MessageRow &row)
{
    QStringList parts;
    if (row.reply) {
        //: Read out before a message that answers another one: author, beginning of that one.
        parts.append((row.reply->isVerified ? tr("In reply to %1: %2") : tr("%1: %2"))
                         .arg(quoteAuthor(row), quoteText(row)));
    }
    if (!row.message.body.isEmpty())
        parts.append(ShownText::body(row.message.body));
    for (const chat::Media &media : row.message.media) {
        parts.append(isShownImageType(media.contentType) ? tr("Picture %1").arg(fileName(media))
                                                         : tr("File %1").arg(fileName(media)));
    }
    parts.append(TimeTexts::full(row.message.dateCreated));
    parts.append(marks(row));
    if (row.isOwn)
        parts.append(row.uploadProgress >= 0 ? uploading(row.uploadProgress) : delivery(row));
    for (const ReactionChip &chip : row.reactions)
        parts.append(reaction(chip));
    const QString words = sentences(parts);
    //: Read out for a message: author, then everything else.
    const QString said
        = row.isOwn ? tr("You: %1").arg(words) : tr("%1: %2").arg(row.authorName, words);
    return sentences(row.notesBefore + QStringList(said) + row.notesBehind);
}

QString MessageTexts::delivery(const MessageRow &row)
{
    switch (row.message.delivery) {
    case Delivery::Sent:
        return row.isReadByOthers ? tr("Read") : tr("Sent");
    case Delivery::Waiting:
        return tr("Waiting to be sent");
    case Delivery::Sending:
        return tr("Being sent");
    case Delivery::Failed:
        return failure(row.message.failure);
    }
    Q_UNREACHABLE();
}

QString MessageTexts::readers(const QStringList &names)
{
    if (names.isEmpty())
        return {};
    QStringList shown = names.mid(0, MaxNames);
    const int others = int(names.size() - shown.size());
    if (others > 0)
        shown.append(tr("%n other(s)", nullptr, others));
    return tr("Read by %1").arg(QLocale().createSeparatedList(shown));
}

QString MessageTexts::failure(const std::optional<chat::ChatError> &error)
{
    const QString code = error ? chat::codeName(*error) : QString();
    if (code == u"tooLong")
        return tr("Not sent: the message is too long.");
    if (code == u"notFound")
        return tr("Not sent: the conversation does not exist any more.");
    if (code == u"fileMissing")
        return tr("Not sent: a file is gone or has changed. Attach it again.");
    if (code == u"50506") // Twilio's number
        return tr("Not sent: a file is empty.");
    if (code == u"tooLarge")
        return tr("Not sent: a file is too large.");
    if (code == u"tooMany")
        return tr("Not sent: these are too many files for one message.");
    return tr("Not sent: the chat service refused it.");
}

QString MessageTexts::uploading(double progress)
{
    return tr("Uploading, %1 %").arg(QLocale().toString(int(std::clamp(progress, 0.0, 1.0) * 100)));
}

QString MessageTexts::discard()
{
    return tr("Discard");
}

QString MessageTexts::cancel()
{
    return tr("Cancel");
}

QString MessageTexts::fileName(const chat::Media &media)
{
    return ShownText::line(safeFileName(media.filename, media.contentType));
}

QString MessageTexts::quoteAuthor(const MessageRow &row)
{
    if (row.reply && row.reply->isVerified)
        return row.replyName.isEmpty() ? tr("You") : row.replyName;
    //: Stands above what a message quotes, where the original is not known: whose message it is.
    return row.isOwn ? tr("Quoted by you") : tr("Quoted by %1").arg(row.authorName);
}

QString MessageTexts::quoteText(const MessageRow &row)
{
    const QString text = row.reply ? unmarkedLine(row.reply->text) : QString();
    if (text.isEmpty())
        return tr("Attachment");
    //: Words in quotation marks.
    return row.reply->isVerified ? text : tr("“%1”").arg(text);
}

QString MessageTexts::reaction(const ReactionChip &chip)
{
    QStringList names = chip.names;
    if (chip.own)
        names.prepend(tr("you"));
    const int others = chip.count - int(names.size());
    if (others > 0)
        names.append(tr("%n other(s)", nullptr, others));
    //: An emoji, then who reacted with it.
    return tr("%1: %2").arg(chip.label, QLocale().createSeparatedList(names));
}

QString MessageTexts::quotation(const QString &author, const QString &time, const QString &words)
{
    //: A copied message: author, time, words.
    return tr("%1, %2:\n%3").arg(author, time, words);
}

QString MessageTexts::oneLine(const QString &body, const chat::MediaList &media)
{
    const QString words = unmarkedLine(body);
    if (!words.isEmpty() || media.isEmpty())
        return words;
    if (media.size() > 1)
        return tr("%n file(s)", nullptr, int(media.size()));
    return isShownImageType(media.first().contentType)
        ? tr("Picture")
        : tr("File: %1").arg(fileName(media.first()));
}

QString MessageTexts::retry()
{
    return tr("Try again");
}

QString MessageTexts::newMessages()
{
    return tr("New messages");
}

QStringList MessageTexts::marks(const MessageRow &row)
{
    QStringList marks;
    if (row.isPinned)
        marks.append(tr("pinned"));
    if (row.isEdited)
        marks.append(tr("edited"));
    return marks;
}

} // namespace parley::ui
