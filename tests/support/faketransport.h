// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"
#include "twilsock/frame.h"
#include "twilsock/transport.h"

#include <QJsonObject>
#include <QList>
#include <QPointer>

#include <functional>
#include <memory>

namespace parley::test {

class FakeTransports;

/// A transport without a network: the test (or a script) is the service.
class FakeTransport final : public twilsock::Transport
{
    Q_OBJECT

public:
    void open(const QUrl &url) override;
    void send(const QByteArray &frame) override;
    void close() override;

    // What the code under test did.
    [[nodiscard]] QUrl url() const { return m_url; }
    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    [[nodiscard]] bool closeRequested() const { return m_closeRequested; }
    [[nodiscard]] bool hasEnded() const { return m_hasEnded; }
    [[nodiscard]] const QList<QByteArray> &sentBytes() const { return m_sent; }
    void forgetSent() { m_sent.clear(); }
    /// Everything that was sent, or only the messages of one method (acknowledgements are `reply`).
    [[nodiscard]] QList<twilsock::Frame> frames(const QString &method = {}) const;
    /// The last frame of that method; one without header if there is none.
    [[nodiscard]] twilsock::Frame lastFrame(const QString &method) const;

    // What the service does.
    void accept(); ///< the handshake succeeds
    void deliver(const QByteArray &bytes);
    void deliver(const twilsock::Frame &frame) { deliver(twilsock::encodeFrame(frame)); }
    /// A message of the service with a fresh id, which is returned.
    QString deliver(const QString &method, QJsonObject header, const QByteArray &payload = {});
    /// A `reply` to \a request with that Twilsock status; \a extra is added to the header.
    void reply(const twilsock::Frame &request, int code = 200, int errorCode = 0,
               const QJsonObject &extra = {}, const QByteArray &payload = {});
    /// A `reply` to a tunnelled request that the target service answered.
    void replyHttp(const twilsock::Frame &request, int httpStatus, const QByteArray &body = {},
                   const QJsonObject &headers = {});
    /// A `close` of the service.
    void deliverClose(int code, int errorCode = 0, const QByteArray &payload = {});
    /// The link breaks inside the next call of send(), which then reaches no service.
    void breakAtNextSend() { m_breaksAtSend = true; }
    void end(const QString &detail = QStringLiteral("the link broke"), bool fatal = false);

private:
    friend class FakeTransports;
    struct Script;
    explicit FakeTransport(std::shared_ptr<Script> script)
        : m_script(std::move(script))
    { }

    std::shared_ptr<Script> m_script;
    QUrl m_url;
    QList<QByteArray> m_sent;
    bool m_isOpen = false;
    bool m_closeRequested = false;
    bool m_hasEnded = false;
    bool m_breaksAtSend = false;
};

/// Hands out FakeTransports and remembers them in order. With a clock it can also play the service:
/// what a script does comes one turn of the clock later, as from a network.
class FakeTransports
{
public:
    using Service = std::function<void(FakeTransport &transport, const twilsock::Frame &frame)>;

    /// \a clock may be null: then nothing happens by itself (except the end after close()).
    explicit FakeTransports(Clock *clock = nullptr);

    [[nodiscard]] twilsock::TransportFactory factory() const;

    /// Every handshake succeeds by itself from now on.
    void acceptByItself(bool on = true);
    /// Called for every frame from now on; \a welcome is the simplest one.
    void setService(Service service);
    /// Answers `init`, `update` and every request with 200.
    static void welcome(FakeTransport &transport, const twilsock::Frame &frame);
    /// Whether close() is answered by the end at once (the default) or left to the test.
    void answerClose(bool on);

    [[nodiscard]] int count() const;
    /// Null if there is none, or it is gone.
    [[nodiscard]] FakeTransport *at(int index) const;
    [[nodiscard]] FakeTransport *last() const { return at(count() - 1); }

private:
    std::shared_ptr<FakeTransport::Script> m_script;
};

} // namespace parley::test
