// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/http/certificates.h"

#include <QSslError>

namespace parley {

using namespace Qt::StringLiterals;

QString certificateProblem(const QSslError &error)
{
    switch (error.error()) {
    case QSslError::CertificateExpired:
        return u"the certificate has expired"_s;
    case QSslError::CertificateNotYetValid:
        return u"the certificate is not valid yet"_s;
    case QSslError::CertificateRevoked:
        return u"the certificate was revoked"_s;
    case QSslError::HostNameMismatch:
        return u"the certificate is for another host name"_s;
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
        return u"the certificate is not from an authority that this computer trusts"_s;
    default:
        return u"the certificate is not accepted (TLS error %1)"_s.arg(int(error.error()));
    }
}

} // namespace parley
