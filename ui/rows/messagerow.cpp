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

bool isNew(const QAbstractItemModel &model, int row, qint64 firstUnread)
{
    const QModelIndex index = model.index(row, 0);
    return index.data(Model::IndexRole).toLongLong() >= firstUnread
        && !index.data(Model::OwnRole).toBool();
}

/// The index of the message in \a row; RowNotes::End: there is none that the service has confirmed.
qint64 confirmedIndex(const QAbstractItemModel &model, int row)
{
    const QVariant index = model.index(row, 0).data(Model::IndexRole);
    return index.isValid() && index.toLongLong() >= 0 ? index.toLongLong() : RowNotes::End;
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

MessageRow MessageRow::read(const QAbstractItemModel &model, int row, qint64 firstUnread,
                            const Names &names, const RowNotes &notes)
{
    const QModelIndex item = model.index(row, 0);
    MessageRow result;
    result.sid = item.data(Model::SidRole).toString();
    result.localId = item.data(Model::LocalIdRole).toString();
    result.index = item.data(Model::IndexRole).toLongLong();
    result.author = item.data(Model::AuthorRole).toString();
    result.authorName = ShownText::name(item.data(Model::AuthorNameRole).toString(), result.author);
    result.body = item.data(Model::BodyRole).toString();
    result.created = item.data(Model::DateCreatedRole).toDateTime();
    result.edited = item.data(Model::EditedRole).toBool();
    result.isPinned
        = !chat::pinnedBy(item.data(Model::MessageRole).value<chat::Message>()).isEmpty();
    result.own = item.data(Model::OwnRole).toBool();
    result.showsAuthor = !result.own && result.author != names.partner;
    result.delivery = Delivery(item.data(Model::DeliveryRole).toInt());
    result.readByOthers = item.data(Model::ReadByOthersRole).toBool();
    result.failure = item.data(Model::FailureRole).toString();

    result.media = item.data(Model::MediaRole).value<chat::MediaList>();
    const QVariant reply = item.data(Model::ReplyRole);
    if (reply.isValid()) {
        result.reply = reply.value<chat::Reply>();
        result.replyName
            = result.reply->author == names.own ? QString() : names.of(result.reply->author);
    }
    result.reactions = chipsOf(item.data(Model::ReactionsRole).value<chat::ReactionList>(), names);
    const QVariant progress = item.data(Model::UploadProgressRole);
    if (progress.isValid())
        result.uploadProgress = progress.toDouble();

    result.startsDay = true;
    result.startsGroup = true;
    if (row > 0) {
        const QModelIndex before = model.index(row - 1, 0);
        const QDateTime created = before.data(Model::DateCreatedRole).toDateTime();
        result.startsDay = created.toLocalTime().date() != result.created.toLocalTime().date();
        result.startsGroup = result.startsDay
            || before.data(Model::AuthorRole).toString() != result.author
            || created.secsTo(result.created) > GroupPauseSeconds
            || notes.isAnyBetween(confirmedIndex(model, row - 1), confirmedIndex(model, row));
    }
    if (firstUnread >= 0 && isNew(model, row, firstUnread)) {
        // The first one of others at or behind the mark; own ones in between do not count.
        int earlier = row - 1;
        while (earlier >= 0
               && model.index(earlier, 0).data(Model::IndexRole).toLongLong() >= firstUnread
               && model.index(earlier, 0).data(Model::OwnRole).toBool())
            --earlier;
        result.startsUnread = earlier < 0 || !isNew(model, earlier, firstUnread);
    }
    result.startsGroup = result.startsGroup || result.startsUnread;
    if (row == 0 && result.index <= 0)
        result.notesBefore = notes.between(-1, 0, names);
    if (result.index >= 0)
        result.notesBehind = notes.between(result.index, confirmedIndex(model, row + 1), names);
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
        parts.append(tr("In reply to %1: %2").arg(quoteAuthor(row), quoteText(row)));
    }
    if (!row.body.isEmpty())
        parts.append(ShownText::body(row.body));
    for (const chat::Media &media : row.media) {
        parts.append(isShownImageType(media.contentType) ? tr("Picture %1").arg(fileName(media))
                                                         : tr("File %1").arg(fileName(media)));
    }
    parts.append(TimeTexts::full(row.created));
    parts.append(marks(row));
    if (row.own)
        parts.append(row.uploadProgress >= 0 ? uploading(row.uploadProgress) : delivery(row));
    for (const ReactionChip &chip : row.reactions)
        parts.append(reaction(chip));
    const QString words = sentences(parts);
    //: Read out for a message: author, then everything else.
    const QString said
        = row.own ? tr("You: %1").arg(words) : tr("%1: %2").arg(row.authorName, words);
    return sentences(row.notesBefore + QStringList(said) + row.notesBehind);
}

QString MessageTexts::delivery(const MessageRow &row)
{
    switch (row.delivery) {
    case Delivery::Sent:
        return row.readByOthers ? tr("Read") : tr("Sent");
    case Delivery::Waiting:
        return tr("Waiting to be sent");
    case Delivery::Sending:
        return tr("Being sent");
    case Delivery::Failed:
        return failure(row.failure);
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

QString MessageTexts::failure(const QString &code)
{
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
    return safeFileName(media.filename, media.contentType);
}

QString MessageTexts::quoteAuthor(const MessageRow &row)
{
    return row.replyName.isEmpty() ? tr("You") : row.replyName;
}

QString MessageTexts::quoteText(const MessageRow &row)
{
    const QString text = row.reply ? unmarkedLine(row.reply->text) : QString();
    return text.isEmpty() ? tr("Attachment") : text;
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
    if (row.edited)
        marks.append(tr("edited"));
    return marks;
}

} // namespace parley::ui
