// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"
#include "token/clock.h"

#include <QIODevice>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPointer>
#include <QUrl>

#include <functional>
#include <memory>

namespace parley::chat {

/// Where the service is that names an address.
enum class ServicePlace {
    Elsewhere,
    ThisMachine, ///< on the loopback, such as the embedded local service
};

/// Whether a request may go to \a url, which the service named: https, or http on this machine. A
/// service elsewhere may not name this machine at all: it must not direct requests to programs
/// here.
[[nodiscard]] bool isPermittedUrl(const QUrl &url, ServicePlace service);

/// One HTTP request beside the tunnel: no redirect, no cookies, no cache, bounded in size. It ends
/// when no byte was transferred for a while; a service gets minutes to take what was uploaded. It
/// calls back once and then deletes itself.
class HttpTransfer final : public QObject
{
public:
    struct Request
    {
        QByteArray verb { "GET" };
        QUrl url {};
        ServicePlace service = ServicePlace::Elsewhere; ///< which named the URL
        QByteArray token {}; ///< goes out as X-Twilio-Token; empty: none
        QByteArray contentType {};
        std::shared_ptr<QIODevice> body {}; ///< open, read from its current position on
        std::shared_ptr<QIODevice> sink {}; ///< gets the body of a 2xx answer; empty: Answer::body
        qint64 maxBytes = 64 * 1024; ///< of a 2xx answer
    };
    struct Answer
    {
        int httpStatus = 0;
        QByteArray body {};
        qint64 bytes = 0; ///< length of the body

        [[nodiscard]] bool isSuccess() const { return httpStatus >= 200 && httpStatus < 300; }
    };
    using Progress = std::function<void(qint64 moved, qint64 total)>;

    /// \a parent owns it; everything ends without a word once \a context is gone. \a progress (may
    /// be empty) tells of the upload if there is a body, else of the download; total is -1 while it
    /// is unknown. \a done gets an Answer for each HTTP status but redirects.
    static void start(QNetworkAccessManager &network, Clock &clock, const Request &request,
                      QObject *parent, QObject *context, Progress progress, Callback<Answer> done);
    ~HttpTransfer() override;

private:
    HttpTransfer(Clock &clock, Request request, QObject *parent, QObject *context,
                 Progress progress, Callback<Answer> done);
    void send(QNetworkAccessManager &network);
    void watchIdleness();
    void moved(qint64 bytes, qint64 total);
    void readMore();
    void finished();
    void end(const Outcome<Answer> &outcome);
    void drop();
    [[nodiscard]] int statusOfReply() const;

    Clock &m_clock;
    const Request m_request;
    const QPointer<QObject> m_context;
    const Progress m_progress;
    Callback<Answer> m_done;
    QPointer<QNetworkReply> m_reply;
    Answer m_answer;
    MonotonicTime m_lastMove {};
    bool m_isSent = false; ///< the whole body was handed over
};

/// The error in an answer that is none of 2xx.
[[nodiscard]] ChatError errorOf(const HttpTransfer::Answer &answer);

} // namespace parley::chat
