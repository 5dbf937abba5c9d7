// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/http/http.h"
#include "localservice/media/uploadedfile.h"

#include <cstdint>

using namespace parley;
using namespace parley::localservice;

namespace {

constexpr WallTime Now { std::chrono::seconds(1767225600) };

/// Nothing of an answer may begin another header, or end the head.
void checkAnswer(const QByteArray &header)
{
    const QByteArray answer = toBytes({ 200, header, {}, { { "X", header } } }, Now);
    const qsizetype end = answer.indexOf("\r\n\r\n");
    Q_ASSERT(end + 4 == answer.size() || answer.startsWith("HTTP/1.1 500 "));
}

} // namespace

/// The head of a request to the local service, a form with a file, and what of them goes into an
/// answer.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), qsizetype(size));
    const HttpRequest request = readHead(input.left(input.indexOf("\r\n\r\n")));
    Q_ASSERT(request.bodyBytes >= -1);
    Q_ASSERT(request.method.size() <= 16);
    for (const QByteArray &field : { request.host, request.origin, request.authorization })
        Q_ASSERT(request.method.isEmpty() || (!field.contains('\r') && !field.contains('\0')));
    if (isLoopbackName(request.host) && isOwnPage(request))
        Q_ASSERT(!request.host.contains('/'));

    const QByteArray type = input.left(input.indexOf('\n'));
    for (const QByteArray &form : { type, QByteArray("multipart/form-data; boundary=b") }) {
        const auto file = firstFileOfForm(form, input);
        Q_ASSERT(!file || file->bytes.size() <= input.size());
        if (file)
            checkAnswer(contentDisposition(file->name));
    }
    if (isContentType(QString::fromLatin1(type)))
        checkAnswer(type);
    checkAnswer(contentDisposition(QString::fromUtf8(input)));
    checkAnswer(input);
    return 0;
}
