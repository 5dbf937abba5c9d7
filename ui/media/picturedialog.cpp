// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "media/picturedialog.h"

#include "errortexts.h"
#include "media/mediastore.h"
#include "media/pictureview.h"
#include "text/filenames.h"
#include "widgets/placeholder.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QScreen>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace parley::ui {
namespace {

/// More than a screen has is not kept.
const QSize LargestShown(4096, 4096);

} // namespace

PictureDialog::PictureDialog(const chat::Media &media, MediaStore &store, QWidget *parent)
    : Dialog(parent)
    , m_media(media)
    , m_store(store)
    , m_view(new PictureView(this))
    , m_placeholder(new Placeholder(this))
{
    const QString name = safeFileName(media.filename, media.contentType);
    setWindowTitle(name);
    m_view->setAccessibleName(name);
    auto *place = new QWidget(this);
    auto *stack = new QStackedLayout(place);
    stack->addWidget(m_placeholder);
    stack->addWidget(m_view);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    m_copy->setEnabled(false);
    QPushButton *save = buttons->addButton(tr("Save as…"), QDialogButtonBox::ActionRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setImage(m_view->image()); });
    connect(save, &QPushButton::clicked, this, [this] { Q_EMIT saveAsRequested(m_media); });
    connect(m_placeholder, &Placeholder::actionTriggered, this, &PictureDialog::load);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(place, 1);
    layout->addWidget(buttons);
    const QWidget *window = parent != nullptr ? parent->window() : nullptr;
    resize(window != nullptr ? window->size() * 0.9 : QSize(800, 600));
    load();
}

QImage PictureDialog::image() const
{
    return m_view->image();
}

void PictureDialog::load()
{
    if (m_media.size > MaxBytes) {
        m_placeholder->showText(tr("This picture is too large to be shown"),
                                tr("Save it, and open it with another program."), {});
        return;
    }
    m_placeholder->showBusy(tr("Loading picture…"));
    m_store.transfers().load(m_media, MaxBytes, this, [this](const auto &outcome) {
        if (const auto *error = std::get_if<chat::ChatError>(&outcome)) {
            showProblem(ErrorTexts::describe(*error));
            return;
        }
        m_store.decoder().decode(std::get<QByteArray>(outcome), LargestShown, this,
                                 [this](const QImage &image) { showPicture(image); });
    });
}

void PictureDialog::showPicture(const QImage &image)
{
    if (image.isNull()) {
        showProblem(tr("This is not a picture that can be shown here."));
        return;
    }
    m_view->setImage(image);
    m_copy->setEnabled(true);
    auto *stack = static_cast<QStackedLayout *>(m_view->parentWidget()->layout());
    stack->setCurrentWidget(m_view);
}

void PictureDialog::showProblem(const QString &text)
{
    m_placeholder->showText(tr("The picture could not be loaded"), text, tr("Try again"));
}

} // namespace parley::ui
