// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "signin/signinwindow.h"

#include "errortexts.h"
#include "session/advice/endpointdoctor.h"
#include "signin/demopage.h"
#include "signin/doctorpanel.h"
#include "signin/endpointform.h"
#include "signin/progresspanel.h"
#include "theme/icons.h"
#include "widgets/announce.h"
#include "widgets/windowplacement.h"

#include <QApplication>
#include <QCloseEvent>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace parley::ui {

namespace {

constexpr int ColumnWidth = 420;
constexpr int TopMargin = 32;

} // namespace

SignInWindow::SignInWindow(SessionParts parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(std::move(parts))
    , m_message(new QLabel(this))
    , m_demo(new DemoPage(this))
    , m_form(new EndpointForm(this))
    , m_doctorPanel(new DoctorPanel(this))
    , m_progress(new ProgressPanel(m_parts.clock, this))
    , m_pages { m_demo, m_form, m_doctorPanel, m_progress }
    , m_start(m_form)
{
    setWindowTitle(tr("Sign in")); // Qt adds the name of the program
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setForegroundRole(QPalette::BrightText);
    m_message->hide();
    m_form->setKeychainAvailable(m_parts.store.isPersistent());
    m_demo->setKeychainAvailable(m_parts.store.isPersistent());
    auto *column = new QWidget;
    column->setFixedWidth(ColumnWidth);
    auto *inColumn = new QVBoxLayout(column);
    inColumn->setContentsMargins(0, 24, 0, 24);
    inColumn->setSpacing(16);
    inColumn->addSpacing(TopMargin); // a stretch would move the fields with each message
    m_head = makeHead();
    inColumn->addWidget(m_head);
    inColumn->addWidget(m_message);
    for (QWidget *page : m_pages)
        inColumn->addWidget(page);
    inColumn->addStretch(1);

    showPage(m_start);

    auto *content = new QWidget;
    auto *around = new QHBoxLayout(content);
    around->addStretch(1);
    around->addWidget(column);
    around->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    setMinimumSize(460, 400);
    resize(640, 720);
    placeWindow(*this);

    connect(m_demo, &DemoPage::ownBackEndRequested, this, &SignInWindow::showForm);
    connect(m_form, &EndpointForm::submitted, this, &SignInWindow::signInRequested);
    connect(m_form, &EndpointForm::testRequested, this, &SignInWindow::runDoctor);
    connect(m_form, &EndpointForm::backRequested, this, [this] {
        m_start = m_demo;
        showStart();
    });
    connect(m_doctorPanel, &DoctorPanel::closeRequested, this, &SignInWindow::endDoctor);
    connect(m_doctorPanel, &DoctorPanel::testAgainRequested, this,
            [this] { runDoctor(m_form->request()); });
    connect(m_progress, &ProgressPanel::cancelled, this, &SignInWindow::cancelled);
    connect(m_progress, &ProgressPanel::signInInstead, this, &SignInWindow::cancelled);
    connect(m_progress, &ProgressPanel::keychainRetryRequested, this,
            &SignInWindow::keychainRetryRequested);
}

SignInWindow::~SignInWindow() = default;

QWidget *SignInWindow::makeHead()
{
    auto *head = new QWidget(this);
    auto *icon = new QLabel(head);
    icon->setPixmap(programIcon().pixmap(72, 72));
    icon->setAlignment(Qt::AlignCenter);
    icon->setAccessibleName(u"Parley"_s);
    auto *name = new QLabel(u"Parley"_s, head);
    QFont large = name->font();
    large.setPointSizeF(large.pointSizeF() * 2);
    large.setBold(true);
    name->setFont(large);
    name->setAlignment(Qt::AlignCenter);
    auto *claim = new QLabel(tr("Chat over Twilio Conversations"), head);
    claim->setForegroundRole(QPalette::PlaceholderText);
    claim->setAlignment(Qt::AlignCenter);
    auto *layout = new QVBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(icon);
    layout->addWidget(name);
    layout->addWidget(claim);
    return head;
}

void SignInWindow::showPage(QWidget *page)
{
    // Hidden pages take no room, so that the column is only as high as the one that is shown.
    for (QWidget *each : m_pages)
        each->setVisible(each == page);
    m_head->setVisible(page != m_doctorPanel); // its list needs the room
}

void SignInWindow::setDemoStarting()
{
    m_demo->setBusy(tr("Starting the local service…"));
    m_start = m_demo;
    m_form->setBackVisible(true);
    showStart();
}

void SignInWindow::setOwnBackEndOnly()
{
    m_form->setBackVisible(false);
    m_start = m_form;
    showStart();
}

void SignInWindow::startWithForm()
{
    m_start = m_form;
}

void SignInWindow::showStart()
{
    m_message->hide();
    showPage(m_start);
    if (m_start == m_form)
        m_form->focusFirstEmpty();
    else
        m_demo->focusAccount();
}

void SignInWindow::showForm()
{
    m_start = m_form;
    showStart();
}

void SignInWindow::showProgress(const QString &identity)
{
    m_message->hide();
    m_progress->begin(identity);
    showPage(m_progress);
}

void SignInWindow::showTrouble(const TokenError &error,
                               std::optional<std::chrono::milliseconds> retryIn)
{
    m_progress->showTrouble(error, retryIn);
}

void SignInWindow::showFailure(const TokenError &error)
{
    const ErrorText text = ErrorTexts::describe(error);
    showStart();
    showMessage(text.summary + u' ' + text.advice);
}

void SignInWindow::showMessage(const QString &text)
{
    m_message->setText(text);
    m_message->setVisible(!text.isEmpty());
    if (!text.isEmpty())
        announce(m_message, text);
}

void SignInWindow::showKeychain(Session::KeychainStatus status)
{
    m_progress->showKeychain(status);
    if (status == Session::KeychainStatus::Unavailable) {
        m_form->setKeychainAvailable(false);
        m_demo->setKeychainAvailable(false);
    }
}

QString SignInWindow::message() const
{
    return m_message->isVisible() ? m_message->text() : QString();
}

void SignInWindow::runDoctor(const SignInRequest &request)
{
    m_message->hide();
    m_doctor = std::make_unique<EndpointDoctor>(request.config, m_parts);
    connect(m_doctor.get(), &EndpointDoctor::checked, m_doctorPanel, &DoctorPanel::addCheck);
    connect(m_doctor.get(), &EndpointDoctor::finished, m_doctorPanel, &DoctorPanel::finish);
    m_doctorPanel->begin();
    showPage(m_doctorPanel);
    m_doctor->run(request.secret);
}

void SignInWindow::closeEvent(QCloseEvent *event)
{
    event->accept();
    Q_EMIT quitRequested();
}

void SignInWindow::paintEvent(QPaintEvent *event)
{
    QWidget::paintEvent(event);
    // Once this picture is out.
    QMetaObject::invokeMethod(this, &SignInWindow::painted, Qt::QueuedConnection);
}

void SignInWindow::endDoctor()
{
    m_doctor.reset();
    showStart();
}

} // namespace parley::ui
