// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "simulatedmedia.h"

#include "chat/fakemedia.h"

#include <memory>

namespace parley::test {

QNetworkReply *SimulatedMedia::createRequest(Operation operation, const QNetworkRequest &request,
                                             QIODevice *outgoing)
{
    localservice::HttpRequest asked;
    asked.method = request.attribute(QNetworkRequest::CustomVerbAttribute).toByteArray();
    asked.path = request.url().path(QUrl::FullyEncoded);
    asked.query = QUrlQuery(request.url());
    asked.host = "127.0.0.1";
    asked.twilioToken = request.rawHeader("X-Twilio-Token");
    asked.contentType = request.rawHeader("Content-Type");
    asked.body = outgoing != nullptr ? outgoing->readAll() : QByteArray();
    asked.bodyBytes = asked.body.size();

    const QPointer<FakeReply> reply(new FakeReply(request, operation, asked.body, this));
    const auto answer = std::make_shared<std::optional<localservice::HttpResponse>>();
    m_network.exchange(
        m_machine,
        [this, asked, reply, answer] {
            *answer = m_service.answer(asked);
            if (reply && *answer)
                reply->tellUploaded(asked.body.size());
            return answer->has_value();
        },
        [reply, answer](SimulatedNetwork::Ending ending) {
            if (!reply || reply->isAborted())
                return;
            if (ending == SimulatedNetwork::Ending::Answered)
                reply->answer((*answer)->status, (*answer)->body);
            else
                reply->fail(ending == SimulatedNetwork::Ending::Refused
                                ? QNetworkReply::ConnectionRefusedError
                                : QNetworkReply::RemoteHostClosedError);
        });
    return reply;
}

} // namespace parley::test
