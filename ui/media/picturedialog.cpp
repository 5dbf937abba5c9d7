// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "media/picturedialog.h"

#include "errortexts.h"
#include "media/mediastore.h"
#include "media/pictureview.h"
#include "text/filenames.h"
#include "theme/icons.h"
#include "widgets/placeholder.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QKeyEvent>
#include <QLocale>
#include <QPushButton>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace parley::ui {

using namespace Qt::StringLiterals;

namespace {

/// More than a screen has is not kept.
const QSize LargestShown(4096, 4096);
constexpr double ZoomStep = 1.5;

} // namespace

PictureDialog::PictureDialog(const chat::MediaList &pictures, qsizetype current, MediaStore &store,
                             QWidget *parent)
    : Dialog(parent)
    , m_pictures(pictures)
    , m_store(store)
    , m_stack(new QStackedLayout)
    , m_view(new PictureView(this))
    , m_placeholder(new Placeholder(this))
    , m_previous(new QToolButton(this))
    , m_next(new QToolButton(this))
    , m_smaller(new QToolButton(this))
    , m_zoom(new QToolButton(this))
    , m_larger(new QToolButton(this))
{
    m_stack->addWidget(m_placeholder);
    m_stack->addWidget(m_view);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    QPushButton *save = buttons->addButton(tr("Save as…"), QDialogButtonBox::ActionRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setImage(m_view->image()); });
    connect(save, &QPushButton::clicked, this, [this] { Q_EMIT saveAsRequested(media()); });
    connect(m_placeholder, &Placeholder::actionTriggered, this, &PictureDialog::load);
    connect(m_view, &PictureView::zoomChanged, this, &PictureDialog::updateZoom);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addLayout(makeTools());
    layout->addLayout(m_stack, 1);
    layout->addWidget(buttons);
    const QWidget *window = parent != nullptr ? parent->window() : nullptr;
    resize(window != nullptr ? window->size() * 0.9 : QSize(800, 600));
    m_view->setFocus();
    turnTo(current);
}

PictureDialog::~PictureDialog() = default;

QHBoxLayout *PictureDialog::makeTools()
{
    const auto prepare = [](QToolButton *button, const QString &name, const QString &icon) {
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setIcon(themedIcon(icon));
        button->setToolTip(name);
        button->setAccessibleName(name);
    };
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    prepare(m_previous, tr("Previous picture"), isMirrored ? u"arrow-right"_s : u"arrow-left"_s);
    prepare(m_next, tr("Next picture"), isMirrored ? u"arrow-left"_s : u"arrow-right"_s);
    prepare(m_smaller, tr("Zoom out"), u"minus"_s);
    prepare(m_larger, tr("Zoom in"), u"plus"_s);
    m_zoom->setAutoRaise(true);
    m_zoom->setFocusPolicy(Qt::TabFocus);
    m_zoom->setToolTip(tr("Fit the picture to the window, or show it in its own size"));
    connect(m_previous, &QToolButton::clicked, this, [this] { turnTo(m_current - 1); });
    connect(m_next, &QToolButton::clicked, this, [this] { turnTo(m_current + 1); });
    connect(m_smaller, &QToolButton::clicked, this,
            [this] { m_view->setZoom(m_view->zoom() / ZoomStep); });
    connect(m_larger, &QToolButton::clicked, this,
            [this] { m_view->setZoom(m_view->zoom() * ZoomStep); });
    connect(m_zoom, &QToolButton::clicked, m_view, &PictureView::toggleZoom);

    auto *tools = new QHBoxLayout;
    tools->addWidget(m_previous);
    tools->addWidget(m_next);
    tools->addStretch();
    tools->addWidget(m_smaller);
    tools->addWidget(m_zoom);
    tools->addWidget(m_larger);
    m_previous->setVisible(m_pictures.size() > 1);
    m_next->setVisible(m_pictures.size() > 1);
    return tools;
}

QImage PictureDialog::image() const
{
    return m_view->image();
}

void PictureDialog::turnTo(qsizetype number)
{
    if (number < 0 || number >= m_pictures.size())
        return;
    m_current = number;
    m_previous->setEnabled(number > 0);
    m_next->setEnabled(number + 1 < m_pictures.size());
    const QString name = safeFileName(media().filename, media().contentType);
    m_view->setAccessibleName(name);
    //: Title of a window: a picture's file name, its number, how many there are.
    setWindowTitle(m_pictures.size() == 1
                       ? name
                       : tr("%1 (%2 of %3)").arg(name).arg(number + 1).arg(m_pictures.size()));
    load();
}

void PictureDialog::load()
{
    m_loading = std::make_unique<QObject>(); // what was asked for before is not wanted any more
    m_view->setImage({});
    m_stack->setCurrentWidget(m_placeholder);
    m_copy->setEnabled(false);
    if (media().size > MaxBytes) {
        m_placeholder->showText(tr("This picture is too large to be shown"),
                                tr("Save it, and open it with another program."), {});
        return;
    }
    m_placeholder->showBusy(tr("Loading picture…"));
    m_store.transfers().load(media(), MaxBytes, m_loading.get(), [this](const auto &outcome) {
        if (const auto *error = std::get_if<chat::ChatError>(&outcome)) {
            showProblem(ErrorTexts::describe(*error));
            return;
        }
        m_store.decoder().decode(std::get<QByteArray>(outcome), LargestShown, m_loading.get(),
                                 [this](const QImage &image) { showPicture(image); });
    });
}

void PictureDialog::showPicture(const QImage &image)
{
    if (image.isNull()) {
        showProblem(tr("This is not a picture that can be shown here."));
        return;
    }
    m_stack->setCurrentWidget(m_view);
    m_view->setImage(image);
    const MediaStore::Download saved = m_store.download(media().sid);
    if (saved.stage == MediaStore::Stage::Saved)
        m_view->setFile(QUrl::fromLocalFile(saved.path));
    m_view->setFocus();
    m_copy->setEnabled(true);
}

void PictureDialog::showProblem(const QString &text)
{
    m_placeholder->showText(tr("The picture could not be loaded"), text, tr("Try again"));
}

void PictureDialog::updateZoom()
{
    const bool hasPicture = !m_view->image().isNull();
    m_smaller->setEnabled(hasPicture && !m_view->isFitted());
    m_larger->setEnabled(hasPicture && m_view->zoom() < PictureView::MaxZoom);
    m_zoom->setEnabled(hasPicture);
    //: How large a picture is shown, in percent.
    m_zoom->setText(tr("%1 %").arg(QLocale().toString(qRound(m_view->zoom() * 100))));
}

void PictureDialog::keyPressEvent(QKeyEvent *event)
{
    const int forward = layoutDirection() == Qt::RightToLeft ? -1 : 1;
    switch (event->key()) {
    case Qt::Key_Left:
        return turnTo(m_current - forward);
    case Qt::Key_Right:
        return turnTo(m_current + forward);
    case Qt::Key_Plus:
        return m_larger->click();
    case Qt::Key_Minus:
        return m_smaller->click();
    case Qt::Key_0:
        return m_view->fit();
    default:
        Dialog::keyPressEvent(event);
    }
}

} // namespace parley::ui
