// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "errortexts.h"

#include "text/timetexts.h"

namespace parley::ui {

namespace {

constexpr int NotPermitted = 50107; ///< Twilio's number for what a role does not allow

} // namespace

QString ErrorTexts::describe(const chat::ChatError &error)
{
    using enum chat::ChatError::Code;
    switch (error.code) {
    case Offline:
        return tr("You are not connected. Try again once the connection is back.");
    case ConnectionLost:
        return tr("The connection broke before the answer came. Check whether it worked, then try "
                  "again.");
    case Timeout:
        return tr(
            "The chat service did not answer in time. Check whether it worked, then try again.");
    case Refused:
        if (error.serviceCode == NotPermitted)
            return tr("Your role in this conversation does not permit this. Ask one of its "
                      "admins.");
        if (error.serviceCode != 0)
            return tr("The chat service refused this (code %1).").arg(error.serviceCode);
        if (error.httpStatus == 401 || error.httpStatus == 403)
            return tr("You are not allowed to do this.");
        if (error.httpStatus == 409)
            return tr("This name is already in use. Choose another one.");
        if (error.httpStatus == 429)
            return tr("This was too much at once. Wait a moment, then try again.");
        return tr("The chat service refused this (status %1).").arg(error.httpStatus);
    case NotFound:
        return tr("The chat service does not know it. It may have been deleted.");
    case TooLong:
        return tr("This is longer than the chat service allows. Shorten it.");
    case Invalid:
        return tr("This cannot be used. Check what you have entered.");
    case BadAnswer:
        return tr("The chat service gave an answer that Parley does not understand.");
    case TooLarge:
        return tr("The file is larger than the chat service allows. Choose a smaller one.");
    case TooMany:
        return tr("These are more files than one message may have. Send them in several messages.");
    case FileMissing:
        return tr(
            "The file has been moved, changed or deleted, or cannot be read. Attach it again.");
    case FileNotWritten:
        return tr("The file cannot be saved there. Choose another folder.");
    case Cancelled:
        return tr("This was cancelled because you signed out.");
    }
    Q_UNREACHABLE();
}

QString ErrorTexts::signInReason(TokenManager::SignInReason reason)
{
    using enum TokenTypes::SignInReason;
    switch (reason) {
    case CredentialRejected:
        return tr("The server no longer accepts this sign-in. Please sign in again.");
    case AccessRefused:
        return tr(
            "Your access was withdrawn by the service. Ask its administrator, or sign in again.");
    }
    Q_UNREACHABLE();
}

QString ErrorTexts::state(TokenManager::State state)
{
    using enum TokenTypes::State;
    switch (state) {
    case SignedOut:
        return tr("Signed out");
    case Loading:
        return tr("Reading the saved sign-in");
    case Fetching:
        return tr("Fetching a token");
    case Ready:
        return tr("Valid");
    case Refreshing:
        return tr("Valid, being refreshed");
    case Degraded:
        return tr("Valid, last refresh failed");
    case Expired:
        return tr("Expired");
    case NeedsSignIn:
        return tr("Sign-in needed");
    case Blocked:
        return tr("Stopped: change a setting");
    }
    Q_UNREACHABLE();
}

QString ErrorTexts::trigger(TokenManager::Trigger trigger)
{
    using enum TokenTypes::Trigger;
    switch (trigger) {
    case Start:
        return tr("at the start");
    case Deadline:
        return tr("in good time before it runs out");
    case Push:
        return tr("because the service said that it is about to expire");
    case ServerExpired:
        return tr("because the service said that it has expired");
    case Wake:
        return tr("after the computer woke up");
    case NetworkUp:
        return tr("because the network came back");
    case User:
        return tr("by hand");
    case ClientRejected:
        return tr("because the service refused the last one");
    }
    Q_UNREACHABLE();
}

QString ErrorTexts::connection(twilsock::ConnectionState state,
                               std::optional<std::chrono::milliseconds> retryIn)
{
    using enum twilsock::ConnectionState;
    switch (state) {
    case Disconnected:
        return tr("Not connected");
    case Connecting:
        if (retryIn && *retryIn > std::chrono::milliseconds(0))
            return tr("The chat service cannot be reached. Next attempt in %1")
                .arg(TimeTexts::span(*retryIn));
        return tr("Connecting…");
    case Connected:
        return tr("Connected");
    case Disconnecting:
        return tr("Disconnecting…");
    case Denied:
        return tr("Connection refused");
    }
    Q_UNREACHABLE();
}

QString ErrorTexts::keychain(Session::KeychainStatus status)
{
    using enum Session::KeychainStatus;
    switch (status) {
    case Idle:
    case Reading:
    case Saved:
        return {};
    case Waiting:
        return tr("Waiting for the system keychain.");
    case Denied:
        return tr("The system keychain refused access.");
    case Unavailable:
        return tr("There is no system keychain. This sign-in lasts until Parley is closed.");
    case EntryMissing:
        return tr("The saved sign-in was removed from the keychain. Please sign in again.");
    case EntryCorrupt:
        return tr("The saved sign-in cannot be used. Please sign in again.");
    case NotSaved:
        return tr("The sign-in is not yet saved in the system keychain.");
    case TooLarge:
        return tr(
            "The sign-in is too large for the system keychain. It lasts until Parley is closed.");
    }
    Q_UNREACHABLE();
}

QString ErrorTexts::tokenUrlProblem(const QUrl &url, TokenAuth auth)
{
    if (url.isEmpty())
        return tr("Enter the address of your back end's token end point.");
    if (parley::tokenUrlProblem(url, auth).isEmpty())
        return {};
    const QString scheme = url.scheme().toLower();
    if (!url.isValid() || url.host().isEmpty())
        return tr("This is not a complete address. It looks like https://example.com/token.");
    if (scheme != u"https" && scheme != u"http")
        return tr("The address must begin with https://.");
    if (!url.userName().isEmpty() || !url.password().isEmpty())
        return tr("Leave user and password out of the address; they have their own fields.");
    if (scheme == u"http")
        return tr("Plain http would show your password to the network. Use https, or this computer "
                  "itself.");
    return tr("This address cannot be used as a token end point.");
}

QString ErrorTexts::userProblem(const QString &user, TokenAuth auth)
{
    if (parley::tokenUserProblem(user, auth).isEmpty())
        return {};
    if (user.contains(u':'))
        return tr("A user name with a colon cannot be sent with a password (basic). Choose another "
                  "way in which the back end checks you.");
    return tr("This user name has characters that cannot be sent.");
}

QString ErrorTexts::checkName(const QString &name)
{
    if (name == u"reached")
        return tr("Server answers");
    if (name == u"tls")
        return tr("Secure connection");
    if (name == u"status")
        return tr("Sign-in accepted");
    if (name == u"contentType")
        return tr("Kind of answer");
    if (name == u"jwt")
        return tr("Shape of the token");
    if (name == u"algorithm")
        return tr("Signature algorithm");
    if (name == u"prefixes")
        return tr("Account, key and service ids");
    if (name == u"grant")
        return tr("Chat grant");
    if (name == u"identity")
        return tr("User in the token");
    if (name == u"lifetime")
        return tr("Life of the token");
    if (name == u"notBefore")
        return tr("Start time");
    if (name == u"clock")
        return tr("Clocks agree");
    if (name == u"service")
        return tr("Chat service accepts it");
    return name;
}

} // namespace parley::ui
